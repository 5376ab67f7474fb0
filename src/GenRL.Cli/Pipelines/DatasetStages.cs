using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Cli.Pipelines;

/// <summary>What makes pictures and embeddings of a dataset's episodes; each stage goes on where it was interrupted.</summary>
public static class DatasetStages
{
    /// <summary>Renders the compact episodes, the way the dataset's manifest says.</summary>
    /// <param name="folder">The dataset.</param>
    /// <param name="threads">Renderers at work.</param>
    /// <param name="progress">Told once a second; may be null.</param>
    /// <param name="cancellation">Stops; finished episodes stay.</param>
    /// <returns>Frames rendered by this run, and frames per second.</returns>
    public static (long Frames, double FramesPerSecond) Render(string folder, int threads, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var manifest = DatasetFolder.Open(folder).Manifest;
        var preset = Enum.TryParse<RenderPreset>(manifest.RenderPreset, ignoreCase: true, out var known)
            ? known
            : throw new InvalidDataException($"{folder}: its manifest names the render preset '{manifest.RenderPreset}', which there is not.");
        return Rendering.Run(new RenderingOptions(folder, manifest.RenderPreset, threads), () => Worlds.Create(manifest.Domain, preset), progress, cancellation);
    }

    /// <summary>Embeds the rendered windows and notes the model in the manifest.</summary>
    /// <param name="dataset">The dataset, rendered.</param>
    /// <param name="model">The video-language model.</param>
    /// <param name="stride">Steps between windows.</param>
    /// <param name="overwrite">Whether embeddings of another model or stride are replaced.</param>
    /// <param name="progress">Told once a second; may be null.</param>
    /// <param name="cancellation">Stops; finished episodes stay.</param>
    /// <param name="kind">Windows, or single images beside them; only windows decide which model the dataset belongs to.</param>
    /// <returns>Windows embedded by this run, and windows per second.</returns>
    public static (long Windows, double WindowsPerSecond) Embed(
        DatasetFolder dataset, IWindowEmbedder model, int stride, bool overwrite, IProgress<WorkProgress>? progress, CancellationToken cancellation,
        EmbeddingKind kind = EmbeddingKind.Window)
    {
        var done = Embedding.AddToStore(dataset.FramesPath, model, stride, overwrite, progress, cancellation, kind: kind);
        if (kind == EmbeddingKind.Window)
        {
            dataset.SaveManifest(manifest => manifest with { VideoLanguageModel = model.Name });
        }

        return done;
    }
}
