namespace GenRL.Prompting.Serving;

/// <summary>A behaviour as listed to a client.</summary>
/// <param name="Name">Its name in the package.</param>
/// <param name="Prompt">The sentence it was learned for.</param>
public sealed record ListedBehaviour(string Name, string Prompt);
