using System.Diagnostics;
using System.Globalization;
using GenRL.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// The first stage: both towers learn from clips and captions with the pairwise sigmoid loss, and the video tower also names the clip and
/// predicts posture and motion.
/// </summary>
internal sealed class TowerTraining(VlmTrainingOptions options, CompactModel model, ClipSampler clips, CaptionTable captions)
{
    private const int ReportEvery = 20, WarmUpSteps = 100;
    private const double LastRate = .02;

    private double _pair, _label, _measure;

    /// <summary>Trains from a step on.</summary>
    /// <param name="start">Steps already done.</param>
    /// <param name="atStep">Called after every step, for checkpoints and exports.</param>
    /// <param name="progress">Receives losses.</param>
    /// <param name="cancellation">Checked between steps; then returns.</param>
    /// <returns>Steps done.</returns>
    public int Run(int start, Action<int> atStep, Action<VlmProgress>? progress, CancellationToken cancellation)
    {
        string curves = Path.Combine(options.WorkFolder, "curves.csv");
        if (start == 0)
        {
            File.WriteAllText(curves, "step,pair,label,measure,scale,shift,learning_rate,clips_per_s\n");
        }
        var watch = Stopwatch.StartNew();
        for (int step = start; step < options.Steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return step;
            }
            Step(step);
            atStep(step + 1);
            if ((step + 1) % ReportEvery == 0)
            {
                double speed = ReportEvery * options.BatchSize / watch.Elapsed.TotalSeconds;
                watch.Restart();
                (double scale, double shift) = model.Loss.Values;
                File.AppendAllText(curves, string.Create(CultureInfo.InvariantCulture,
                    $"{step + 1},{_pair / ReportEvery:0.####},{_label / ReportEvery:0.####},{_measure / ReportEvery:0.####},{scale:0.###},{shift:0.###},{Rate(step):0.######},{speed:0.#}\n"));
                progress?.Invoke(new VlmProgress("towers", step + 1, options.Steps, _pair / ReportEvery, speed));
                _pair = _label = _measure = 0;
            }
        }
        return options.Steps;
    }

    private void Step(int step)
    {
        using DisposeScope scope = NewDisposeScope();
        ClipBatch batch = clips.Training(step, options.BatchSize);
        int[] drawn = Draw(batch.Labels, SeededRandom.Fork(options.Seed ^ 0xCA97, (ulong)step));
        (Tensor embedding, Tensor features, Tensor tokens) = model.Video.Forward(batch.Frames);
        (Tensor truth, Tensor counted) = captions.Truth(batch.Labels, drawn);
        Tensor pair = model.Loss.Forward(embedding, captions.Embed(model.Text, drawn), truth, counted);
        Tensor label = nn.functional.cross_entropy(model.Heads.Labels(features), tensor(Array.ConvertAll(batch.Labels, value => (long)value)));
        Tensor measure = nn.functional.smooth_l1_loss(model.Heads.Measures(tokens), batch.Measures);
        model.Step(pair + label * options.LabelWeight + measure * options.MeasureWeight, Rate(step));
        _pair += pair.item<float>();
        _label += label.item<float>();
        _measure += measure.item<float>();
    }

    private int[] Draw(int[] labels, SeededRandom random)
    {
        var drawn = new List<int>();
        foreach (int label in labels)
        {
            for (int i = 0; i < options.CaptionsPerClip; i++)
            {
                drawn.Add(captions.DrawTrue(label, random));
            }
        }
        for (int i = 0; i < options.OtherCaptions; i++)
        {
            drawn.Add(captions.DrawNonsense(random));
            drawn.Add(captions.DrawAny(random));
        }
        return [.. drawn.Distinct()];
    }

    private double Rate(int step)
    {
        double warm = Math.Min(1, (step + 1.0) / WarmUpSteps), done = (double)step / options.Steps;
        return options.LearningRate * warm * (LastRate + (1 - LastRate) * .5 * (1 + Math.Cos(Math.PI * done)));
    }
}
