namespace GenRL.Data;

/// <summary>Counts the episodes of a subset while a dataset is read.</summary>
internal sealed class SubsetTally(string name)
{
    private readonly Dictionary<string, List<double>> _returns = [];
    private int _episodes;
    private long _frames;
    private int _shortest = int.MaxValue;
    private int _longest;

    public string Name => name;

    public void Add(int length, IReadOnlyList<string> tasks, Func<int, double> returnOf)
    {
        _episodes++;
        _frames += length;
        _shortest = Math.Min(_shortest, length);
        _longest = Math.Max(_longest, length);
        for (int task = 0; task < tasks.Count; task++)
        {
            if (!_returns.TryGetValue(tasks[task], out List<double>? returns))
            {
                _returns.Add(tasks[task], returns = []);
            }
            returns.Add(returnOf(task));
        }
    }

    public SubsetReport ToReport() => new(
        name, _episodes, _frames, _shortest, _longest, _returns.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<double>)pair.Value));
}
