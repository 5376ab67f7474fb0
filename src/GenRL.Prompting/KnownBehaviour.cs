namespace GenRL.Prompting;

/// <summary>A behaviour of the package with the embedding it was learned for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prompt">The sentence it was learned for.</param>
/// <param name="Embedding">[D].</param>
public sealed record KnownBehaviour(string Name, string Prompt, float[] Embedding);
