namespace GenRL.Cli.Doctor;

/// <summary>How a short command ended.</summary>
/// <param name="ExitCode">Its exit code; -1 when it could not be started or took too long.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record CommandResult(int ExitCode, string Output);
