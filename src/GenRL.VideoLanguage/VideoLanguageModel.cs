using GenRL.Data;
using GenRL.Robots;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.VideoLanguage;

/// <summary>
/// A frozen video-language model: short videos and sentences become unit vectors of one space, near each other when they mean the same.
/// Loaded from a folder with <c>vlm.json</c>, <c>video.onnx</c> and <c>text.onnx</c>. Thread-safe.
/// </summary>
public sealed class VideoLanguageModel : IWindowEmbedder, IDisposable
{
    private const int LargestBatch = 32;
    private readonly EmbeddingNetwork _video;
    private readonly EmbeddingNetwork _text;
    private readonly WindowPreprocessing _preprocessing;

    private delegate void Conversion<T>(ReadOnlySpan<byte> window, int sourceSize, Span<T> target)
        where T : unmanaged;

    private VideoLanguageModel(VideoLanguageManifest manifest, ITextTokenizer tokenizer, ClipBank? bank, EmbeddingNetwork video, EmbeddingNetwork text)
    {
        Manifest = manifest;
        Bank = bank;
        Tokenizer = tokenizer;
        _video = video;
        _text = text;
        _preprocessing = new WindowPreprocessing(manifest);
    }

    /// <summary>The contract the model was loaded by.</summary>
    public VideoLanguageManifest Manifest { get; }

    /// <summary>Clips of what there is to be understood; null where the model has none.</summary>
    public ClipBank? Bank { get; }

    /// <summary>How its sentences are tokenized.</summary>
    public ITextTokenizer Tokenizer { get; }

    /// <inheritdoc/>
    public string Name => Manifest.Name;

    /// <inheritdoc/>
    public int Dimension => Manifest.Dimension;

    /// <inheritdoc/>
    public int Frames => Manifest.Frames;

    /// <summary>Bytes of one window of dataset frames, [frames, 3, 64, 64].</summary>
    public int WindowBytes => Manifest.Frames * FrameFormat.Bytes;

    /// <summary>Loads a model; every file is checked against the manifest's hashes and shapes before anything runs.</summary>
    /// <param name="folder">Folder with <c>vlm.json</c>.</param>
    /// <param name="threads">Processor threads of one call.</param>
    /// <exception cref="InvalidDataException">Manifest, networks or tokenizer are missing, changed or do not fit each other.</exception>
    public static VideoLanguageModel Load(string folder, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        VideoLanguageManifest manifest = VideoLanguageManifest.Load(folder);
        ITextTokenizer tokenizer = manifest.Tokenizer.Create(folder);
        ClipBank? bank = LoadBank(manifest, folder);
        Type element = manifest.Element == FrameElement.Bytes ? typeof(byte) : typeof(float);
        EmbeddingNetwork video = new(
            Path.Combine(folder, VideoLanguageManifest.VideoFile), threads, manifest.Dimension,
            (VideoLanguageManifest.FramesInput, element, new WindowPreprocessing(manifest).Shape));
        try
        {
            int[] shape = [.. tokenizer.Shape];
            EmbeddingNetwork text = new(
                Path.Combine(folder, VideoLanguageManifest.TextFile), threads, manifest.Dimension,
                (VideoLanguageManifest.IdsInput, typeof(long), shape), (VideoLanguageManifest.MaskInput, typeof(float), shape));
            return new VideoLanguageModel(manifest, tokenizer, bank, video, text);
        }
        catch
        {
            video.Dispose();
            throw;
        }
    }

    private static ClipBank? LoadBank(VideoLanguageManifest manifest, string folder)
    {
        if (!manifest.Hashes.ContainsKey(VideoLanguageManifest.BankFile))
        {
            return null;
        }

        string path = Path.Combine(folder, VideoLanguageManifest.BankFile);
        ClipBank bank = ClipBank.Load(path);
        return bank.Dimension == manifest.Dimension
            ? bank
            : throw new InvalidDataException($"{path}: holds embeddings of width {bank.Dimension}, the model makes {manifest.Dimension}.");
    }

    /// <summary>Embeds a sentence.</summary>
    /// <returns>A unit vector, [D].</returns>
    /// <exception cref="ArgumentException">The sentence cannot be a prompt; see <see cref="PromptText.Parse"/>.</exception>
    public float[] EmbedText(string text) => EmbedText(PromptText.Parse(text));

    /// <summary>Embeds a normalised sentence.</summary>
    public float[] EmbedText(PromptText text)
    {
        float[] embedding = new float[Dimension];
        EmbedTexts([text], embedding);
        return embedding;
    }

    /// <summary>Embeds sentences.</summary>
    /// <param name="texts">The sentences, [N].</param>
    /// <param name="embeddings">Receives [N, D] unit vectors.</param>
    public void EmbedTexts(IReadOnlyList<PromptText> texts, Span<float> embeddings)
    {
        RequireRoom(embeddings.Length, texts.Count);
        int values = Tokenizer.Shape.Aggregate(1, (product, length) => product * length);
        for (int first = 0; first < texts.Count;)
        {
            int count = Math.Min(texts.Count - first, _text.Batch == 0 ? LargestBatch : _text.Batch);
            int batch = _text.Batch == 0 ? count : _text.Batch;
            long[] ids = new long[batch * values];
            float[] mask = new float[batch * values];
            for (int i = 0; i < count; i++)
            {
                TextTokens tokens = Tokenizer.Encode(texts[first + i]);
                tokens.Ids.CopyTo(ids, i * values);
                tokens.Mask.CopyTo(mask, i * values);
            }
            long[] shape = [batch, .. Tokenizer.Shape.Select(length => (long)length)];
            using OrtValue idTensor = OrtValue.CreateTensorValueFromMemory(ids, shape);
            using OrtValue maskTensor = OrtValue.CreateTensorValueFromMemory(mask, shape);
            _text.Run([idTensor, maskTensor], embeddings.Slice(first * Dimension, count * Dimension));
            first += count;
        }
    }

