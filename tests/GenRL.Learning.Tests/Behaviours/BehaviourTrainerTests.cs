using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class BehaviourTrainerTests
{
    [Fact]
    public void The_same_seed_gives_the_same_losses()
    {
        using BehaviourTrainer first = Toy.Trainer(new LinearWorld());
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld());
        for (int step = 0; step < 20; step++)
        {
            Assert.Equal(first.Step(), second.Step());
        }
    }

    [Fact]
    public void A_behaviour_learned_beside_others_is_the_one_learned_alone()
    {
        using BehaviourTrainer alone = Toy.Trainer(new LinearWorld());
        List<BehaviourMetrics> expected = Enumerable.Range(0, 10).Select(_ => alone.Step()).ToList();
        BehaviourTrainer[] together = Enumerable.Range(0, 3).Select(_ => Toy.Trainer(new LinearWorld())).ToArray();
        var metrics = new List<BehaviourMetrics>[together.Length];
        Parallel.For(0, together.Length, i => metrics[i] = Enumerable.Range(0, 10).Select(_ => together[i].Step()).ToList());
        Assert.All(metrics, learned => Assert.Equal(expected, learned));
        Array.ForEach(together, trainer => trainer.Dispose());
    }

    [Fact]
    public void A_world_frozen_twice_is_released_by_the_last()
    {
        using var world = new ModuleWorld();
        var first = new FrozenParameters(world);
        var second = new FrozenParameters(world);
        first.Dispose();
        Assert.All(world.parameters(), parameter => Assert.False(parameter.requires_grad));
        second.Dispose();
        Assert.All(world.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void A_squared_critic_starts_at_zero_and_loses_half_the_squared_error()
    {
        using var scope = NewDisposeScope();
        using var critic = new Critic(6, 8, 1, norm: false, squared: true);
        Tensor feature = randn(4, 6);
        Toy.Near([0, 0, 0, 0], critic.Value(feature), 0);
        Assert.Equal((1 + 4 + 9 + 16) / 8.0, critic.Loss(feature, tensor(new[] { 1f, -2f, 3f, -4f })).item<float>(), 1e-5);
        Assert.Equal((6 * 8) + 8 + 8 + 1, critic.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Returns_that_are_not_normalised_are_neither_shifted_nor_scaled()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Toy.Options with { NormaliseReturns = false, SquaredCritic = true, TruncatedActions = true, DenseNorm = false });
        trainer.Step();
        trainer.Step();
        Assert.Equal((0, 0, 1), (trainer.Normaliser.Low, trainer.Normaliser.High, trainer.Normaliser.Scale));
    }

    [Fact]
    public void Another_seed_gives_other_losses()
    {
        using BehaviourTrainer first = Toy.Trainer(new LinearWorld());
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld(), Toy.Options with { Seed = 2 });
        Assert.NotEqual(first.Step().ActorLoss, second.Step().ActorLoss);
    }

    [Fact]
    public void The_reward_of_imagined_states_rises_while_that_of_start_states_does_not()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Toy.Options with { LearningRate = 3e-3, Starts = 32 });
        List<BehaviourMetrics> metrics = Enumerable.Range(0, 150).Select(_ => trainer.Step()).ToList();
        double before = metrics.Take(20).Average(m => m.LastReward);
        double after = metrics.TakeLast(20).Average(m => m.LastReward);
        Assert.True(after > before + 0.3, $"reward went from {before:F3} to {after:F3}");
        Assert.Equal(0, metrics.TakeLast(20).Average(m => m.StartReward), 0.15);
    }

    [Fact]
    public void The_slow_critic_is_copied_after_the_first_update_and_then_once_per_interval()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Toy.Options with { SlowCriticInterval = 100 });
        var equalAfter = new List<long>();
        float[] frozen = [];
        for (int update = 1; update <= 101; update++)
        {
            trainer.Step();
            float[] slow = Toy.Weights(trainer.SlowCritic.Network);
            if (slow.SequenceEqual(Toy.Weights(trainer.Critic)))
            {
                equalAfter.Add(update);
                frozen = slow;
            }
            Assert.Equal(frozen, slow);
        }
        Assert.Equal([1, 101], equalAfter);
    }

    [Fact]
    public void The_critics_loss_reaches_the_critic_only_and_the_actors_loss_the_actor_only()
    {
        using var scope = NewDisposeScope();
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld());
        trainer.Step();
        long features = trainer.Actor.FeatureSize;
        Tensor feature = randn(4, 3, features).requires_grad_(true);
        Tensor returns = randn(4, 3).requires_grad_(true);
        Tensor loss = BehaviourTrainer.CriticLoss(trainer.Critic, feature, returns);
        Assert.All(autograd.grad([loss], trainer.Critic.parameters().ToList<Tensor>(), retain_graph: true), gradient => Assert.NotNull(gradient));
        List<Tensor> others = [feature, returns, .. trainer.Actor.parameters()];
        Assert.All(autograd.grad([loss], others, allow_unused: true), gradient => Assert.Null(gradient));
        Assert.All(trainer.SlowCritic.Network.parameters(), parameter => Assert.False(parameter.requires_grad));

        LatentState start = new Toy.RandomStarts().Next(5, trainer.Actor);
        ImaginedTrajectory trajectory = new Imagination(new LinearWorld(), 4, clipActions: false).Run(start, trainer.Actor.Distribution);
        Tensor values = trainer.SlowCritic.Network.Value(trajectory.Feature.narrow(0, 1, 4));
        Tensor actorLoss = BehaviourTrainer.ActorLoss(LambdaReturns.Compute(values, values, 0.9, 0.9), null, 1, 0, 0);
        List<Tensor> actor = [.. trainer.Actor.parameters()];
        List<Tensor> critic = [.. trainer.Critic.parameters()];
        Assert.All(autograd.grad([actorLoss], actor, retain_graph: true), gradient => Assert.NotNull(gradient));
        Assert.All(autograd.grad([actorLoss], critic, allow_unused: true), gradient => Assert.Null(gradient));
    }

    [Fact]
    public void A_new_critics_loss_is_that_of_a_uniform_guess_so_all_times_weigh_one()
    {
        using var scope = NewDisposeScope();
        using var critic = new Critic(10, 16, 2);
        Assert.Equal(5.541264, BehaviourTrainer.CriticLoss(critic, randn(16, 3, 10), randn(16, 3)).item<float>(), 5);
    }

    [Fact]
    public void The_return_is_the_recursion_over_the_rewards_of_states_0_to_15_and_the_slow_critics_values_of_1_to_16()
    {
        BehaviourOptions options = Toy.Options with { Horizon = 16, Discount = 0.99 };
        var recorder = new RecordingReward();
        using var trainer = new BehaviourTrainer(options, new LinearWorld(), LinearWorld.Actions, recorder, new Toy.RandomStarts());
        recorder.Critic = trainer.SlowCritic.Network;
        using (no_grad())
        {
            foreach (Parameter parameter in trainer.SlowCritic.Network.parameters())
            {
                parameter.add_(randn_like(parameter) * 0.1);
            }
        }
        BehaviourMetrics metrics = trainer.Step();

        double sum = 0;
        for (int row = 0; row < options.Starts; row++)
        {
            double next = recorder.Value(16, row);
            for (int t = 15; t >= 0; t--)
            {
                double value = recorder.Value(t + 1, row);
                next = recorder.Reward(t, row) + 0.99 * (t == 15 ? value : 0.05 * value + 0.95 * next);
                sum += next;
            }
        }
        Assert.Equal(sum / (16 * options.Starts), metrics.Return, 1e-4);
        Assert.True(Math.Abs(metrics.Value) > 1e-3);
    }

    [Fact]
    public void Steps_change_actor_and_critic_but_not_the_world()
    {
        using var world = new ModuleWorld();
        using var trainer = new BehaviourTrainer(
            Toy.Options, world, LinearWorld.Actions, new Toy.FirstNumberReward(), new Toy.RandomStarts());
        float[] worldBefore = Toy.Weights(world);
        float[] actorBefore = Toy.Weights(trainer.Actor);
        float[] criticBefore = Toy.Weights(trainer.Critic);
        trainer.Step();
        trainer.Step();
        Assert.Equal(worldBefore, Toy.Weights(world));
        Assert.NotEqual(actorBefore, Toy.Weights(trainer.Actor));
        Assert.NotEqual(criticBefore, Toy.Weights(trainer.Critic));
        Assert.All(world.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.False(world.SawTrainableParameters, "the dynamics were run with weight gradients switched on");
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        BehaviourOptions options = Toy.Options with { DisagreementWeight = 0.1, EntropyScale = 1e-3, SlowCriticInterval = 2 };
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), options);
        using DisposeScope around = NewDisposeScope();
        for (int step = 0; step < 5; step++)
        {
            trainer.Step();
            Assert.Equal(0, around.DisposablesCount);
        }
    }

    [Fact]
    public void Disagreement_lowers_the_return_by_its_weight()
    {
        using BehaviourTrainer bold = Toy.Trainer(new LinearWorld());
        using BehaviourTrainer careful = Toy.Trainer(new LinearWorld(), Toy.Options with { DisagreementWeight = 2 });
        BehaviourMetrics boldStep = bold.Step();
        BehaviourMetrics carefulStep = careful.Step();
        Assert.Equal(boldStep.MeanReward, carefulStep.MeanReward);
        Assert.True(carefulStep.Disagreement > 0);
        Assert.True(carefulStep.Return < boldStep.Return - carefulStep.Disagreement);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_dynamics_receive_clipped_actions_only_when_asked_for(bool clip)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld());
        LatentState start = new Toy.RandomStarts().Next(64, trainer.Actor);
        ImaginedTrajectory trajectory = new Imagination(new LinearWorld(), 5, clip).Run(start, trainer.Actor.Distribution, withEntropy: true);
        Assert.Equal(!clip, trajectory.Action.abs().max().item<float>() > 1.0001);
        Assert.Equal([5, 64, LinearWorld.Actions], trajectory.Action.shape);
        Assert.Equal([6, 64, trainer.Actor.FeatureSize], trajectory.Feature.shape);
        Assert.Equal([5, 64], trajectory.Entropy!.shape);
        Assert.Equal(Toy.Floats(start.Deter), Toy.Floats(trajectory.Deter.select(0, 0)));
    }

    [Fact]
    public void A_refreshed_world_is_continued_with_what_was_learned()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld());
        trainer.Step();
        float[] learned = Toy.Weights(trainer.Actor);
        var refreshed = new LinearWorld();
        trainer.ContinueWith(refreshed, new Toy.FirstNumberReward(), new Toy.RandomStarts());
        Assert.Equal(learned, Toy.Weights(trainer.Actor));
        trainer.Step();
        Assert.Equal(Toy.Options.Horizon, refreshed.Steps);
        Assert.Equal(2, trainer.Steps);
    }

    [Fact]
    public void The_task_reward_reads_one_task_of_the_diagnostic_head()
    {
        using var scope = NewDisposeScope();
        Tensor feature = randn(4, 3, 5);
        var trajectory = new ImaginedTrajectory(feature, feature, feature, feature, null);
        AlignedReward reward = new TaskReward(f => f * 2, task: 3).Of(trajectory);
        Assert.Equal(Toy.Floats(feature.select(-1, 3) * 2), Toy.Floats(reward.Reward));
        Assert.Null(reward.Offsets);
    }

    [Theory]
    [InlineData("paper", 1024, 3e-5, false)]
    [InlineData("tiny", 96, 5e-4, true)]
    [InlineData("debug", 16, 5e-4, true)]
    public void Presets_are_found_by_name_and_are_valid(string name, int starts, double rate, bool clip)
    {
        BehaviourOptions options = BehaviourOptions.Preset(name).Validated();
        Assert.Equal((starts, rate, clip), (options.Starts, options.LearningRate, options.ClipActions));
        Assert.Throws<ArgumentException>(() => BehaviourOptions.Preset("huge"));
    }

    [Fact]
    public void The_paper_preset_has_the_values_of_the_specification()
    {
        BehaviourOptions paper = BehaviourOptions.Paper;
        Assert.Equal((1024, 16, 4, 1024, 50_000L), (paper.Starts, paper.Horizon, paper.Layers, paper.Units, paper.Steps));
        Assert.Equal((3e-5, 1e-5, 100.0, 1e-6), (paper.LearningRate, paper.AdamEpsilon, paper.GradientClip, paper.WeightDecay));
        Assert.Equal((0.99, 0.95, 0.0, 100), (paper.Discount, paper.Lambda, paper.EntropyScale, paper.SlowCriticInterval));
        Assert.Equal((false, 0.0, false, 8), (paper.ClipActions, paper.DisagreementWeight, paper.DeterministicTarget, paper.AlignmentWindow));
        Assert.Equal((Similarity.MaxCosine, AlignmentMode.Window, AlignmentRange.Released), (paper.Similarity, paper.Alignment, paper.AlignmentRange));
        var dataFree = new DataFreeOptions();
        Assert.Equal(
            (0.5, 5, WarmUpActions.Half, 16, false),
            (dataFree.UniformShare, dataFree.WarmUpSteps, dataFree.WarmUpActions, dataFree.SequenceLength, dataFree.ConstantNoise));
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        BehaviourOptions[] wrong =
        [
            Toy.Options with { Starts = 3 }, Toy.Options with { Horizon = 2 }, Toy.Options with { Discount = 1.5 },
            Toy.Options with { LearningRate = 0 }, Toy.Options with { Lambda = -0.1 },
            Toy.Options with { DataFree = new DataFreeOptions { UniformShare = 2 } },
        ];
        string[] names = ["Starts", "Horizon", "Discount", "LearningRate", "Lambda", "UniformShare"];
        foreach ((BehaviourOptions options, string name) in wrong.Zip(names))
        {
            Assert.Contains(name, Assert.Throws<ArgumentException>(options.Validated).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Keeps the rewards it gives and a critic's values of the same states, [H+1, N] each.</summary>
    private sealed class RecordingReward : IImaginedReward
    {
        private float[] rewards = [];
        private float[] values = [];
        private int rows;

        public Critic? Critic { get; set; }

        public double Reward(int time, int row) => rewards[time * rows + row];

        public double Value(int time, int row) => values[time * rows + row];

        public AlignedReward Of(ImaginedTrajectory trajectory)
        {
            AlignedReward given = new Toy.FirstNumberReward().Of(trajectory);
            (rewards, values, rows) = (Toy.Floats(given.Reward), Toy.Floats(Critic!.Value(trajectory.Feature)), (int)given.Reward.shape[1]);
            return given;
        }
    }

    /// <summary>The linear world behind a trainable map, as real world models have.</summary>
    private sealed class ModuleWorld : nn.Module, IImaginedWorld
    {
        private readonly LinearWorld inner = new();
        private readonly Linear map = nn.Linear(LinearWorld.Actions, LinearWorld.Actions);

        public ModuleWorld()
            : base(nameof(ModuleWorld)) => RegisterComponents();

        public bool SawTrainableParameters { get; private set; }

        public LatentState Initial(long batch) => inner.Initial(batch);

        public LatentState Imagine(LatentState previous, Tensor action)
        {
            SawTrainableParameters |= map.weight!.requires_grad;
            return inner.Imagine(previous, map.forward(action));
        }

        public Tensor Feature(LatentState state) => inner.Feature(state);

        public Tensor RewardFeature(Tensor stoch) => inner.RewardFeature(stoch);

        public Tensor PriorDisagreement(Tensor deter) => inner.PriorDisagreement(deter);
    }
}
