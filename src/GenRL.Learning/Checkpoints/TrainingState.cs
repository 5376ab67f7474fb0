using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Checkpoints;

/// <summary>
/// What a training run depends on, by name: modules, optimiser moments, numbers and arrays. Saved to one file, atomically,
/// and restored from it only when everything fits.
/// </summary>
public sealed class TrainingState
{
    private readonly List<(string Name, nn.Module Module)> modules = [];
    private readonly List<(string Name, ModelOptimizer Optimizer)> optimizers = [];
    private readonly List<(string Name, Func<double> Read, Action<double> Write)> numbers = [];
    private readonly List<(string Name, Func<Tensor> Read, Action<Tensor> Write)> arrays = [];

    /// <summary>Adds a module's parameters and persistent buffers.</summary>
    public void Add(string name, nn.Module module) => modules.Add((name, module));

    /// <summary>Adds an optimiser's moments.</summary>
    public void Add(string name, ModelOptimizer optimizer) => optimizers.Add((name, optimizer));

    /// <summary>Adds a number, such as a count of steps.</summary>
    public void Add(string name, Func<double> read, Action<double> write) => numbers.Add((name, read, write));

    /// <summary>Adds an array whose length may change, such as a replay; what is read is disposed after it was written.</summary>
    public void Add(string name, Func<Tensor> read, Action<Tensor> write) => arrays.Add((name, read, write));

    /// <summary>Writes everything.</summary>
    public void Save(string path)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = [];
        foreach (var (name, module) in modules)
        {
            foreach (var (part, tensor) in module.state_dict())
            {
                state.Add($"{name}/{part}", tensor);
            }
        }

        foreach (var (name, optimizer) in optimizers)
        {
            state.Add(name, tensor(optimizer.SaveState()));
        }

        foreach (var (name, read, _) in numbers)
        {
            state.Add(name, tensor(new[] { BitConverter.DoubleToInt64Bits(read()) }));
        }

        foreach (var (name, read, _) in arrays)
        {
            state.Add(name, read());
        }

        ModuleCheckpoint.Save(path, state);
    }

    /// <summary>Restores everything.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of a run with other networks or a later program; nothing was changed.</exception>
    public void Load(string path)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var state = ModuleCheckpoint.ReadState(path, restoreHalf: false);
        List<(Tensor Own, Tensor Stored)> parameters = [];
        foreach (var (name, module) in modules)
        {
            parameters.AddRange(module.state_dict().Select(part => (part.Value, Fitting(state, $"{name}/{part.Key}", part.Value, path))));
        }

        var moments = optimizers.Select(entry => (entry.Optimizer, Stored: Find(state, entry.Name, ScalarType.Byte, path))).ToArray();
        var values = numbers.Select(entry => (entry.Write, Stored: Find(state, entry.Name, ScalarType.Int64, path))).ToArray();
        var contents = arrays.Select(entry => (entry.Write, Stored: Find(state, entry.Name, ScalarType.Float32, path))).ToArray();
        parameters.ForEach(pair => pair.Own.copy_(pair.Stored));
        Array.ForEach(moments, pair => pair.Optimizer.LoadState(pair.Stored.bytes.ToArray()));
        Array.ForEach(values, pair => pair.Write(BitConverter.Int64BitsToDouble(pair.Stored.data<long>()[0])));
        Array.ForEach(contents, pair => pair.Write(pair.Stored));
    }

    private static Tensor Fitting(Dictionary<string, Tensor> state, string name, Tensor own, string path)
    {
        var stored = Find(state, name, own.dtype, path);
        return stored.shape.SequenceEqual(own.shape)
            ? stored
            : throw new InvalidDataException(
                $"{path}: '{name}' has shape [{string.Join(", ", stored.shape)}], the network has [{string.Join(", ", own.shape)}]; "
                + "use the options the run was begun with, or another folder.");
    }

    private static Tensor Find(Dictionary<string, Tensor> state, string name, ScalarType type, string path)
    {
        var stored = state.GetValueOrDefault(name) ?? throw new InvalidDataException($"{path}: is no checkpoint of this run: '{name}' is missing.");
        return stored.dtype == type ? stored : throw new InvalidDataException($"{path}: '{name}' holds {stored.dtype} instead of {type}.");
    }
}
