using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Experts;
using GenRL.Learning.Networks;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>Trained experts as policies on the state observation.</summary>
public static class ExpertPolicies
{
    private const string Extension = ".safetensors";

    /// <summary>Loads every expert of a folder, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static IReadOnlyList<StatePolicy> Load(string folder, Func<IEnvironment> world)
    {
        using var environment = world();
        return [.. Tasks(folder).Select(task => Load(folder, task, environment))];
    }

    /// <summary>The tasks that a folder has experts for, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">The folder holds none.</exception>
    public static IReadOnlyList<string> Tasks(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];
        return files.Length == 0
            ? throw new InvalidDataException($"{folder}: holds no experts; make them with 'genrl collect --agent td3'")
            : [.. files.Order(StringComparer.Ordinal).Select(file => Path.GetFileNameWithoutExtension(file)!)];
    }

    /// <summary>Loads one expert.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another robot.</exception>
    public static StatePolicy Load(string folder, string task, IEnvironment environment)
    {
        var file = Path.Combine(folder, task + Extension);
        var (stateSize, actionSize, units) = (environment.StateSize, environment.Robot.ActionSize, Units(file));

        // The first weights are replaced at once, but drawing them would disturb who makes networks of a seed meanwhile.
        var actor = SeededWeights.Make(0, () => new StateActor(stateSize, actionSize, units));
        ModuleCheckpoint.Load(file, actor);
        return (state, action) =>
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var input = empty(1, stateSize);
            state.CopyTo(MemoryMarshal.Cast<byte, float>(input.bytes));
            MemoryMarshal.Cast<byte, float>(actor.call(input).bytes).CopyTo(action);
        };
    }

    private static int Units(string file) => SafetensorsFile.Read(file).Tensors.TryGetValue("output.weight", out var weight) && weight.Shape.Count == 2
        ? (int)weight.Shape[1]
        : throw new InvalidDataException($"{file}: is no expert's actor.");
}
