using GenRL.Robots;
using GenRL.Robots.Packages;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.Inference;

/// <summary>
/// The prompt side of a package: embedding → aligned embedding → target sequence → pictures. Not for a real-time loop, not
/// thread-safe.
/// </summary>
public sealed class PromptRunner : IDisposable
{
    private const int LongestTarget = 1024;

    private readonly LatentDescription latent;
    private readonly int embeddingSize;
    private readonly NativeTensor embedding;
    private readonly NativeTensor aligned;
    private readonly NativeTensor stoch;
    private readonly NativeTensor deter;
    private readonly NativeTensor deterNext;
    private readonly NativeTensor logits;
    private readonly BoundNetwork aligner;
    private readonly BoundNetwork start;
    private readonly BoundNetwork step;
    private readonly Network decoder;
    private readonly Network rewardFeatures;

    /// <exception cref="PackageException">A network is damaged or does not fit the manifest.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public PromptRunner(ModelPackage package, InferenceOptions? options = null)
    {
        options ??= new InferenceOptions();
        latent = package.Manifest.Latent;
        embeddingSize = package.Manifest.EmbeddingSize;
        embedding = new NativeTensor(1, embeddingSize);
        aligned = new NativeTensor(1, embeddingSize);
        stoch = new NativeTensor(1, latent.Stoch);
        deter = new NativeTensor(1, latent.Deter);
        deterNext = new NativeTensor(1, latent.Deter);
        logits = new NativeTensor(1, latent.Variables, latent.Classes);
        var opened = new List<Network>();
        try
        {
            foreach (string file in new[] { PackageFile.Aligner, PackageFile.ConnectorStart, PackageFile.ConnectorStep, PackageFile.Decoder, PackageFile.RewardFeatures })
            {
                opened.Add(Network.Open(package, file, options));
            }
        }
        catch
        {
            opened.ForEach(network => network.Dispose());
            DisposeBuffers();
            throw;
        }

        aligner = new BoundNetwork(opened[0], [("embedding", embedding)], [("aligned", aligned)]);
        start = new BoundNetwork(opened[1], [("embedding", embedding)], [("deter", deter), ("logits", logits)]);
        step = new BoundNetwork(opened[2], [("stoch", stoch), ("embedding", embedding), ("deter", deter)], [("deter_next", deterNext), ("logits", logits)]);
        decoder = opened[3];
        rewardFeatures = opened[4];
    }

    /// <summary>The visual embedding a prompt's embedding stands for.</summary>
    /// <param name="prompt">[D]; scaled to unit length here.</param>
    /// <returns>[D], unit length.</returns>
    /// <exception cref="ArgumentException">The embedding has the wrong width, is zero, or is not finite.</exception>
    public float[] Align(ReadOnlySpan<float> prompt)
    {
        SetEmbedding(prompt);
        aligner.Run();
        float[] result = aligned.Span.ToArray();
        RequireFinite(result, "aligner");
        return result;
    }

