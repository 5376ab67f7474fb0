using GenRL.Learning.Distributed;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// A training run in a folder: takes steps until a target, writes <c>losses.csv</c> and <c>behaviour.npz</c>, and goes on from the
/// latter by itself when it exists. Of several processes that learn together only the first reads and writes the folder.
/// </summary>
public sealed class BehaviourRun
{
    /// <summary>File of the checkpoint in a run folder.</summary>
    public const string CheckpointName = "behaviour.npz";

    private const string CurveName = "losses.csv";
    private readonly BehaviourTrainer trainer;
    private readonly TimeProvider time;
    private readonly Ranks ranks;
    private readonly string curvePath;
    private readonly List<BehaviourMetrics> window = [];

    /// <summary>Opens the folder and restores the trainer from its checkpoint, if there is one.</summary>
    /// <param name="trainer">A new trainer; stays owned by the caller.</param>
    /// <param name="directory">Folder of the run, created when missing.</param>
    /// <param name="time">Clock for durations; null for the system's.</param>
    /// <param name="ranks">Processes that learn this behaviour together, the same as the trainer's; null for this one alone.</param>
    /// <exception cref="InvalidDataException">The folder holds a damaged checkpoint, or one of other networks.</exception>
    public BehaviourRun(BehaviourTrainer trainer, string directory, TimeProvider? time = null, Ranks? ranks = null)
    {
        this.trainer = trainer;
        this.time = time ?? TimeProvider.System;
        this.ranks = ranks ?? Ranks.Alone;
        curvePath = Path.Combine(directory, CurveName);
        CheckpointPath = Path.Combine(directory, CheckpointName);
        if (this.ranks.IsFirst)
        {
            Directory.CreateDirectory(directory);
            Data.AtomicFile.RemoveLeftovers(directory);
            if (File.Exists(CheckpointPath))
            {
                BehaviourCheckpoint.Load(trainer, CheckpointPath);
                Resumed = true;
            }
            StartCurve();
        }
        Resumed = this.ranks.Any(Resumed);
        trainer.TakeOver();
    }

    /// <summary>The checkpoint's path.</summary>
    public string CheckpointPath { get; }

    /// <summary>True when an earlier run is continued; the same in all processes.</summary>
    public bool Resumed { get; }

    /// <summary>Steps averaged in one line of the curve and one progress report.</summary>
    public int ReportEvery { get; init; } = 25;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Takes steps until <paramref name="untilStep"/> steps have been taken in all; can be called again for more.</summary>
    /// <param name="untilStep">Step to end at.</param>
    /// <param name="progress">Told every <see cref="ReportEvery"/> steps.</param>
    /// <param name="cancellation">Ends the run after the current step, with a checkpoint.</param>
    /// <exception cref="ArithmeticException">Learning diverged; the last checkpoint is from before.</exception>
    public BehaviourRunResult Train(
        long untilStep, IProgress<BehaviourProgress>? progress = null, CancellationToken cancellation = default)
    {
        BehaviourMetrics? last = null;
        long reported = time.GetTimestamp();
        while (trainer.Steps < untilStep && !ranks.Any(cancellation.IsCancellationRequested))
        {
            last = trainer.Step();
            window.Add(last);
            if (window.Count == ReportEvery)
            {
                Report(untilStep, progress, ref reported);
            }
            if (trainer.Steps % CheckpointEvery == 0 && trainer.Steps < untilStep && ranks.IsFirst)
            {
                BehaviourCheckpoint.Save(trainer, CheckpointPath);
            }
        }
        if (ranks.IsFirst && (last is not null || !File.Exists(CheckpointPath)))
        {
            BehaviourCheckpoint.Save(trainer, CheckpointPath);
        }
        return new BehaviourRunResult(trainer.Steps, trainer.Steps >= untilStep, CheckpointPath, last);
    }

    private void Report(long untilStep, IProgress<BehaviourProgress>? progress, ref long reported)
    {
        BehaviourMetrics mean = BehaviourMetrics.Mean(window);
        if (ranks.IsFirst)
        {
            File.AppendAllText(curvePath, mean.ToCsv() + Environment.NewLine);
        }
        double milliseconds = time.GetElapsedTime(reported).TotalMilliseconds / window.Count;
        reported = time.GetTimestamp();
        window.Clear();
        progress?.Report(new BehaviourProgress(
            mean, untilStep, milliseconds, TimeSpan.FromMilliseconds(milliseconds * (untilStep - trainer.Steps))));
    }

    /// <summary>Keeps the whole lines up to the restored step: a resumed run's curve has no step twice, and none that a kill cut short.</summary>
    private void StartCurve()
    {
        string[] kept = File.Exists(curvePath)
            ? File.ReadLines(curvePath).Skip(1).Where(line => IsWhole(line) && long.TryParse(line.Split(',')[0], out long step) && step <= trainer.Steps).ToArray()
            : [];
        Data.AtomicFile.WriteText(curvePath, string.Concat(kept.Prepend(BehaviourMetrics.CsvHeader).Select(line => line + Environment.NewLine)));
    }

    private static bool IsWhole(string line) => line.Count(letter => letter == ',') == BehaviourMetrics.CsvHeader.Count(letter => letter == ',');
}
