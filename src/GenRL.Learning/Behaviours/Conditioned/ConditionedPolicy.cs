using GenRL.Learning.WorldModels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>
/// The actor-critic of all prompts, [F + D] inputs with the task behind the features, and what can be made of it without learning: the
/// actor-critic of one prompt. A constant input of the first layer is a bias, so that is the same function, not an approximation.
/// </summary>
public sealed class ConditionedPolicy : nn.Module
{
    private const string FirstWeight = "body.linears.0.weight";
    private const string FirstBias = "body.linears.0.bias";
    private readonly Actor actor;
    private readonly Critic critic;

    /// <param name="actor">Policy that reads features and task.</param>
    /// <param name="critic">Value of them.</param>
    public ConditionedPolicy(Actor actor, Critic critic)
        : base(nameof(ConditionedPolicy))
    {
        this.actor = actor;
        this.critic = critic;
        RegisterComponents();
    }

    /// <summary>A new policy of given sizes; owned by the caller.</summary>
    /// <param name="world">Sizes of the world.</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="options">Width and depth.</param>
    public static ConditionedPolicy Create(WorldModelOptions world, long embeddingSize, BehaviourOptions options) => new(
        new Actor(world.FeatureSize + embeddingSize, world.ActionSize, options.Units, options.Layers, world.StochSize),
        new Critic(world.FeatureSize + embeddingSize, options.Units, options.Layers, world.StochSize));

    /// <summary>Reads the policy of a training run; owned by the caller.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    /// <param name="world">Sizes of the world it was learned in.</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="options">Receives the options it was learned with.</param>
    /// <exception cref="InvalidDataException">The folder holds no such run, or one of another world.</exception>
    public static ConditionedPolicy OfRun(string runFolder, WorldModelOptions world, long embeddingSize, out BehaviourOptions options)
    {
        (Actor actor, Critic critic, options) = BehaviourCheckpoint.ReadNetworks(
            Path.Combine(runFolder, BehaviourRun.CheckpointName), world.FeatureSize + embeddingSize, world.ActionSize, world.StochSize);
        return new ConditionedPolicy(actor, critic);
    }

    /// <summary>Policy that reads features and task.</summary>
    public Actor Actor => actor;

    /// <summary>Value of features and task.</summary>
    public Critic Critic => critic;

    /// <summary>Makes an actor and a critic of one prompt start as this policy under that prompt.</summary>
    /// <param name="aligned">[D], the aligned prompt, unit length.</param>
    /// <param name="specialistActor">An actor of the same width and depth that reads features only; overwritten.</param>
    /// <param name="specialistCritic">A critic of the same width and depth that reads features only; overwritten.</param>
    /// <exception cref="ArgumentException">Width, depth or features differ.</exception>
    public void Specialise(Tensor aligned, Actor specialistActor, Critic specialistCritic)
    {
        Specialise(actor, specialistActor, aligned);
        Specialise(critic, specialistCritic, aligned);
    }

    /// <summary>The actor of one prompt; owned by the caller.</summary>
    /// <param name="aligned">[D], the aligned prompt, unit length.</param>
    /// <param name="options">Width and depth this policy was made with.</param>
    /// <param name="oneHotInputs">How many of the first features are one-hot latents; only makes it faster.</param>
    public Actor ActorOf(Tensor aligned, BehaviourOptions options, long oneHotInputs = 0)
    {
        var specialist = new Actor(actor.FeatureSize - aligned.shape[0], actor.ActionSize, options.Units, options.Layers, oneHotInputs);
        Specialise(actor, specialist, aligned);
        return specialist;
    }

    private static void Specialise(nn.Module general, nn.Module specialist, Tensor aligned)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Parameter> known = general.named_parameters().ToDictionary(one => one.name, one => one.parameter);
        foreach ((string name, Parameter parameter) in specialist.named_parameters())
        {
            Tensor values = name switch
            {
                FirstWeight => known[name].narrow(1, 0, known[name].shape[1] - aligned.shape[0]),
                FirstBias => known[name] + TaskWeights(known[FirstWeight], aligned.shape[0]).matmul(PromptedWorld.TaskFeature(aligned)),
                _ => known.TryGetValue(name, out Parameter? found) ? found : throw Different(name),
            };
            parameter.copy_(values.shape.SequenceEqual(parameter.shape) ? values : throw Different(name));
        }
    }

    private static Tensor TaskWeights(Tensor weight, long size) => weight.narrow(1, weight.shape[1] - size, size);

    private static ArgumentException Different(string name) => new(
        $"'{name}' has another size than in the prompt-conditioned policy; a specialist that starts from it needs the same units and layers.");
}
