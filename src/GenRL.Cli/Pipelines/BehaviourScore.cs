namespace GenRL.Cli.Pipelines;

/// <summary>Returns of one behaviour in one task.</summary>
/// <param name="Domain">Robot.</param>
/// <param name="Behaviour">Behaviour of the package that acted.</param>
/// <param name="Task">Task whose true reward was summed.</param>
/// <param name="Prompt">Sentence the behaviour was learned for.</param>
/// <param name="Episodes">Episodes run.</param>
/// <param name="ReturnMean">Mean return per episode.</param>
/// <param name="ReturnSe">Standard error of the mean.</param>
/// <param name="NormalizedMean">(return - random) / (expert - random), with the published pair.</param>
/// <param name="NormalizedSe">Its standard error.</param>
public sealed record BehaviourScore(
    string Domain, string Behaviour, string Task, string Prompt, int Episodes, double ReturnMean, double ReturnSe, double NormalizedMean, double NormalizedSe);
