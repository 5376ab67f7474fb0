using GenRL.Learning.Baselines;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Baselines;

public class PixelAgentTests
{
    [Fact]
    public void The_expectile_loss_weighs_shortfalls_less_than_excess()
    {
        using var scope = NewDisposeScope();
        var difference = tensor(new[] { 1f, -2f }).requires_grad_();
        var loss = IqlAgent.ExpectileLoss(difference, 0.7);
        // (0.7 * 1 + 0.3 * 4) / 2
        Assert.Equal(0.95, loss.item<float>(), 1e-6);
        loss.backward();
        Toy.Near([0.7, -0.6], difference.grad()!, 1e-6);
        Assert.Equal(2.5 / 2, IqlAgent.ExpectileLoss(difference.detach(), 0.5).item<float>(), 1e-6);
    }

    [Fact]
    public void Advantage_weights_are_exponentials_up_to_a_largest()
    {
        using var scope = NewDisposeScope();
        Toy.Near([1, Math.Exp(-3), Math.Exp(1.5), 100], IqlAgent.AdvantageWeights(tensor(new[] { 0f, -1f, 0.5f, 2f }), 3, 100), 1e-4);
    }

    [Fact]
    public void Target_actions_get_clipped_noise_and_stay_executable()
    {
        using var scope = NewDisposeScope();
        var smoothed = Td3Agent.Smoothed(tensor(new[] { 0.9f, -0.2f, 0f }), tensor(new[] { 0.3f, -0.9f, 0.1f }), 0.5);
        Toy.Near([1, -0.7, 0.1], smoothed, 1e-6);
    }

    [Fact]
    public void The_cloning_loss_divides_values_by_their_mean_size_as_a_constant()
    {
        using var scope = NewDisposeScope();
        var value = tensor(new[] { 2f, -4f }).requires_grad_();
        var action = tensor(new[] { 0.5f, 0f }).reshape(2, 1).requires_grad_();
        var loss = Td3Agent.CloningLoss(value, action, tensor(new[] { 0f, 1f }).reshape(2, 1), 2.5);
        // lambda = 2.5 / 3; - lambda * mean(2, -4) + mean(0.25, 1)
        Assert.Equal((2.5 / 3) + 0.625, loss.item<float>(), 1e-5);
        loss.backward();
        Toy.Near([-2.5 / 6, -2.5 / 6], value.grad()!, 1e-5);
        Toy.Near([0.5, -1], action.grad()!, 1e-5);
    }

    [Fact]
    public void Critics_learn_reward_plus_the_discounted_smaller_value_of_what_the_target_policy_does()
    {
        using var scope = NewDisposeScope();
        using var data = new LineStore(3);
        var options = SmallAgents.Options with { TargetNoise = 0 };
        using var agent = new Td3Agent(options, SmallAgents.Transitions(data, options), 1, 1, cloning: false);
        var batch = Batch(agent, data, options);

        // before the first update the target policy is the policy, and the target critics are the critics
        var (first, second) = agent.TargetCritic.Values(batch.NextFeatures, agent.Actor.Mean(batch.NextFeatures));
        var smaller = Toy.Floats(first).Zip(Toy.Floats(second), Math.Min);
        var target = Toy.Floats(batch.Reward).Zip(smaller, (reward, value) => reward + (0.8 * value)).ToArray();
        var (one, other) = agent.Critic.Values(batch.Features, batch.Action);
        double Error(Tensor values) => Toy.Floats(values).Zip(target, (value, wanted) => Math.Pow(value - wanted, 2)).Average();
        var expected = Error(one) + Error(other);

        var figures = agent.Update(batch);
        Assert.Equal(expected, figures["critic_loss"], 1e-4);
        Assert.Equal(target.Average(), figures["value"], 1e-4);
    }

