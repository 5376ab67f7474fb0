using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.Data;

namespace GenRL.VideoLanguage;

/// <summary>Content of <c>vlm.json</c>: the contract between a video-language model's files and everything that uses them.</summary>
/// <param name="SchemaVersion">Version of this contract.</param>
/// <param name="Name">Id of the model; datasets and world models remember it, since embeddings of different models do not mix.</param>
/// <param name="Dimension">Length D of the embeddings.</param>
/// <param name="Frames">Frames k of a window; 8 for GenRL.</param>
/// <param name="ImageSize">Width and height the video network takes; 64x64 frames are resized bilinearly when it differs.</param>
/// <param name="Layout">Order of the axes of the frames.</param>
/// <param name="Element">Type of the pixels.</param>
/// <param name="Mean">Per channel, in 0..1; used for <see cref="FrameElement.Floats"/>.</param>
/// <param name="Deviation">Per channel, in 0..1; used for <see cref="FrameElement.Floats"/>.</param>
/// <param name="Tokenizer">How sentences become ids.</param>
/// <param name="Hashes">SHA-256 of every other file, lower-case hexadecimal, by file name.</param>
public sealed record VideoLanguageManifest(
    int SchemaVersion,
    string Name,
    int Dimension,
    int Frames,
    int ImageSize,
    FrameLayout Layout,
    FrameElement Element,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Deviation,
    TokenizerDescription Tokenizer,
    IReadOnlyDictionary<string, string> Hashes)
{
    public const int CurrentVersion = 1;
    public const string FileName = "vlm.json";
    public const string VideoFile = "video.onnx";
    public const string TextFile = "text.onnx";

    /// <summary>Embeddings of clips that show what there is to be understood; optional.</summary>
    public const string BankFile = "bank.npz";

    /// <summary>Name of the video network's input: frames in the manifest's layout, with the batch first.</summary>
    public const string FramesInput = "frames";

    /// <summary>Name of the text network's input of int64 token ids, [batch, tokenizer shape].</summary>
    public const string IdsInput = "ids";

    /// <summary>Name of the text network's input of float32 1 and 0, [batch, tokenizer shape].</summary>
    public const string MaskInput = "mask";

    /// <summary>Name of both networks' output, [batch, D].</summary>
    public const string EmbeddingOutput = "embedding";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A manifest for a network of GenRL's own: 8 byte frames of 64x64, hashed n-grams.</summary>
    public static VideoLanguageManifest ForCompactModel(string name, int dimension) => new(
        CurrentVersion, name, dimension, PromptFrames.WindowFrames, Robots.FrameFormat.Size, FrameLayout.BatchFramesChannels, FrameElement.Bytes,
        [0, 0, 0], [1, 1, 1], TokenizerDescription.Default, new Dictionary<string, string>());

    /// <summary>Hashes the files of a folder and writes its <c>vlm.json</c>: the last step of making a model.</summary>
    /// <returns>The manifest with hashes.</returns>
    /// <exception cref="FileNotFoundException">A network is missing from the folder.</exception>
    public VideoLanguageManifest Seal(string folder)
    {
        Dictionary<string, string> hashes = [];
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) != FileName && !file.EndsWith(AtomicFile.TemporaryEnding, StringComparison.Ordinal))
            {
                hashes[Path.GetFileName(file)] = Hash(file);
            }
        }
        foreach (string required in new[] { VideoFile, TextFile })
        {
            if (!hashes.ContainsKey(required))
            {
                throw new FileNotFoundException($"{folder}: {required} is missing.", required);
            }
        }
        VideoLanguageManifest sealedManifest = this with { Hashes = hashes };
        sealedManifest.RequireValid(folder);
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(sealedManifest, Json) + "\n");
        return sealedManifest;
    }

    /// <summary>Reads and checks the manifest of a folder, and that every file is the one it names.</summary>
    /// <exception cref="InvalidDataException">Manifest or files are missing, malformed, out of range or changed.</exception>
    public static VideoLanguageManifest Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{folder}: is no video-language model (it has no {FileName}).");
        }
        VideoLanguageManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<VideoLanguageManifest>(File.ReadAllBytes(path), Json) ?? throw new InvalidDataException($"{path}: holds null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
        manifest.RequireValid(folder);
        foreach ((string name, string expected) in manifest.Hashes)
        {
            string file = Path.Combine(folder, name);
            if (!File.Exists(file))
            {
                throw new InvalidDataException($"{file}: is missing.");
            }
            if (!string.Equals(Hash(file), expected, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"{file}: is not the file the manifest names (its SHA-256 differs); copy the model again.");
            }
        }
        return manifest;
    }

    private static string Hash(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void RequireValid(string folder)
    {
        string place = Path.Combine(folder, FileName);
        Require(SchemaVersion == CurrentVersion, $"schema_version is {SchemaVersion}, {CurrentVersion} expected");
        Require(Name.Length is > 0 and <= 128, "name must have 1 to 128 characters");
        Require(Dimension is > 0 and <= 1 << 16, $"dimension {Dimension} is out of range");
        Require(Frames is > 0 and <= 64, $"frames {Frames} is out of range");
        Require(ImageSize is >= 16 and <= 1024, $"image_size {ImageSize} is out of range");
        Require(Enum.IsDefined(Layout) && Enum.IsDefined(Element), "layout or element is unknown");
        Require(Mean.Count == 3 && Mean.All(float.IsFinite), "mean must be three numbers");
        Require(Deviation.Count == 3 && Deviation.All(value => float.IsFinite(value) && value > 0), "deviation must be three numbers above 0");
        Require(Hashes.ContainsKey(VideoFile) && Hashes.ContainsKey(TextFile), $"hashes must name {VideoFile} and {TextFile}");
        Require(Hashes.Keys.All(name => name == Path.GetFileName(name) && name is not ("" or "." or "..")), "hashes must name files of the folder itself");

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                throw new InvalidDataException($"{place}: {problem}.");
            }
        }
    }
}
