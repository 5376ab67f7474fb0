namespace GenRL.Prompting;

/// <summary>A known behaviour and how near a prompt comes to it.</summary>
/// <param name="Behaviour">Its name in the package.</param>
/// <param name="Similarity">Cosine between the prompt's embedding and the one it was learned for.</param>
public sealed record BehaviourMatch(string Behaviour, double Similarity);
