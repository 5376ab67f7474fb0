using GenRL.Data;
using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Captions;
using GenRL.Simulation.Motions.Figures;
using GenRL.Simulation.Motions.Gaits;
using GenRL.Simulation.Motions.Scripts;

namespace GenRL.Simulation.Motions.Recording;

/// <summary>
/// Records the captioned corpus that the video-language model learns from: random bodies, looks and cameras doing everything in
/// <see cref="MotionLibrary"/>, by script, by physics, and as figures move that learn to walk. Uses no robot data.
/// </summary>
/// <param name="folder">Receives the corpus.</param>
/// <param name="options">How much.</param>
/// <param name="gaits">What figures did while they learned; may be empty.</param>
public sealed class CorpusRecorder(string folder, CorpusOptions options, GaitLibrary gaits)
{
    private readonly List<ClipShardEntry> _done = [];

    public RecordingStatistics Statistics { get; } = new();

    /// <summary>Records what is missing in the folder; finished files of an earlier run with the same options are kept.</summary>
    /// <param name="progress">Called after every file with finished and total clips.</param>
    /// <param name="cancellation">Ends the recording after the current file.</param>
    /// <exception cref="InvalidDataException">The folder holds a corpus recorded from another seed.</exception>
    public void Record(Action<int, int>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        List<(string Split, int Number)> plan = Plan();
        Resume(plan);
        int perShard = options.BodiesPerShard * options.ClipsPerBody;
        foreach ((string split, int number) in plan)
        {
            string file = FileName(split, number);
            if (!_done.Any(entry => entry.File == file))
            {
                cancellation.ThrowIfCancellationRequested();
                Shard(split, number, Path.Combine(folder, file));
                _done.Add(new ClipShardEntry(file, split, perShard));
                Describe().Save(folder);
            }
            progress?.Invoke(_done.Count * perShard, plan.Count * perShard);
        }
        Describe().Save(folder);
    }

    /// <summary>The held-out parts come first, so that a corpus that was cut short can be used.</summary>
    private List<(string Split, int Number)> Plan() =>
    [
        .. Enumerable.Range(0, options.NewBodyShards).Select(number => (ClipSplits.NewBodies, number)),
        .. Enumerable.Range(0, options.WalkerShards).Select(number => (ClipSplits.Walker, number)),
        .. Enumerable.Range(0, options.TrainShards).Select(number => (ClipSplits.Train, number)),
    ];

    private void Resume(List<(string Split, int Number)> plan)
    {
        if (!File.Exists(Path.Combine(folder, ClipCorpusDescription.FileName)))
        {
            return;
        }
        ClipCorpusDescription earlier = ClipCorpusDescription.Load(folder);
        if (earlier.Seed != options.Seed || !earlier.Labels.SequenceEqual(MotionLibrary.Kinds.Select(kind => kind.Label)))
        {
            throw new InvalidDataException($"{folder} holds a corpus of seed {earlier.Seed} with other motions. Choose another folder or delete it.");
        }
        var names = plan.Select(item => FileName(item.Split, item.Number)).ToHashSet();
        _done.AddRange(earlier.Shards.Where(entry => names.Contains(entry.File) && entry.Count == options.BodiesPerShard * options.ClipsPerBody));
    }

    private void Shard(string split, int number, string path)
    {
        var clips = new List<(ClipHeader, float[], byte[])>();
        for (int body = 0; body < options.BodiesPerShard; body++)
        {
            ulong item = (ulong)(number * options.BodiesPerShard + body) + (split == ClipSplits.Train ? 0UL : split == ClipSplits.NewBodies ? 1UL << 32 : 2UL << 32);
            var style = new MotionStyle(SeededRandom.Fork(options.Seed, item));
            bool walker = split == ClipSplits.Walker;
            FigureSizes sizes = walker ? new FigureSizes() : FigureSizes.Random(style);
            FigureLook look = walker ? FigureLook.Walker with { Smooth = body % 2 == 1 } : FigureLook.Random(style);
            using var world = new FigureWorld(sizes, look, style);
            var recorder = new ClipRecorder(world, style, walker ? 1 : options.PhysicsShare, gaits.For(sizes, training: split == ClipSplits.Train), Statistics);
            for (int clip = 0; clip < options.ClipsPerBody; clip++)
            {
                clips.Add(recorder.Record());
            }
        }
        ClipShard.Write(path, ClipMeasures.Names.Count, clips);
    }

    private static string FileName(string split, int number) => $"{split}-{number:0000}.clips";

    private ClipCorpusDescription Describe() => new(
        ClipCorpusDescription.CurrentVersion, options.Seed, [.. MotionLibrary.Kinds.Select(kind => kind.Label)], ClipMeasures.Names,
        CaptionGrammar.All(options.Seed), _done);
}
