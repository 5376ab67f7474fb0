namespace GenRL.Prompting.Tests;

/// <summary>Remembers what control was asked for.</summary>
internal sealed class RecordedControl : IControlLink
{
    public List<(string Folder, string Behaviour)> Loaded { get; } = [];

    /// <summary>Set to make control refuse.</summary>
    public string? Refusal { get; set; }

    /// <summary>Set to make control never answer.</summary>
    public bool Silent { get; set; }

    public async Task<string> LoadBehaviourAsync(string packageFolder, string behaviour, CancellationToken cancellation)
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
            Loaded.Add((packageFolder, behaviour));
        }

        return "swapped in";
    }
}
