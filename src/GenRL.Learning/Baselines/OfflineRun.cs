using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Baselines;

/// <summary>
/// Runs an <see cref="IOfflineLearner"/> in a folder: takes steps until a target, writes <c>metrics.csv</c>, <c>curves.png</c> and a checkpoint
/// named after the phase, and goes on from the latter by itself when it exists.
/// </summary>
public sealed class OfflineRun
{
    private readonly IOfflineLearner learner;
    private readonly string phase;
    private readonly TimeProvider time;
    private readonly MetricsLog log;
    private readonly string curvesPath;
    private readonly Dictionary<string, (double Sum, int Count)> sums = [];
    private bool reported;

    /// <summary>Opens the folder and restores the learner from its checkpoint, if there is one.</summary>
    /// <param name="learner">A new learner; stays owned by the caller.</param>
    /// <param name="folder">Folder of the run, made when missing.</param>
    /// <param name="phase">Name of what is learned.</param>
    /// <param name="time">Clock for rates; null for the system's.</param>
    /// <exception cref="InvalidDataException">The folder holds a damaged checkpoint, or one of other networks.</exception>
    public OfflineRun(IOfflineLearner learner, string folder, string phase, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        this.learner = learner;
        this.phase = phase;
        this.time = time ?? TimeProvider.System;
        log = new MetricsLog(Path.Combine(folder, "metrics.csv"));
        curvesPath = Path.Combine(folder, "curves.png");
        CheckpointPath = Path.Combine(folder, $"{phase}.safetensors");
        if (File.Exists(CheckpointPath))
        {
            OfflineCheckpoint.Load(learner, CheckpointPath);
        }

        log.Truncate(phase, learner.Steps);
    }

    /// <summary>The checkpoint's path.</summary>
    public string CheckpointPath { get; }

    /// <summary>Steps averaged in one row of the curves and one progress report.</summary>
    public int ReportEvery { get; init; } = 100;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 1000;

    /// <summary>Takes steps until <paramref name="untilStep"/> steps have been taken in all.</summary>
    /// <param name="untilStep">Step to end at.</param>
    /// <param name="progress">Told every <see cref="ReportEvery"/> steps; may be null.</param>
    /// <param name="cancellation">Ends the run after the current step, with a checkpoint.</param>
    /// <returns>Whether the last step was reached.</returns>
    /// <exception cref="ArithmeticException">Learning diverged; the last checkpoint is from before.</exception>
    public bool Train(long untilStep, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (first, started) = (learner.Steps, time.GetTimestamp());
        while (learner.Steps < untilStep && !cancellation.IsCancellationRequested)
        {
            Add(learner.Step());
            if (learner.Steps % ReportEvery == 0 || learner.Steps == untilStep)
            {
                var rate = (learner.Steps - first) / Math.Max(1e-9, time.GetElapsedTime(started).TotalSeconds);
                Report(untilStep, rate, progress);
            }

            if (learner.Steps % CheckpointEvery == 0)
            {
                OfflineCheckpoint.Save(learner, CheckpointPath);
            }
        }

        if (learner.Steps > first)
        {
            OfflineCheckpoint.Save(learner, CheckpointPath);
        }

        if (reported)
        {
            log.Draw(curvesPath);
        }

        return learner.Steps >= untilStep;
    }

    private void Report(long untilStep, double rate, IProgress<TrainingProgress>? progress)
    {
        var means = sums.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
        sums.Clear();
        reported = true;
        log.Append(phase, learner.Steps, means);
        progress?.Report(new TrainingProgress(phase, learner.Steps, untilStep, rate, TimeSpan.FromSeconds((untilStep - learner.Steps) / rate), means));
    }

    private void Add(IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (name, value) in figures)
        {
            var (sum, count) = sums.GetValueOrDefault(name);
            sums[name] = (sum + value, count + 1);
        }
    }
}
