using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Interchange;

/// <summary>
/// The tensors of an agent that was trained with the published PyTorch code, by the names that its <c>state_dict</c> gives them;
/// sizes are read off their shapes.
/// </summary>
public sealed class PublishedCheckpoint
{
    private const string FirstConvolution = "encoder._conv_model.0.weight";
    private const string WorldModelPrefix = "wm.";
    private readonly string source;
    private readonly IReadOnlyDictionary<string, SafetensorsTensor> tensors;
    private readonly string root;
    private readonly HashSet<string> used = [];

    private PublishedCheckpoint(string source, IReadOnlyDictionary<string, SafetensorsTensor> tensors, int classes)
    {
        this.source = source;
        this.tensors = tensors;
        var first = tensors.Keys.FirstOrDefault(name => name.EndsWith(WorldModelPrefix + FirstConvolution, StringComparison.Ordinal))
            ?? throw new InvalidDataException(
                $"{source}: no world model of the published code: no tensor is called '{WorldModelPrefix}{FirstConvolution}'. "
                + $"It has {tensors.Count} tensors{(tensors.Count == 0 ? "" : $", such as '{tensors.Keys.First()}'")}.");
        root = first[..^(WorldModelPrefix.Length + FirstConvolution.Length)];
        Sizes = ReadSizes(classes);
        Connector = ReadConnector();
    }

    /// <summary>Sizes of its world model, without a reward head.</summary>
    public WorldModelOptions Sizes { get; }

    /// <summary>Sizes of its connector; null without one.</summary>
    public ConnectorOptions? Connector { get; }

    /// <summary>Whether it holds a policy learned in imagination.</summary>
    public bool HasBehaviour => tensors.ContainsKey(root + "_imag_behavior.actor.dense0.weight");

    /// <summary>Hidden layers of its policy.</summary>
    public int BehaviourLayers => Enumerable.Range(0, 64).First(layer => !tensors.ContainsKey($"{root}_imag_behavior.actor.dense{layer}.weight"));

    /// <summary>Tensors that nothing was loaded from so far.</summary>
    public IReadOnlyList<string> Unused => [.. tensors.Keys.Where(name => !used.Contains(name)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a file of tensors: a PyTorch file (<see cref="TorchFile"/>) or a safetensors file, by its ending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">V: classes of each latent variable, which no shape tells.</param>
    /// <exception cref="InvalidDataException">The file is damaged or holds no agent of the published code.</exception>
    public static PublishedCheckpoint Read(string path, int classes = 32) => new(
        path, path.EndsWith(".safetensors", StringComparison.Ordinal) ? SafetensorsFile.Read(path).Tensors : TorchFile.Read(path), classes);

    /// <summary>Takes the parameters of encoder, posterior, sequence model and decoder.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message names it.</exception>
    public void LoadInto(WorldModel model) => Load(model, root + WorldModelPrefix, PublishedNames.WorldModel(model.Options));

    /// <summary>Takes the parameters of connector and aligner.</summary>
    /// <inheritdoc cref="LoadInto(WorldModel)" path="/exception"/>
    public void LoadInto(Connector connector) => Load(connector, root + WorldModelPrefix + "connector.", PublishedNames.Connector());

    /// <summary>Takes the parameters of the policy learned in imagination.</summary>
    /// <inheritdoc cref="LoadInto(WorldModel)" path="/exception"/>
    public void LoadInto(Actor actor)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var prefix = root + "_imag_behavior.actor.";
        Load(actor, prefix, PublishedNames.Head(BehaviourLayers, withOutput: false));
        foreach (var kind in new[] { "weight", "bias" })
        {
            var head = actor.get_parameter("head." + kind)!;
            long[] half = [actor.ActionSize, .. head.shape[1..]];
            head.copy_(cat(new[] { Tensor($"{prefix}_out._out.{kind}", half), Tensor($"{prefix}_out._std.{kind}", half) }, 0));
        }
    }

    /// <summary>Takes the parameters of the critic of that policy.</summary>
    /// <inheritdoc cref="LoadInto(WorldModel)" path="/exception"/>
    public void LoadInto(Critic critic) => Load(critic, root + "_imag_behavior.critic.", PublishedNames.Head(BehaviourLayers, withOutput: true));

    private void Load(nn.Module module, string prefix, IEnumerable<(string Published, string Own)> names)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var parameters = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        var found = names.Select(name => (Target: parameters[name.Own], Value: Tensor(prefix + name.Published, parameters[name.Own].shape))).ToList();
        found.ForEach(pair => pair.Target.copy_(pair.Value));
    }

    private Tensor Tensor(string name, long[] shape)
    {
        var found = Find(name);
        if (!found.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"{source}: '{name}' has shape [{string.Join(", ", found.Shape)}], but [{string.Join(", ", shape)}] follows from the shapes of the other tensors.");
        }

        used.Add(name);
        var value = ModuleCheckpoint.ToTensor(found);
        return value.dtype == ScalarType.Float32 ? value : value.to(ScalarType.Float32);
    }

    private SafetensorsTensor Find(string name) => tensors.TryGetValue(name, out var found)
        ? found
        : throw new InvalidDataException($"{source}: the tensor '{name}' is missing.");

    private long Size(string name, int dimension)
    {
        var shape = Find(root + WorldModelPrefix + name).Shape;
        return dimension < shape.Count ? shape[dimension] : throw new InvalidDataException($"{source}: '{name}' has only {shape.Count} dimensions.");
    }

    private WorldModelOptions ReadSizes(int classes)
    {
        var stoch = Size("rssm._obs_dist.weight", 0);
        if (classes < 1 || stoch % classes != 0)
        {
            throw new InvalidDataException($"{source}: latents of {stoch} numbers do not divide into variables of {classes} classes.");
        }

        return new WorldModelOptions
        {
            ActionSize = checked((int)(Size("rssm._img_in.0.weight", 1) - stoch)),
            Multiplier = checked((int)Size(FirstConvolution, 0)),
            Variables = checked((int)(stoch / classes)),
            Classes = classes,
            Deter = checked((int)(Size("rssm._cell._layer.weight", 0) / 3)),
            Units = checked((int)Size("rssm._obs_dist.weight", 1)),
            Ensemble = Enumerable.Range(0, 1024).First(head => !tensors.ContainsKey($"{root}wm.rssm._ensemble_img_dist.{head}.weight")),
            RewardTasks = 0,
        };
    }

    private ConnectorOptions? ReadConnector()
    {
        if (!tensors.ContainsKey(root + "wm.connector._img_in.0.weight"))
        {
            return null;
        }

        var options = new ConnectorOptions();
        return options with { EmbeddingSize = checked((int)(Size("connector._img_in.0.weight", 1) - Sizes.StochSize - options.IdleInputs)) };
    }
}
