using GenRL.Learning.Checkpoints;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Keeps everything that an <see cref="IOfflineLearner"/> depends on in one safetensors file, written atomically.</summary>
public static class OfflineCheckpoint
{
    private const string StepsName = "steps";

    /// <summary>Writes the learner's state; an older file is replaced only when the new one is complete.</summary>
    public static void Save(IOfflineLearner learner, string path)
    {
        using var scope = NewDisposeScope();
        var state = Parameters(learner).ToDictionary(one => one.Name, one => (Tensor)one.Parameter);
        foreach (var (name, optimizer) in learner.Optimizers)
        {
            state.Add(OptimizerName(name), tensor(optimizer.SaveState()));
        }

        state.Add(StepsName, tensor(new[] { learner.Steps }));
        ModuleCheckpoint.Save(path, state);
    }

    /// <summary>Restores a learner of the same sizes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to other networks; the learner is unchanged.</exception>
    public static void Load(IOfflineLearner learner, string path)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var state = ModuleCheckpoint.ReadState(path);
        foreach (var (name, parameter) in Parameters(learner))
        {
            Require(state, path, name, ScalarType.Float32, parameter.shape);
        }

        Require(state, path, StepsName, ScalarType.Int64, [1]);
        foreach (var (name, optimizer) in learner.Optimizers)
        {
            Restore(optimizer, Require(state, path, OptimizerName(name), ScalarType.Byte, null), path);
        }

        foreach (var (name, parameter) in Parameters(learner))
        {
            parameter.copy_(state[name]);
        }

        learner.Steps = state[StepsName].item<long>();
    }

    private static void Restore(Optimisation.ModelOptimizer optimizer, Tensor state, string path)
    {
        try
        {
            optimizer.LoadState(state.bytes.ToArray());
        }
        catch (Exception error) when (error is IOException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: the optimiser's state does not fit: {error.Message} Use the options the checkpoint was written with, or another folder.", error);
        }
    }

    private static IEnumerable<(string Name, TorchSharp.Modules.Parameter Parameter)> Parameters(IOfflineLearner learner)
        => learner.Modules.SelectMany(one => one.Module.named_parameters().Select(parameter => ($"{one.Name}/{parameter.name}", parameter.parameter)));

    private static string OptimizerName(string name) => $"optimizer/{name}";

    private static Tensor Require(Dictionary<string, Tensor> state, string path, string name, ScalarType type, long[]? shape)
        => !state.TryGetValue(name, out var stored)
            ? throw new InvalidDataException($"{path}: no checkpoint of this learner: '{name}' is missing.")
            : stored.dtype == type && (shape is null || stored.shape.SequenceEqual(shape))
                ? stored
                : throw new InvalidDataException(
                    $"{path}: '{name}' is {stored.dtype} [{string.Join(", ", stored.shape)}], the learner has {type} [{string.Join(", ", shape ?? [])}]. "
                    + "Use the options the checkpoint was written with, or another folder.");
}