    /// <summary>
    /// Rolls the connector out (sections 2.2, 2.4, 4.1): the first state comes from the embedding alone, each further one from the
    /// latent before it. The first emitted state is one step after the initial one.
    /// </summary>
    /// <param name="prompt">Embedding [D] of the sentence or video.</param>
    /// <param name="options">Length, sampling, alignment.</param>
    /// <exception cref="ArgumentException">The embedding has the wrong width, is zero, or is not finite.</exception>
    public TargetSequence Generate(ReadOnlySpan<float> prompt, TargetOptions? options = null)
    {
        options ??= new TargetOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Skip);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Length + options.Skip, LongestTarget);
        SetEmbedding(options.Align ? Align(prompt) : prompt);
        var random = new Xoshiro256(options.Seed);
        var result = new TargetSequence(options.Length, latent.Variables, latent.Classes, new float[options.Length * latent.Stoch], new float[options.Length * latent.Stoch]);
        float[] probabilities = new float[latent.Stoch];
        start.Run();
        Pick(options.DeterministicStart ? LatentChoice.Mode : LatentChoice.Sample, probabilities, ref random);
        for (int i = 0; i < options.Skip + options.Length; i++)
        {
            step.Run();
            deterNext.Span.CopyTo(deter.Span);
            Pick(options.Choice, probabilities, ref random);
            if (i >= options.Skip)
            {
                int at = (i - options.Skip) * latent.Stoch;
                stoch.Span.CopyTo(result.Stoch.AsSpan(at));
                probabilities.CopyTo(result.Probabilities, at);
            }
        }

        return result;
    }

    /// <summary>Pictures of latents: one interleaved RGB frame of 64x64x3 bytes for each.</summary>
    /// <param name="latents">[N, K·V].</param>
    public byte[][] Decode(ReadOnlySpan<float> latents)
    {
        float[] images = RunBatch(decoder, latents, "image");
        var frames = new byte[images.Length / FrameFormat.Bytes][];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i] = new byte[FrameFormat.Bytes];
            FramePixels.Write(images.AsSpan(i * FrameFormat.Bytes, FrameFormat.Bytes), frames[i]);
        }

        return frames;
    }

    /// <summary>Latents in the space the prompt reward compares in (rule ): [N, K·V] → [N, E].</summary>
    public float[] RewardFeatures(ReadOnlySpan<float> latents) => RunBatch(rewardFeatures, latents, "features");

    public void Dispose()
    {
        aligner.Dispose();
        start.Dispose();
        step.Dispose();
        decoder.Dispose();
        rewardFeatures.Dispose();
        DisposeBuffers();
    }

    private static void RequireFinite(ReadOnlySpan<float> values, string network)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidOperationException($"The package's {network} gave NaN or infinity for this prompt; its training diverged, use another package.");
            }
        }
    }

    private void Pick(LatentChoice choice, float[] probabilities, ref Xoshiro256 random)
    {
        if (!CategoricalLatent.Probabilities(logits.Span, latent.Classes, probabilities))
        {
            RequireFinite(logits.Span, "connector");
        }

        if (choice == LatentChoice.Mode)
        {
            CategoricalLatent.Mode(probabilities, latent.Classes, stoch.Span);
        }
        else
        {
            CategoricalLatent.Sample(probabilities, latent.Classes, ref random, stoch.Span);
        }
    }

    private void SetEmbedding(ReadOnlySpan<float> prompt)
    {
        if (prompt.Length != embeddingSize)
        {
            throw new ArgumentException($"The embedding has width {prompt.Length}, the package's video-language model gives {embeddingSize}.", nameof(prompt));
        }

        double square = 0;
        foreach (float value in prompt)
        {
            square += (double)value * value;
        }

        double norm = Math.Sqrt(square);
        if (!double.IsFinite(norm) || norm < 1e-6)
        {
            throw new ArgumentException("The embedding is zero or not finite; it says nothing.", nameof(prompt));
        }

        Span<float> unit = embedding.Span;
        for (int i = 0; i < prompt.Length; i++)
        {
            unit[i] = (float)(prompt[i] / norm);
        }
    }

    private float[] RunBatch(Network network, ReadOnlySpan<float> latents, string output)
    {
        int count = latents.Length / latent.Stoch;
        if (count == 0 || count > LongestTarget || count * latent.Stoch != latents.Length)
        {
            throw new ArgumentException($"{latents.Length} numbers are not 1 to {LongestTarget} latents of {latent.Stoch} each.", nameof(latents));
        }

        using OrtValue input = OrtValue.CreateTensorValueFromMemory(latents.ToArray(), [count, latent.Stoch]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = network.Session.Run(options, ["stoch"], [input], [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private void DisposeBuffers()
    {
        foreach (NativeTensor tensor in new[] { embedding, aligned, stoch, deter, deterNext, logits })
        {
            tensor.Dispose();
        }
    }
}