    /// <summary>Embeds windows of dataset frames.</summary>
    /// <param name="windows">[N, frames, 3, 64, 64].</param>
    /// <param name="embeddings">Receives [N, D] unit vectors.</param>
    /// <exception cref="ArgumentException">The windows are not whole, or the room for the embeddings does not fit.</exception>
    public void EmbedWindows(ReadOnlySpan<byte> windows, Span<float> embeddings)
    {
        if (windows.Length % WindowBytes != 0)
        {
            throw new ArgumentException($"{windows.Length} bytes are not whole windows of {WindowBytes} bytes.", nameof(windows));
        }
        EmbedWindows(windows, FrameFormat.Size, embeddings);
    }

    /// <inheritdoc/>
    public void EmbedSequence(ReadOnlySpan<byte> frames, Span<float> embeddings)
    {
        int count = frames.Length / FrameFormat.Bytes, windows = count - Manifest.Frames + 1;
        if (frames.Length % FrameFormat.Bytes != 0 || windows < 1)
        {
            throw new ArgumentException($"{frames.Length} bytes are not at least {Manifest.Frames} whole frames of {FrameFormat.Bytes} bytes.", nameof(frames));
        }
        RequireRoom(embeddings.Length, windows);
        bool shared = _video.TakesSequences && _video.Batch == 0 && Manifest is
            { Element: FrameElement.Bytes, Layout: FrameLayout.BatchFramesChannels, ImageSize: FrameFormat.Size };
        if (shared)
        {
            using OrtValue tensor = OrtValue.CreateTensorValueFromMemory(frames.ToArray(), [1, count, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size]);
            _video.Run([tensor], embeddings);
            return;
        }
        for (int window = 0; window < windows; window++)
        {
            EmbedWindows(frames.Slice(window * FrameFormat.Bytes, WindowBytes), embeddings.Slice(window * Dimension, Dimension));
        }
    }

    /// <summary>Embeds an image or video prompt; its frames are chosen by <see cref="PromptFrames.Select"/> and resized ignoring their aspect ratio.</summary>
    /// <param name="frames">At least one frame.</param>
    /// <returns>A unit vector, [D].</returns>
    public float[] EmbedVideo(IReadOnlyList<RgbImage> frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        if (Manifest.Frames != PromptFrames.WindowFrames)
        {
            throw new NotSupportedException($"Video prompts need a model of {PromptFrames.WindowFrames} frames; {Manifest.Name} takes {Manifest.Frames}.");
        }
        int size = Manifest.ImageSize;
        byte[] window = new byte[Manifest.Frames * FrameFormat.Channels * size * size];
        int[] indices = PromptFrames.Select(frames.Count);
        for (int i = 0; i < indices.Length; i++)
        {
            int bytes = FrameFormat.Channels * size * size;
            BilinearResize.Image(frames[indices[i]], size, size).CopyChannelFirst(window.AsSpan(i * bytes, bytes));
        }
        float[] embedding = new float[Dimension];
        EmbedWindows(window, size, embedding);
        return embedding;
    }

    public void Dispose()
    {
        _video.Dispose();
        _text.Dispose();
    }

    private void EmbedWindows(ReadOnlySpan<byte> windows, int sourceSize, Span<float> embeddings)
    {
        int bytes = Manifest.Frames * FrameFormat.Channels * sourceSize * sourceSize;
        int total = windows.Length / bytes;
        RequireRoom(embeddings.Length, total);
        for (int first = 0; first < total;)
        {
            int count = Math.Min(total - first, _video.Batch == 0 ? LargestBatch : _video.Batch);
            ReadOnlySpan<byte> part = windows.Slice(first * bytes, count * bytes);
            int batch = _video.Batch == 0 ? count : _video.Batch;
            using OrtValue tensor = Manifest.Element == FrameElement.Bytes
                ? Tensor<byte>(part, count, batch, sourceSize, _preprocessing.Convert)
                : Tensor<float>(part, count, batch, sourceSize, _preprocessing.Convert);
            _video.Run([tensor], embeddings.Slice(first * Dimension, count * Dimension));
            first += count;
        }
    }

    private OrtValue Tensor<T>(ReadOnlySpan<byte> windows, int count, int batch, int sourceSize, Conversion<T> convert)
        where T : unmanaged
    {
        int bytes = windows.Length / count;
        int size = _preprocessing.WindowValues;
        T[] values = new T[batch * size];
        for (int i = 0; i < count; i++)
        {
            convert(windows.Slice(i * bytes, bytes), sourceSize, values.AsSpan(i * size, size));
        }
        return OrtValue.CreateTensorValueFromMemory(values, [batch, .. _preprocessing.Shape.Select(length => (long)length)]);
    }

    private void RequireRoom(int length, int count)
    {
        if (length != (long)count * Dimension)
        {
            throw new ArgumentException($"{count} embeddings of {Dimension} values do not fit room for {length}.");
        }
    }
}
