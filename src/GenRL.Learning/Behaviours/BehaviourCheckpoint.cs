using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Saves and restores everything a behaviour's training depends on: networks, optimiser moments, return scale and step.
/// One npz file, written atomically; every parameter is an array of its own.
/// </summary>
public static class BehaviourCheckpoint
{
    private const int Version = 1;
    private const string MetaName = "meta";
    private static readonly NpzLimits Limits = new(MaximumEntries: 512);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the trainer's state; an older file is replaced only when the new one is complete.</summary>
    public static void Save(BehaviourTrainer trainer, string path)
    {
        var meta = new Meta(
            Version, trainer.Steps, trainer.SlowCritic.Updates, trainer.Normaliser.Low, trainer.Normaliser.High, trainer.Options);
        byte[] description = JsonSerializer.SerializeToUtf8Bytes(meta, Json);
        var arrays = new List<KeyValuePair<string, NpyArray>> { new(MetaName, NpyArray.From<byte>(description, description.Length)) };
        foreach ((string prefix, nn.Module module) in Modules(trainer))
        {
            foreach ((string name, Parameter parameter) in module.named_parameters())
            {
                arrays.Add(new(prefix + name, ToArray(parameter)));
            }
        }
        foreach ((string name, byte[] state) in trainer.OptimizerStates())
        {
            arrays.Add(new(name, NpyArray.From<byte>(state, state.Length)));
        }
        NpzFile.Write(path, arrays, System.IO.Compression.CompressionLevel.NoCompression);
    }

    /// <summary>Restores a trainer of the same sizes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to networks of other sizes; the trainer is unchanged.</exception>
    public static void Load(BehaviourTrainer trainer, string path)
    {
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path, limits: Limits);
        Meta meta = ReadMeta(arrays, path);
        List<(Parameter Parameter, float[] Values)> stored = Stored(arrays, Modules(trainer), path);
        trainer.RestoreOptimizers(name => Bytes(arrays, name, path));
        Restore(stored);
        trainer.Steps = meta.Steps;
        trainer.SlowCritic.Updates = meta.SlowUpdates;
        trainer.Normaliser.Restore(meta.ReturnLow, meta.ReturnHigh);
    }

    /// <summary>The networks of a checkpoint alone, without what training them on would need; owned by the caller.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="featureSize">Size of the features that the policy reads.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="oneHotInputs">How many of the first features are one-hot latents; only makes it faster.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to networks that read other features.</exception>
    public static (Actor Actor, Critic Critic, BehaviourOptions Options) ReadNetworks(string path, long featureSize, long actionSize, long oneHotInputs)
    {
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path, limits: Limits);
        BehaviourOptions options = ReadMeta(arrays, path).Options.Validated();
        var actor = new Actor(featureSize, actionSize, options.Units, options.Layers, oneHotInputs);
        var critic = new Critic(featureSize, options.Units, options.Layers, oneHotInputs);
        try
        {
            Restore(Stored(arrays, [("actor/", actor), ("critic/", critic)], path));
        }
        catch (InvalidDataException)
        {
            actor.Dispose();
            critic.Dispose();
            throw;
        }
        return (actor, critic, options);
    }

    /// <summary>The options and the step a checkpoint was written with.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static (BehaviourOptions Options, long Steps) Describe(string path)
    {
        Meta meta = ReadMeta(NpzFile.Read(path, name => name == MetaName, Limits), path);
        return (meta.Options, meta.Steps);
    }

    /// <summary>Finds every parameter's values before any is changed.</summary>
    private static List<(Parameter Parameter, float[] Values)> Stored(
        Dictionary<string, NpyArray> arrays, IEnumerable<(string Prefix, nn.Module Module)> modules, string path) =>
        [.. modules.SelectMany(one => one.Module.named_parameters().Select(
            named => (named.parameter, Values(arrays, one.Prefix + named.name, named.parameter.shape, path))))];

    private static void Restore(List<(Parameter Parameter, float[] Values)> stored)
    {
        using var gradientsOff = no_grad();
        foreach ((Parameter parameter, float[] values) in stored)
        {
            using var scope = NewDisposeScope();
            parameter.copy_(tensor(values).reshape(parameter.shape));
        }
    }

    private static IEnumerable<(string Prefix, nn.Module Module)> Modules(BehaviourTrainer trainer) =>
        [("actor/", trainer.Actor), ("critic/", trainer.Critic), ("slow_critic/", trainer.SlowCritic.Network)];

    private static NpyArray ToArray(Parameter parameter)
    {
        using Tensor values = parameter.detach().cpu().contiguous();
        return NpyArray.From<float>(values.data<float>().ToArray(), Array.ConvertAll(parameter.shape, length => checked((int)length)));
    }

    private static Meta ReadMeta(Dictionary<string, NpyArray> arrays, string path)
    {
        try
        {
            Meta? meta = JsonSerializer.Deserialize<Meta>(Bytes(arrays, MetaName, path), Json);
            return meta is { Options: not null } && meta.Version == Version
                ? meta
                : throw new InvalidDataException($"{path}: a behaviour checkpoint of version {meta?.Version}; this program reads version {Version}.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: the description of the checkpoint is damaged: {error.Message}", error);
        }
    }

    private static float[] Values(Dictionary<string, NpyArray> arrays, string name, long[] shape, string path)
    {
        NpyArray array = Find(arrays, name, path);
        if (array.Type != NpyType.Float32 || !array.Shape.Select(length => (long)length).SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"{path}: '{name}' is {array.Type} [{string.Join(", ", array.Shape)}], the network has Float32 [{string.Join(", ", shape)}]. "
                + "Use the options the checkpoint was written with, or another folder.");
        }
        return array.ToFloats();
    }

    private static byte[] Bytes(Dictionary<string, NpyArray> arrays, string name, string path)
    {
        NpyArray array = Find(arrays, name, path);
        return array.Type == NpyType.UInt8 ? array.Bytes.ToArray() : throw new InvalidDataException($"{path}: '{name}' is {array.Type}, not bytes.");
    }

    private static NpyArray Find(Dictionary<string, NpyArray> arrays, string name, string path) => arrays.TryGetValue(name, out NpyArray? found)
        ? found
        : throw new InvalidDataException($"{path}: no behaviour checkpoint of these networks: '{name}' is missing.");

    private sealed record Meta(int Version, long Steps, long SlowUpdates, double ReturnLow, double ReturnHigh, BehaviourOptions Options);
}
