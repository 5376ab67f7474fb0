using System.Text.Json;
using GenRL.Data;
using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Gaits;

/// <summary>
/// The learned gaits of a corpus on disk: one folder per figure with its lengths (<c>figure.json</c>) and the compact episodes of its
/// learning. Every fifth episode is kept for the parts of the corpus that are not trained on.
/// </summary>
public sealed class GaitLibrary
{
    private const int HeldOutEvery = 5;
    private const string FigureFile = "figure.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly IReadOnlyList<LearnedGait> _training, _heldOut;

    private GaitLibrary(IReadOnlyList<LearnedGait> training, IReadOnlyList<LearnedGait> heldOut) => (_training, _heldOut) = (training, heldOut);

    /// <summary>No learned gaits.</summary>
    public static GaitLibrary Empty { get; } = new([], []);

    /// <summary>The bodies that learn, the second with arms and a head; neither is a robot's.</summary>
    public static IReadOnlyList<FigureSizes> Figures { get; } =
    [
        new() { Thigh = .42, Shank = .52, TorsoHalfLength = .32, FootHalfLength = .11 },
        new() { Thigh = .47, Shank = .46, TorsoHalfLength = .26, FootRadius = .043, HasArms = true, HasHead = true },
    ];

    /// <summary>Where the episodes of a figure are kept.</summary>
    public static string FigureFolder(string folder, int figure) => Path.Combine(folder, FormattableString.Invariant($"figure-{figure}"));

    /// <summary>Saves an episode of a figure's learning.</summary>
    public static void Save(string folder, int figure, int number, PoseEpisode episode)
    {
        string at = FigureFolder(folder, figure);
        Directory.CreateDirectory(at);
        PoseEpisodeFile.Save(Path.Combine(at, FormattableString.Invariant($"{number:0000}.npz")), episode);
    }

    /// <summary>Marks a figure as learned to the end; only then it counts.</summary>
    public static void Finish(string folder, int figure) =>
        File.WriteAllText(Path.Combine(FigureFolder(folder, figure), FigureFile), JsonSerializer.Serialize(Figures[figure], Json));

    /// <summary>Whether a figure has been learned to the end.</summary>
    public static bool IsFinished(string folder, int figure) => File.Exists(Path.Combine(FigureFolder(folder, figure), FigureFile));

    /// <summary>Reads the gaits of all figures that were learned to the end.</summary>
    /// <param name="folder">Parent of the figures' folders.</param>
    /// <param name="stepS">Seconds between two rows of an episode.</param>
    /// <exception cref="InvalidDataException">An episode is damaged.</exception>
    public static GaitLibrary Load(string folder, double stepS)
    {
        int[] finished = [.. Enumerable.Range(0, Figures.Count).Where(figure => IsFinished(folder, figure))];
        List<List<double[]>>[] episodes = [.. finished.Select(figure => Episodes(FigureFolder(folder, figure)))];
        IReadOnlyList<LearnedGait> Part(bool training) =>
            [.. finished.Zip(episodes, (figure, all) => new LearnedGait(Figures[figure], stepS, all.Where((_, number) => number % HeldOutEvery != 0 == training)))];
        return new GaitLibrary(Part(training: true), Part(training: false));
    }

    /// <summary>A gait for a body of a part of the corpus, or null if none fits.</summary>
    /// <param name="sizes">The body.</param>
    /// <param name="training">Whether the part is trained on.</param>
    public LearnedGait? For(FigureSizes sizes, bool training) =>
        (training ? _training : _heldOut).FirstOrDefault(gait => gait.Sizes.HasArms == sizes.HasArms);

    private static List<List<double[]>> Episodes(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.npz").Order(StringComparer.Ordinal).Select(PoseEpisodeFile.Load)
            .Select(episode => Enumerable.Range(0, episode.Length).Select(row => episode.Pose(row).ToArray()).ToList())];
}
