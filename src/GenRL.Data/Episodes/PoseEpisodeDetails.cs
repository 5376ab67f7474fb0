namespace GenRL.Data;

/// <summary>What is known of a compact episode beside its arrays.</summary>
/// <param name="Domain">Robot and scene, such as <c>walker</c>.</param>
/// <param name="Subset">Part of the dataset, such as <c>exploration</c>, <c>walk</c> or <c>random</c>.</param>
/// <param name="Tasks">Names of the reward columns.</param>
/// <param name="Seed">Seed the episode was made from.</param>
/// <param name="Agent">Who acted, with its settings, for people to read.</param>
public sealed record PoseEpisodeDetails(string Domain, string Subset, IReadOnlyList<string> Tasks, ulong Seed, string Agent);
