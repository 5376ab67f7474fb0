using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Simulation;

namespace GenRL.Cli.Datasets;

/// <summary>What an agent needs to know to collect a subset.</summary>
/// <param name="Folder">The dataset.</param>
/// <param name="Domain">Robot.</param>
/// <param name="Render">How its world renders.</param>
/// <param name="Plan">Subset and number of episodes.</param>
/// <param name="Seed">Seed of the subset.</param>
/// <param name="Threads">Threads an agent that can use several may use.</param>
/// <param name="Experts">Sizes and rates of experts.</param>
/// <param name="Progress">Told of the progress.</param>
internal sealed record SubsetWork(
    string Folder, string Domain, RenderPreset Render, SubsetPlan Plan, ulong Seed, int Threads, Td3Options Experts, IProgress<WorkProgress>? Progress);
