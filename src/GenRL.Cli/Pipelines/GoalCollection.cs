using GenRL.Data;
using GenRL.Learning.Collection;
using GenRL.Learning.Collection.Goals;
using GenRL.Robots;
using GenRL.Simulation;
using GenRL.Simulation.Exploration;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns to reach random poses and keeps the whole replay as the subset <c>goals</c> of a dataset.</summary>
public static class GoalCollection
{
    private const int PicturedGoals = 24, PicturesInRow = 12, PursuitSteps = 100;
    private const ulong PictureSeed = 99;

    /// <summary>Learns, or goes on, until the steps are taken; checkpoint, curve and a sheet of goals are under <c>goals/seed-{seed}/</c>.</summary>
    /// <param name="folder">Dataset, made when missing.</param>
    /// <param name="environment">World to learn in.</param>
    /// <param name="trial">A second world, to try poses in.</param>
    /// <param name="renderPreset">How frames of the dataset are rendered.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <param name="progress">Told after every episode.</param>
    /// <param name="cancellation">Stops after the episode under way, with a checkpoint.</param>
    public static GoalCollectionResult Run(
        string folder, PhysicsEnvironment environment, PhysicsEnvironment trial, string renderPreset, GoalOptions options,
        IProgress<CollectionProgress> progress, CancellationToken cancellation)
    {
        var dataset = DatasetFolder.OpenOrCreate(folder, environment, renderPreset);
        var episodes = new NumberedEpisodes(dataset, GoalRun.Subset, (ulong)options.Seed);
        var runFolder = Path.Combine(folder, GoalRun.Subset, FormattableString.Invariant($"seed-{options.Seed}"));
        var poses = new BalancedPoses(trial);
        using var run = new GoalRun(runFolder, environment, environment.Layout, poses, options);
        try
        {
            run.Run(episodes.Add, progress, cancellation);
        }
        finally
        {
            dataset.SaveManifest();
        }

        var sheet = Path.Combine(runFolder, "goals.png");
        var errors = Picture(run, environment, poses, sheet);
        var subset = dataset.Manifest.Subsets.First(part => part.Name == GoalRun.Subset);
        return new GoalCollectionResult(
            subset.Episodes, run.Steps, errors.Count, errors.Average(error => error.JointRad), errors.Average(error => error.HeightM), errors.Average(error => error.PitchRad), sheet);
    }

    // goals above what is reached from rest in another pose, row by row
    private static List<PostureError> Picture(GoalRun run, PhysicsEnvironment environment, BalancedPoses poses, string path)
    {
        var random = new SeededRandom(PictureSeed);
        List<PostureError> errors = [];
        List<RgbImage> goals = [], reached = [];
        var frame = new byte[FrameFormat.Bytes];
        for (var number = 0; number < PicturedGoals; number++)
        {
            var goal = poses.Draw(random).ToArray();
            environment.RenderPose(goal, frame);
            goals.Add(RgbImage.FromChannelFirst(frame));
            environment.ResetTo(poses.Draw(random));
            errors.Add(run.Pursue(goal, PursuitSteps));
            environment.ReadPixels(frame);
            reached.Add(RgbImage.FromChannelFirst(frame));
        }

        PngFile.Save(path, ImageStrip.Grid([.. goals.Chunk(PicturesInRow).Zip(reached.Chunk(PicturesInRow)).SelectMany(pair => new[] { pair.First, pair.Second })]));
        return errors;
    }
}
