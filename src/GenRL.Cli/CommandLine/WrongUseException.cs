namespace GenRL.Cli.CommandLine;

/// <summary>The command line, a preset or an option value cannot be used; the message says which and what would be right.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
