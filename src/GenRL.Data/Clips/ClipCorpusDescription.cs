namespace GenRL.Data.Clips;

/// <summary>The file <c>corpus.json</c>: everything about a corpus except its pixels.</summary>
/// <param name="Version"><see cref="CurrentVersion"/>.</param>
/// <param name="Seed">What the clips were drawn from.</param>
/// <param name="Labels">Names of the kinds of clips; a clip's label is an index into them.</param>
/// <param name="Measures">Names of the numbers stored with every frame.</param>
/// <param name="Captions">Every caption with its truth about every label.</param>
/// <param name="Shards">Finished files.</param>
public sealed record ClipCorpusDescription(
    int Version,
    ulong Seed,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Measures,
    IReadOnlyList<ClipCaption> Captions,
    IReadOnlyList<ClipShardEntry> Shards)
{
    public const int CurrentVersion = 1;

    public const string FileName = "corpus.json";

    /// <summary>Reads and checks the description in a corpus folder.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no corpus.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    public static ClipCorpusDescription Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no clip corpus in {folder}: {FileName} is missing.", path);
        }
        ClipCorpusDescription description = DataJson.Read<ClipCorpusDescription>(path);
        description.Check(path);
        return description;
    }

    /// <summary>Writes the description; an earlier one is replaced whole or not at all.</summary>
    public void Save(string folder) => AtomicFile.WriteText(
        Path.Combine(folder, FileName), System.Text.Json.JsonSerializer.Serialize(this, DataJson.Compact));

    private void Check(string path)
    {
        if (Version != CurrentVersion)
        {
            throw new InvalidDataException($"{path}: version {Version}, this program reads {CurrentVersion}. Record the corpus again.");
        }
        if (Captions.SelectMany(caption => caption.True.Concat(caption.Ignored)).Any(label => label < 0 || label >= Labels.Count))
        {
            throw new InvalidDataException($"{path}: a caption speaks about a label outside 0..{Labels.Count - 1}.");
        }
    }
}
