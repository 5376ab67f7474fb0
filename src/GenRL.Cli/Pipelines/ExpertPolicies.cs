using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Experts;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>Trained experts as policies on the state observation.</summary>
public static class ExpertPolicies
{
    /// <summary>Loads every expert of a folder.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static IReadOnlyList<StatePolicy> Load(string folder, Func<IEnvironment> world)
    {
        using var environment = world();
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.safetensors") : [];
        return files.Length == 0
            ? throw new InvalidDataException($"{folder}: holds no experts; make them with 'genrl collect --agent td3'")
            : [.. files.Order(StringComparer.Ordinal).Select(file => Policy(file, environment.StateSize, environment.Robot.ActionSize))];
    }

    private static StatePolicy Policy(string file, int stateSize, int actionSize)
    {
        var actor = new StateActor(stateSize, actionSize, new Td3Options().Units);
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
}
