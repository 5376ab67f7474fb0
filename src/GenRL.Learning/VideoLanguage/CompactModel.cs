using GenRL.Data;
using GenRL.Data.Clips;
using GenRL.VideoLanguage;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>The parts of a compact video-language model while it learns, with their checkpoint.</summary>
internal sealed class CompactModel : IDisposable
{
    private const string WeightsFile = "towers.npz", OptimizerFile = "optimizer.bin", StepKey = "step";

    private readonly AdamW _optimizer;
    private readonly (optim.ILearningRateController Group, double Factor)[] _rates;

    public CompactModel(VlmTrainingOptions options, int labels, int measures, TokenizerDescription tokenizer)
    {
        torch.random.manual_seed((long)options.Seed);
        Video = new VideoTower(ClipFormat.Frames, options.Dimension);
        Text = new TextTower(tokenizer.Vocabulary, tokenizer.MaximumWords, options.Dimension);
        Heads = new VideoHeads(labels, measures);
        Loss = new PairLoss();
        _optimizer = optim.AdamW(
            [
                new AdamW.ParamGroup { Parameters = [.. Video.parameters(), .. Heads.parameters()] },
                new AdamW.ParamGroup { Parameters = [.. Text.parameters()] },
                new AdamW.ParamGroup { Parameters = [.. Loss.parameters()] },
            ],
            options.LearningRate, beta2: .98, weight_decay: .01);
        _rates = [.. _optimizer.ParamGroups.Zip([1.0, 2.0, 10.0])];
    }

    public VideoTower Video { get; }

    public TextTower Text { get; }

    public VideoHeads Heads { get; }

    public PairLoss Loss { get; }

    /// <summary>Changes all weights along the gradient of a loss.</summary>
    public void Step(Tensor loss, double learningRate)
    {
        foreach ((optim.ILearningRateController group, double factor) in _rates)
        {
            group.LearningRate = learningRate * factor;
        }
        _optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(Parameters().Select(pair => pair.Value), 5);
        _optimizer.step();
    }

    /// <summary>Every parameter by its name in the exported networks.</summary>
    public IEnumerable<(string Name, Parameter Value)> Parameters()
    {
        foreach (nn.Module module in new nn.Module[] { Video, Text, Heads, Loss })
        {
            foreach ((string name, Parameter value) in module.named_parameters())
            {
                yield return ($"{module.GetName()}.{name}", value);
            }
        }
    }

    /// <summary>Writes weights and optimizer so that a killed run loses nothing but the steps since.</summary>
    public void Save(string folder, int step)
    {
        Directory.CreateDirectory(folder);
        // The weights, which hold the step, come last: they name an optimizer file that is already whole.
        AtomicFile.Write(Path.Combine(folder, $"{step}-{OptimizerFile}"), stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            _optimizer.save_state_dict(writer);
        });
        var arrays = Parameters().Select(pair => KeyValuePair.Create(
            pair.Name, NpyArray.From<float>(pair.Value.detach().data<float>().ToArray(), [.. pair.Value.shape.Select(length => (int)length)])));
        NpzFile.Write(Path.Combine(folder, WeightsFile), arrays.Append(KeyValuePair.Create(StepKey, NpyArray.From<int>([step], 1))));
        foreach (string old in Directory.GetFiles(folder, $"*-{OptimizerFile}").Where(file => Path.GetFileName(file) != $"{step}-{OptimizerFile}"))
        {
            File.Delete(old);
        }
    }

    /// <summary>Continues from a checkpoint.</summary>
    /// <returns>Steps done so far; 0 when there is no checkpoint.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is of a model of another shape.</exception>
    public int Load(string folder)
    {
        string path = Path.Combine(folder, WeightsFile);
        if (!File.Exists(path))
        {
            return 0;
        }
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path);
        using IDisposable noGradient = no_grad();
        foreach ((string name, Parameter value) in Parameters())
        {
            if (!arrays.TryGetValue(name, out NpyArray? array) || array.Count != value.numel())
            {
                throw new InvalidDataException($"{path} does not fit this model: {name} is missing or of another size. Choose another work folder or delete it.");
            }
            value.copy_(tensor(array.ToFloats(), value.shape));
        }
        int step = arrays[StepKey].Values<int>()[0];
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(folder, $"{step}-{OptimizerFile}")));
        _optimizer.load_state_dict(reader);
        return step;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        Video.Dispose();
        Text.Dispose();
        Heads.Dispose();
        Loss.Dispose();
    }
}
