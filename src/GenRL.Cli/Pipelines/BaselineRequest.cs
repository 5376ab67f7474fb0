using GenRL.Data;
using GenRL.Learning.Baselines;

namespace GenRL.Cli.Pipelines;

/// <summary>A baseline to be learned. Written beside its results, so that a folder is never continued as something else.</summary>
/// <param name="Method">What learns.</param>
/// <param name="Reward">What the prompt is compared with: windows or single images.</param>
/// <param name="Aligner">Whether the prompt's embedding is aligned first.</param>
/// <param name="Behaviour">Name of the result: the task, or one made of the sentence.</param>
/// <param name="Prompt">The sentence.</param>
public sealed record BaselineRequest(BaselineMethod Method, EmbeddingKind Reward, bool Aligner, string Behaviour, string Prompt);
