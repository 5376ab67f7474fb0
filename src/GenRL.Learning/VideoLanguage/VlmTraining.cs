using GenRL.Data.Clips;
using GenRL.VideoLanguage;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// Makes a compact video-language model from nothing: captioned corpus, both towers, alignment of sentences, clip bank, ONNX folder and
/// the card with its measured quality. Never sees robot data. An interrupted run continues where it stopped.
/// </summary>
public sealed class VlmTraining
{
    private readonly VlmTrainingOptions _options;
    private readonly Action<CancellationToken> _recordCorpus;

    /// <param name="options">Sizes, rates and folders.</param>
    /// <param name="recordCorpus">Records the corpus, or what is missing of it, into <see cref="VlmTrainingOptions.CorpusFolder"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public VlmTraining(VlmTrainingOptions options, Action<CancellationToken> recordCorpus)
    {
        options.Check();
        _options = options;
        _recordCorpus = recordCorpus;
    }

    /// <summary>Runs what is still to be done.</summary>
    /// <param name="progress">Receives the state of the run several times a minute.</param>
    /// <param name="cancellation">Ends the run at the next step with a checkpoint.</param>
    /// <returns>The measured quality of the exported model.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; run again to continue.</exception>
    /// <exception cref="InvalidDataException">Corpus or checkpoint are damaged or do not fit.</exception>
    public VlmCard Run(Action<VlmProgress>? progress, CancellationToken cancellation)
    {
        _recordCorpus(cancellation);
        using ClipCorpus corpus = ClipCorpus.Open(_options.CorpusFolder);
        TokenizerDescription tokenizer = TokenizerDescription.Default;
        var captions = new CaptionTable(corpus.Description, tokenizer.Create(_options.OutputFolder));
        var sampler = new ClipSampler(corpus, _options.Seed);
        using var model = new CompactModel(_options, corpus.Description.Labels.Count, corpus.Description.Measures.Count, tokenizer);
        TrainTowers(model, sampler, captions, tokenizer, progress, cancellation);
        ClipBank bank = Finish(model, corpus, sampler, captions, tokenizer, progress, cancellation);
        using var evaluation = new VlmEvaluation(_options.OutputFolder, bank, corpus);
        VlmCard card = evaluation.Run(_options, cancellation);
        card.Save(Path.Combine(_options.OutputFolder, VlmCard.FileName));
        CompactExport.Seal(_options, tokenizer);
        return card;
    }

    private void TrainTowers(
        CompactModel model, ClipSampler sampler, CaptionTable captions, TokenizerDescription tokenizer, Action<VlmProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_options.WorkFolder);
        int start = model.Load(_options.WorkFolder);
        void AtStep(int step)
        {
            if (step % _options.CheckpointEvery == 0 || step == _options.Steps)
            {
                model.Save(_options.WorkFolder, step);
            }
            if (_options.ExportEvery > 0 && step % _options.ExportEvery == 0 && step < _options.Steps)
            {
                CompactExport.Write(_options, model, tokenizer, null);
            }
        }
        int done = new TowerTraining(_options, model, sampler, captions).Run(start, AtStep, progress, cancellation);
        if (done < _options.Steps)
        {
            model.Save(_options.WorkFolder, done);
        }
        cancellation.ThrowIfCancellationRequested();
    }

    private ClipBank Finish(
        CompactModel model, ClipCorpus corpus, ClipSampler sampler, CaptionTable captions, TokenizerDescription tokenizer, Action<VlmProgress>? progress,
        CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        ClipEmbedding clips = ClipEmbedding.Of(model.Video, corpus, sampler, _options.AlignmentClips, cancellation);
        IReadOnlyList<string> labels = corpus.Description.Labels;
        new TextAlignment(_options, model, captions).Run(clips.Centres(labels), progress, cancellation);
        ClipBank bank = CompactExport.Bank(clips, labels, _options.BankClipsPerLabel);
        CompactExport.Write(_options, model, tokenizer, bank);
        return bank;
    }
}
