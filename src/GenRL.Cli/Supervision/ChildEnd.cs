namespace GenRL.Cli.Supervision;

/// <summary>How a supervised process ended.</summary>
/// <param name="Name">The process.</param>
/// <param name="ExitCode">Its exit code; 128 plus the signal number when a signal ended it.</param>
/// <param name="LastError">The last error it logged, or null.</param>
internal sealed record ChildEnd(string Name, int ExitCode, string? LastError)
{
    private const int SignalBase = 128;
    private const int Kill = 9;

    /// <summary>One sentence for the operator.</summary>
    public string Describe()
    {
        string how = ExitCode switch
        {
            SignalBase + Kill => "was killed (SIGKILL)",
            > SignalBase => $"was ended by signal {ExitCode - SignalBase}",
            _ => $"ended with exit code {ExitCode}",
        };
        return LastError is null ? $"{Name} {how}" : $"{Name} {how}: {LastError}";
    }
}
