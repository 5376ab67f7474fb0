namespace GenRL.Cli.CommandLine;

/// <summary>What a verb's exit code means to the script that called it.</summary>
internal static class ExitCode
{
    /// <summary>The verb did what was asked.</summary>
    public const int Success = 0;

    /// <summary>The verb ran and failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself was wrong; nothing was started.</summary>
    public const int WrongUse = 2;

    /// <summary>Ended by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
