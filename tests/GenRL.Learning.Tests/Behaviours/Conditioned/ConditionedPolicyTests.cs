using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours.Conditioned;

public class ConditionedPolicyTests
{
    private const int Features = 10, Task = 6, Actions = 3;
    private static readonly BehaviourOptions Options = Toy.Options with { Units = 16, Layers = 2 };

    [Fact]
    public void A_specialist_starts_as_the_conditioned_policy_under_its_prompt()
    {
        using var scope = NewDisposeScope();
        using ConditionedPolicy policy = Policy(Options);
        using Actor actor = new(Features, Actions, Options.Units, Options.Layers);
        using Critic critic = new(Features, Options.Units, Options.Layers);
        Tensor aligned = nn.functional.normalize(randn(Task), 2, -1);
        policy.Specialise(aligned, actor, critic);
        Tensor feature = randn(20, Features);
        Tensor told = cat([feature, PromptedWorld.TaskFeature(aligned).expand(20, Task)], -1);
        Toy.Near(Doubles(policy.Actor.Distribution(told).Mean), actor.Distribution(feature).Mean, 1e-5);
        Toy.Near(Doubles(policy.Actor.Distribution(told).Deviation), actor.Distribution(feature).Deviation, 1e-5);
        Toy.Near(Doubles(policy.Critic.Logits(told)), critic.Logits(feature), 1e-4);
    }

    [Fact]
    public void Another_prompt_makes_another_specialist()
    {
        using var scope = NewDisposeScope();
        using ConditionedPolicy policy = Policy(Options);
        Tensor feature = randn(5, Features);
        using Actor first = policy.ActorOf(nn.functional.normalize(randn(Task), 2, -1), Options);
        using Actor second = policy.ActorOf(nn.functional.normalize(randn(Task), 2, -1), Options);
        Assert.NotEqual(Toy.Floats(first.Distribution(feature).Mean), Toy.Floats(second.Distribution(feature).Mean));
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(16, 3)]
    public void A_specialist_of_another_size_is_refused(int units, int layers)
    {
        using var scope = NewDisposeScope();
        using ConditionedPolicy policy = Policy(Options);
        Assert.Throws<ArgumentException>(() => policy.ActorOf(nn.functional.normalize(randn(Task), 2, -1), Options with { Units = units, Layers = layers }));
    }

    [Fact]
    public void A_behaviour_may_start_as_the_conditioned_policy_and_learns_on_from_there()
    {
        using var scope = NewDisposeScope();
        using ConditionedPolicy policy = OfLinearWorld(Options, out Tensor aligned);
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Options);
        trainer.StartFrom(policy, aligned);
        using Actor expected = policy.ActorOf(aligned, Options);
        Assert.Equal(Toy.Weights(expected), Toy.Weights(trainer.Actor));
        Assert.Equal(Toy.Weights(trainer.Critic), Toy.Weights(trainer.SlowCritic.Network));
        trainer.Step();
        Assert.NotEqual(Toy.Weights(expected), Toy.Weights(trainer.Actor));
        Assert.Throws<InvalidOperationException>(() => trainer.StartFrom(policy, aligned));
    }

    [Fact]
    public void The_policy_of_a_run_is_read_back_and_one_of_another_world_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("genrl-conditioned-").FullName;
        try
        {
            WorldModelOptions sizes = WorldModelOptions.Micro with { ActionSize = LinearWorld.Actions, Variables = LinearWorld.Variables, Classes = LinearWorld.Classes, Deter = LinearWorld.Deter };
            using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Options);
            new BehaviourRun(trainer, folder).Train(1);
            using ConditionedPolicy policy = ConditionedPolicy.OfRun(folder, sizes, 0, out BehaviourOptions options);
            Assert.Equal(Options, options);
            Assert.Equal(Toy.Weights(trainer.Actor), Toy.Weights(policy.Actor));
            Assert.Equal(Toy.Weights(trainer.Critic), Toy.Weights(policy.Critic));
            Assert.Throws<InvalidDataException>(() => ConditionedPolicy.OfRun(folder, sizes, Task, out _));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ConditionedPolicy OfLinearWorld(BehaviourOptions options, out Tensor aligned)
    {
        long features = (LinearWorld.Variables * LinearWorld.Classes) + LinearWorld.Deter + Task;
        aligned = nn.functional.normalize(randn(Task), 2, -1);
        return new ConditionedPolicy(
            new Actor(features, LinearWorld.Actions, options.Units, options.Layers), new Critic(features, options.Units, options.Layers));
    }

    private static ConditionedPolicy Policy(BehaviourOptions options)
    {
        var critic = new Critic(Features + Task, options.Units, options.Layers);
        using var frozen = no_grad();
        foreach (TorchSharp.Modules.Parameter parameter in critic.parameters())
        {
            // a new critic is zero everywhere, which would hide a mistake
            parameter.add_(randn(parameter.shape) * 0.3);
        }
        return new ConditionedPolicy(new Actor(Features + Task, Actions, options.Units, options.Layers), critic);
    }

    private static double[] Doubles(Tensor tensor) => [.. Toy.Floats(tensor).Select(value => (double)value)];
}