    [Fact]
    public void Actor_and_target_networks_move_in_every_second_update_only_and_targets_by_their_rate()
    {
        using var data = new LineStore(3);
        using var agent = SmallAgents.Create("td3", data);
        var (actor, target) = (Toy.Weights(agent.Actor), Toy.Weights(agent.TargetCritic));

        Assert.DoesNotContain("actor_loss", agent.Step().Keys);
        Assert.Equal(actor, Toy.Weights(agent.Actor));
        Assert.Equal(target, Toy.Weights(agent.TargetCritic));
        Assert.NotEqual(target, Toy.Weights(agent.Critic));

        Assert.Contains("actor_loss", agent.Step().Keys);
        Assert.NotEqual(actor, Toy.Weights(agent.Actor));
        var followed = target.Zip(Toy.Weights(agent.Critic), (slow, fast) => slow + (0.05f * (fast - slow)));
        Assert.All(followed.Zip(Toy.Weights(agent.TargetCritic)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [InlineData("td3")]
    [InlineData("td3-bc")]
    [InlineData("iql")]
    public void The_critics_loss_reaches_critics_and_encoder_only_and_the_actors_loss_the_actor_only(string method)
    {
        using var scope = NewDisposeScope();
        using var data = new LineStore(3);
        using var agent = SmallAgents.Create(method, data);
        var before = Weights(agent);
        agent.UpdateCritics(Batch(agent, data, SmallAgents.Options), zeros(SmallAgents.Options.Batch));
        Assert.Equal(["critic", "encoder"], Changed(agent, before));

        before = Weights(agent);
        var batch = Batch(agent, data, SmallAgents.Options);
        agent.UpdateActor(agent is IqlAgent iql ? iql.ActorLoss(batch) : ((Td3Agent)agent).ActorLoss(batch));
        Assert.Equal(["actor"], Changed(agent, before));
    }

    [Fact]
    public void The_state_values_loss_reaches_the_state_value_only()
    {
        using var scope = NewDisposeScope();
        using var data = new LineStore(3);
        using var agent = (IqlAgent)SmallAgents.Create("iql", data);
        var before = Weights(agent);
        agent.UpdateValue(Batch(agent, data, SmallAgents.Options));
        Assert.Equal(["value"], Changed(agent, before));
    }

    [Theory]
    [InlineData("td3")]
    [InlineData("td3-bc")]
    [InlineData("iql")]
    public void A_problem_in_pictures_is_solved_better_than_in_the_data(string method)
    {
        using var data = new LineStore(40);
        using var agent = SmallAgents.Create(method, data);
        for (var step = 0; step < 200; step++)
        {
            agent.Step();
        }

        var policy = new StackedFramePolicy(agent);
        double[] ends = [.. new[] { 0.0, 13, 26, 39 }.Select(start => RollOut(policy, start))];
        // random actions stay near the middle on average; 8 steps to the right reach the end from anywhere
        Assert.True(ends.Average() > 0.7 * LineStore.End, $"ended at {string.Join(", ", ends)}");
    }

    [Theory]
    [InlineData("td3-bc")]
    [InlineData("iql")]
    public void The_same_seed_gives_the_same_figures_and_another_seed_others(string method)
    {
        using var data = new LineStore(3);
        Assert.Equal(Figures(method, data, 1), Figures(method, data, 1));
        Assert.NotEqual(Figures(method, data, 1), Figures(method, data, 2));
    }

    [Fact]
    public void Acting_stacks_frames_as_learning_does()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var data = new LineStore(1);
        using var agent = SmallAgents.Create("td3", data);
        var policy = new StackedFramePolicy(agent);
        var action = new float[1];
        for (var step = 0; step < 5; step++)
        {
            policy.Act(data.Store.Frames[step], step == 0, action);
            int[] seen = [Math.Max(0, step - 2), Math.Max(0, step - 1), step];
            var stack = tensor(seen.SelectMany(row => data.Store.Frames[row].ToArray()).ToArray()).reshape(1, 9, FrameFormat.Size, FrameFormat.Size);
            Assert.Equal(Toy.Floats(agent.Actor.Mean(agent.Encoder.call(stack)))[0], action[0], 1e-6f);
        }

        // another episode begins: nothing of the last one is left
        policy.Act(data.Store.Frames[9], true, action);
        var first = tensor(Enumerable.Repeat(data.Store.Frames[9].ToArray(), 3).SelectMany(frame => frame).ToArray()).reshape(1, 9, FrameFormat.Size, FrameFormat.Size);
        Assert.Equal(Toy.Floats(agent.Actor.Mean(agent.Encoder.call(first)))[0], action[0], 1e-6f);
    }

    [Theory]
    [InlineData("td3-bc")]
    [InlineData("iql")]
    public void An_update_leaves_no_tensor_behind(string method)
    {
        using var data = new LineStore(3);
        using var agent = SmallAgents.Create(method, data);
        using var around = NewDisposeScope();
        for (var step = 0; step < 3; step++)
        {
            agent.Step();
            Assert.Equal(0, around.DisposablesCount);
        }
    }

    [Fact]
    public void Learning_that_diverges_is_stopped_with_a_remedy()
    {
        using var data = new LineStore(3);
        using var agent = SmallAgents.Create("td3", data, SmallAgents.Options with { LearningRate = 1e30 });
        var error = Assert.Throws<ArithmeticException>(() => Enumerable.Range(0, 20).Select(_ => agent.Step()).ToList());
        Assert.Contains("learning_rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        Refused("agent.expectile", new PixelAgentOptions { Expectile = 1 });
        Refused("agent.policy_delay", new PixelAgentOptions { PolicyDelay = 0 });
        Refused("agent.strides", new PixelAgentOptions { Strides = [] });
        Refused("agent.discount", new PixelAgentOptions { Discount = 1 });
        var strides = Assert.Throws<ArgumentException>(() => new PixelEncoder(new PixelAgentOptions { Strides = [8, 8, 2] }));
        Assert.Contains("no pixel", strides.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_the_specifications()
    {
        var options = new PixelAgentOptions();
        Assert.Equal((3, 32, 50, 256, 500_000), (options.FrameStack, options.Channels, options.TrunkSize, options.Batch, options.Steps));
        Assert.Equal((0.2, 0.5, 2, 2.5), (options.TargetNoise, options.TargetNoiseClip, options.PolicyDelay, options.ValueWeight));
        Assert.Equal((0.7, 3.0, 100.0, 0.99), (options.Expectile, options.Temperature, options.LargestWeight, options.Discount));
        using var encoder = new PixelEncoder(options);
        Assert.Equal(32 * 25 * 25, encoder.OutputSize);
    }

    private static void Refused(string name, PixelAgentOptions options)
        => Assert.Contains(name, Assert.Throws<ArgumentException>(() => new BaselineOptions { Agent = options }.Validated()).Message, StringComparison.Ordinal);

    private static double RollOut(StackedFramePolicy policy, double x)
    {
        var (frame, action) = (new byte[FrameFormat.Bytes], new float[1]);
        for (var step = 0; step < 8; step++)
        {
            LineStore.Draw(frame, x);
            policy.Act(frame, step == 0, action);
            x = LineStore.Move(x, action[0]);
        }

        return x;
    }

    private static double[] Figures(string method, LineStore data, long seed)
    {
        using var agent = SmallAgents.Create(method, data, seed: seed);
        return [.. Enumerable.Range(0, 4).SelectMany(_ => agent.Step().Values)];
    }

    private static EncodedBatch Batch(PixelAgent agent, LineStore data, PixelAgentOptions options)
    {
        var batch = SmallAgents.Transitions(data, options).Draw(0, options.Batch);
        return new EncodedBatch(agent.Encoder.call(batch.Frames), batch.Action, batch.Reward, agent.Encoder.call(batch.NextFrames).detach());
    }

    private static Dictionary<string, float[]> Weights(PixelAgent agent) => agent.Modules.ToDictionary(one => one.Name, one => Toy.Weights(one.Module));

    private static IEnumerable<string> Changed(PixelAgent agent, Dictionary<string, float[]> before)
        => agent.Modules.Where(one => !Toy.Weights(one.Module).SequenceEqual(before[one.Name])).Select(one => one.Name).Order(StringComparer.Ordinal);
}
