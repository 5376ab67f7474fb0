using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours.Conditioned;

public class PromptedWorldTests
{
    private const int Size = 2;
    private static readonly BehaviourOptions Options = Toy.Options with { Starts = 32, Similarity = Similarity.MaxCosine };

    [Fact]
    public void A_policy_reads_the_task_behind_the_features_with_unit_mean_square()
    {
        using var scope = NewDisposeScope();
        using PromptedWorld world = World([[0.6f, 0.8f]]);
        LatentState state = world.Next(4, Policy());
        Tensor feature = world.Feature(state);
        Tensor inner = new LinearWorld().Feature(state);
        Assert.Equal(inner.shape[^1] + Size, feature.shape[^1]);
        Assert.Equal(Toy.Floats(inner), Toy.Floats(feature.narrow(-1, 0, inner.shape[^1])));
        Assert.All(Toy.Floats(feature.narrow(-1, inner.shape[^1], Size).square().mean(new long[] { -1 })), square => Assert.Equal(1, square, 1e-5));
    }

    [Fact]
    public void Each_row_is_rewarded_for_its_own_prompt()
    {
        using var scope = NewDisposeScope();
        using PromptedWorld world = World([[1, 0], [0, 1]]);
        LatentState start = world.Next(16, Policy());
        // a trajectory that shows every row what its prompt asks for, and one that shows it what its neighbour's asks for
        Tensor wanted = SignConnector.Latent(world.Task).unsqueeze(0).expand(Options.Horizon + 1, 16, LinearWorld.Variables, LinearWorld.Classes);
        Tensor other = SignConnector.Latent(world.Task.flip(1)).unsqueeze(0).expand(Options.Horizon + 1, 16, LinearWorld.Variables, LinearWorld.Classes);
        Assert.All(Toy.Floats(world.Of(Trajectory(wanted)).Reward), reward => Assert.Equal(1, reward, 1e-5));
        Assert.All(Toy.Floats(world.Of(Trajectory(other)).Reward), reward => Assert.True(reward < 0.9));
        Assert.Equal(16, start.Deter.shape[0]);
    }

    [Fact]
    public void Prompts_are_drawn_anew_in_every_step()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using PromptedWorld world = World([[1, 0], [0, 1], [-1, 0], [0, -1]]);
        world.Next(16, Policy());
        float[] first = Toy.Floats(world.Task);
        world.Next(16, Policy());
        Assert.NotEqual(first, Toy.Floats(world.Task));
    }

    [Fact]
    public void Fewer_states_than_prompts_belong_to_the_last_prompts()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using PromptedWorld world = World([[1, 0], [0, 1], [-1, 0], [0, -1]]);
        LatentState state = world.Next(8, Policy());
        Tensor all = world.Feature(state);
        Tensor few = world.Feature(new LatentState(state.Stoch.narrow(0, 4, 4), state.Deter.narrow(0, 4, 4), state.Logit.narrow(0, 4, 4)));
        Assert.Equal(Toy.Floats(all.narrow(0, 4, 4)), Toy.Floats(few));
    }

    [Fact]
    public void Rewards_before_the_first_prompt_are_an_error()
    {
        using PromptedWorld world = World([[1, 0]]);
        using var scope = NewDisposeScope();
        Assert.Throws<InvalidOperationException>(() => world.Of(Trajectory(zeros(Options.Horizon + 1, 1, LinearWorld.Variables, LinearWorld.Classes))));
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using PromptedWorld world = World([[1, 0], [0, 1]]);
        using BehaviourTrainer trainer = Trainer(world);
        trainer.Step();
        using var around = NewDisposeScope();
        trainer.Step();
        Assert.Equal(0, around.DisposablesCount);
    }

    [Fact]
    public void One_policy_learns_to_do_opposite_things_for_opposite_prompts()
    {
        using PromptedWorld world = World([[1, 0], [-1, 0]]);
        using BehaviourTrainer trainer = Trainer(world, Options with { LearningRate = 3e-3 });
        var metrics = Enumerable.Range(0, 200).Select(_ => trainer.Step()).ToList();
        double before = metrics.Take(20).Average(step => step.LastReward), after = metrics.TakeLast(20).Average(step => step.LastReward);
        Assert.True(after > before + 0.2, $"reward went from {before:F3} to {after:F3}");
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor state = new LinearWorld().Feature(new LinearWorld().Initial(1));
        Tensor Act(float sign) => trainer.Actor.Distribution(cat([state, PromptedWorld.TaskFeature(tensor(new[] { sign, 0f })).unsqueeze(0)], -1)).Mean;
        float difference = (Act(1) - Act(-1)).abs().max().item<float>();
        Assert.True(difference > 0.3, $"both prompts are answered by the same action up to {difference:F3}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_prompts_and_losses()
    {
        using PromptedWorld firstWorld = World([[1, 0], [0, 1]]);
        using PromptedWorld secondWorld = World([[1, 0], [0, 1]]);
        using BehaviourTrainer first = Trainer(firstWorld), second = Trainer(secondWorld);
        for (int step = 0; step < 10; step++)
        {
            Assert.Equal(first.Step(), second.Step());
        }
    }

    private static BehaviourTrainer Trainer(PromptedWorld world, BehaviourOptions? options = null) =>
        new(options ?? Options, world, LinearWorld.Actions, world, world);

    private static Actor Policy() => new(LinearWorld.Variables * LinearWorld.Classes + LinearWorld.Deter + Size, LinearWorld.Actions, 8, 1);

    private static PromptedWorld World(float[][] prompts) => new(
        new LinearWorld(), new SignConnector(), aligned => aligned, Size, new ListedPrompts(prompts), _ => new Toy.RandomStarts(), Options);

    private static ImaginedTrajectory Trajectory(Tensor stoch) => new(stoch, stoch.select(-1, 0), stoch.flatten(-2, -1), stoch.select(-1, 0), null);

    /// <summary>Latents whose first class carries the first coordinate of the embedding and whose second carries the second.</summary>
    private sealed class SignConnector : ILatentGenerator
    {
        public static Tensor Latent(Tensor embedding)
        {
            Tensor latent = zeros(embedding.shape[0], LinearWorld.Variables, LinearWorld.Classes);
            latent.select(-1, 0).add_(embedding.narrow(-1, 0, 1) * 3);
            latent.select(-1, 1).add_(embedding.narrow(-1, 1, 1) * 3);
            return latent;
        }

        public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false)
        {
            Tensor latent = Latent(embeddings.select(1, 0)).unsqueeze(1).expand(embeddings.shape[0], embeddings.shape[1], LinearWorld.Variables, LinearWorld.Classes);
            return new LatentState(latent, zeros(embeddings.shape[0], embeddings.shape[1], LinearWorld.Deter), latent);
        }
    }
}
