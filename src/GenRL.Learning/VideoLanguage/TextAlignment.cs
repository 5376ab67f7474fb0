using System.Diagnostics;
using GenRL.Data;
using GenRL.Data.Clips;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// The second stage closes the gap between sentences and videos that contrastive learning leaves: with the video tower finished, every
/// sentence is moved onto the mean embedding of the clips it is true for, and sentences about other things away from all of them.
/// </summary>
internal sealed class TextAlignment(VlmTrainingOptions options, CompactModel model, CaptionTable captions)
{
    private const int Batch = 128, NonsenseBatch = 96, ReportEvery = 100;
    private const double NonsenseMargin = .1, FalseWeight = 1;

    private readonly int[] _valid = captions.Indices(caption => caption.Split == ClipSplits.Train && caption.True.Count > 0);

    /// <summary>Trains the text tower.</summary>
    /// <param name="centres">Unit centre of the clips of each label, [labels, D].</param>
    /// <param name="progress">Receives losses.</param>
    /// <param name="cancellation">Ends the stage early.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the stage starts over next time.</exception>
    public void Run(Tensor centres, Action<VlmProgress>? progress, CancellationToken cancellation)
    {
        using AdamW optimizer = optim.AdamW(model.Text.parameters(), options.LearningRate, beta2: .98, weight_decay: .01);
        double sum = 0;
        var watch = Stopwatch.StartNew();
        for (int step = 0; step < options.AlignmentSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = options.LearningRate * Math.Min(1, (step + 1) / 50.0) * (1 - .97 * step / options.AlignmentSteps);
            }
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = Loss(centres, SeededRandom.Fork(options.Seed ^ 0xA116, (ulong)step));
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.Text.parameters(), 5);
            optimizer.step();
            sum += loss.item<float>();
            if ((step + 1) % ReportEvery == 0)
            {
                progress?.Invoke(new VlmProgress("alignment", step + 1, options.AlignmentSteps, sum / ReportEvery, ReportEvery * (Batch + NonsenseBatch) / watch.Elapsed.TotalSeconds));
                sum = 0;
                watch.Restart();
            }
        }
    }

    private Tensor Loss(Tensor centres, SeededRandom random)
    {
        int[] drawn = new int[Batch + NonsenseBatch];
        float[] weights = new float[Batch * centres.shape[0]];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = i < Batch ? _valid[random.Next(_valid.Length)] : captions.DrawNonsense(random);
            foreach (int label in captions.Captions[drawn[i]].True)
            {
                weights[i * centres.shape[0] + label] = 1;
            }
        }
        Tensor texts = captions.Embed(model.Text, drawn);
        Tensor targets = nn.functional.normalize(tensor(weights, [Batch, centres.shape[0]]).matmul(centres), 2, 1);
        Tensor near = 1 - (texts.narrow(0, 0, Batch) * targets).sum([1]);
        Tensor far = (texts.narrow(0, Batch, NonsenseBatch).matmul(centres.t()) + NonsenseMargin).relu();
        return near.mean() + far.square().sum([1]).mean() * FalseWeight;
    }
}
