using System.Text.Json;

namespace GenRL.Data;

/// <summary>
/// A dataset on disk: <c>manifest.json</c>, compact episodes under <c>poses/{subset}/</c>, pixel episodes under <c>episodes/{subset}/</c>
/// and the rendered <c>frames/</c> (a <see cref="FrameStore"/>). The files are the truth; the manifest's sizes are counted from their names.
/// </summary>
public sealed class DatasetFolder
{
    private const string ManifestName = "manifest.json";
    private readonly Lock _gate = new();

    private DatasetFolder(string path, DatasetManifest manifest)
    {
        Root = path;
        Manifest = manifest;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The manifest; its sizes were counted when the dataset was opened or last saved.</summary>
    public DatasetManifest Manifest { get; private set; }

    /// <summary>Folder of the rendered <see cref="FrameStore"/>.</summary>
    public string FramesPath => Path.Combine(Root, "frames");

    private string PosesPath => Path.Combine(Root, "poses");

    private string EpisodesPath => Path.Combine(Root, "episodes");

    /// <summary>Opens a dataset.</summary>
    /// <exception cref="InvalidDataException">The manifest is missing or damaged.</exception>
    public static DatasetFolder Open(string path)
    {
        string file = Path.Combine(path, ManifestName);
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"{path}: is no dataset (it has no {ManifestName}); make one with 'genrl collect'.");
        }
        DatasetManifest manifest = DataJson.Read<DatasetManifest>(file);
        if (manifest.SchemaVersion != DatasetManifest.CurrentVersion)
        {
            throw new InvalidDataException($"{file}: schema version {manifest.SchemaVersion}, {DatasetManifest.CurrentVersion} expected.");
        }
        if (manifest.ActionSize <= 0 || manifest.PoseSize < 0 || manifest.Tasks.Count == 0 || !(manifest.AgentPeriodS > 0))
        {
            throw new InvalidDataException($"{file}: action size, pose size, tasks or period are out of range.");
        }
        DatasetFolder dataset = new(path, manifest);
        dataset.Manifest = dataset.Count();
        return dataset;
    }

    /// <summary>Opens a dataset, or makes an empty one for this robot when there is none.</summary>
    /// <exception cref="InvalidDataException">The existing manifest is damaged.</exception>
    /// <exception cref="ArgumentException">The existing dataset is of another robot.</exception>
    public static DatasetFolder OpenOrCreate(string path, Robots.IEnvironment environment, string renderPreset)
    {
        if (File.Exists(Path.Combine(path, ManifestName)))
        {
            DatasetFolder existing = Open(path);
            DatasetManifest known = existing.Manifest;
            if (known.Domain != environment.Robot.Name || known.ActionSize != environment.Robot.ActionSize
                || known.PoseSize != environment.PoseSize || !known.Tasks.SequenceEqual(environment.Tasks))
            {
                throw new ArgumentException($"{path}: holds {known.Domain} with tasks {string.Join(" ", known.Tasks)}, not {environment.Robot.Name} with {string.Join(" ", environment.Tasks)}; use another folder.", nameof(path));
            }
            return existing;
        }
        DatasetFolder created = new(path, new DatasetManifest(
            DatasetManifest.CurrentVersion,
            environment.Robot.Name,
            environment.Robot.ActionSize,
            environment.PoseSize,
            [.. environment.Tasks],
            environment.Robot.AgentPeriodS,
            renderPreset,
            VideoLanguageModel: null,
            Episodes: 0,
            Steps: 0,
            Subsets: []));
        created.SaveManifest();
        return created;
    }

    /// <summary>Paths of the compact episodes, ordered by file name (numerically by index).</summary>
    public IReadOnlyList<string> PoseFiles() => Files(PosesPath);

    /// <summary>Paths of the pixel episodes, ordered likewise.</summary>
    public IReadOnlyList<string> EpisodeFiles() => Files(EpisodesPath);

    /// <summary>Saves a compact episode under its subset and returns its path.</summary>
    public string Add(PoseEpisode episode, EpisodeFileName name)
    {
        string path = Path.Combine(PosesPath, SubsetFolder(episode.Details.Subset), name.ToString());
        PoseEpisodeFile.Save(path, episode);
        return path;
    }

    /// <summary>Saves a pixel episode under a subset and returns its path.</summary>
    public string Add(Episode episode, string subset, EpisodeFileName name)
    {
        string path = Path.Combine(EpisodesPath, SubsetFolder(subset), name.ToString());
        EpisodeFile.Save(path, episode);
        return path;
    }

    /// <summary>Subset of a file of this dataset: the name of its folder.</summary>
    public static string SubsetOf(string file) => Path.GetFileName(Path.GetDirectoryName(file)) ?? "";

    /// <summary>Counts the files again and saves the manifest.</summary>
    /// <param name="change">Further changes, such as the id of the video-language model.</param>
    public void SaveManifest(Func<DatasetManifest, DatasetManifest>? change = null)
    {
        lock (_gate)
        {
            DatasetManifest counted = Count();
            Manifest = change is null ? counted : change(counted);
            AtomicFile.WriteText(Path.Combine(Root, ManifestName), JsonSerializer.Serialize(Manifest, DataJson.Indented) + "\n");
        }
    }

    private DatasetManifest Count()
    {
        IReadOnlyList<string> files = PoseFiles();
        files = files.Count > 0 ? files : EpisodeFiles();
        List<DatasetSubset> subsets = [];
        foreach (IGrouping<string, string> group in files.GroupBy(SubsetOf).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            subsets.Add(new DatasetSubset(group.Key, group.Count(), group.Sum(file => (long)NameOf(file).Length)));
        }
        return Manifest with { Episodes = files.Count, Steps = subsets.Sum(subset => subset.Steps), Subsets = subsets };
    }

    private static EpisodeFileName NameOf(string file) =>
        EpisodeFileName.TryParse(file, out EpisodeFileName? name) ? name : throw new InvalidDataException($"{file}: is not named index-time-id-length.npz.");

    private static string[] Files(string folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.npz", SearchOption.AllDirectories)
                .OrderBy(file => NameOf(file).Index)
                .ThenBy(file => Path.GetFileName(file), StringComparer.Ordinal)];

    private static string SubsetFolder(string subset)
    {
        bool valid = subset.Length is > 0 and <= 64 && subset.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
        return valid ? subset : throw new ArgumentException($"'{subset}' cannot name a subset: use 1 to 64 letters, digits, '_' and '-'.", nameof(subset));
    }
}
