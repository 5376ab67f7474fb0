namespace GenRL.Prompting.Tests;

/// <summary>Remembers what control was asked for.</summary>
internal sealed class RecordedControl : IControlLink
{
    public List<(string Folder, string Behaviour)> Loaded { get; } = [];

    /// <summary>Set to make control refuse.</summary>
    public string? Refusal { get; set; }

    /// <summary>Set to make control never answer.</summary>
    public bool Silent { get; set; }

    /// <summary>Tasks that the conditioned policy was given.</summary>
    public List<(string Folder, string Label, float[] Task)> Tasks { get; } = [];

    public Task<string> LoadBehaviourAsync(string packageFolder, string behaviour, CancellationToken cancellation) =>
        AnswerAsync(() => Loaded.Add((packageFolder, behaviour)), "swapped in", cancellation);

    public Task<string> SetTaskAsync(string packageFolder, string label, float[] task, CancellationToken cancellation) =>
        AnswerAsync(() => Tasks.Add((packageFolder, label, task)), "retargeted", cancellation);

    private async Task<string> AnswerAsync(Action record, string answer, CancellationToken cancellation)
    {
        if (Silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        if (Refusal is not null)
        {
            throw new ControlException(Refusal);
        }

        lock (Loaded)
        {
            record();
        }

        return answer;
    }
}
