namespace GenRL.Cli.Supervision;

/// <summary>How a supervised process is started.</summary>
/// <param name="Name">Short name that prefixes its log lines.</param>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables set besides those inherited.</param>
internal sealed record ChildSpecification(
    string Name, string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);
