using GenRL.Simulation.Stickman;

namespace GenRL.Simulation.Tests;

/// <summary>
/// The beginning of one episode of the published stickman dataset (task walk): its actions, given to our stickman, earn its rewards.
/// The dataset holds no poses; the start was fitted to the first frames and rewards and lies in the reset's range (rootz = rootx = 0).
/// </summary>
public class PublishedEpisodeTests
{
    private static readonly double[] Start =
    [
        0, 0, 1.34969, 1.24556, -0.63007, -0.55825, 1.09426, -1.05634, 0.16813, 1.74330, 1.77786, 1.25234, 0.52420,
    ];

    // reward of an agent step (two control steps) and the action before it
    private static readonly (float Reward, float[] Action)[] Steps =
    [
        (0.3470f, [-0.4081f, -0.6064f, -1.0000f, -0.1905f, 1.0000f, 0.5740f, -0.3661f, -0.0826f, -0.7648f, 1.0000f]),
        (0.3167f, [0.9267f, -0.9119f, -0.8427f, -0.7677f, -0.0176f, -0.7548f, -0.3670f, -1.0000f, -0.9240f, 0.9440f]),
        (0.3111f, [0.8407f, -0.0642f, 0.9981f, -0.9919f, 0.3457f, -1.0000f, -1.0000f, -0.2017f, -0.6736f, -1.0000f]),
        (0.2816f, [1.0000f, 1.0000f, 0.9471f, -1.0000f, -1.0000f, -1.0000f, -0.9538f, -1.0000f, -0.8514f, -0.8703f]),
        (0.2033f, [1.0000f, 1.0000f, 1.0000f, -0.4965f, 0.9177f, 0.9903f, 0.9143f, -0.7047f, 0.6662f, 0.8010f]),
        (0.6048f, [1.0000f, 0.9280f, 0.7982f, 1.0000f, 0.9766f, 0.9441f, 1.0000f, 0.4561f, 1.0000f, 1.0000f]),
        (0.9518f, [1.0000f, 0.9213f, 0.7816f, 0.8152f, 1.0000f, 1.0000f, 1.0000f, 0.8079f, 1.0000f, 0.8481f]),
        (0.8598f, [-0.9882f, 0.9773f, -0.8344f, -0.0176f, 0.9755f, 1.0000f, 1.0000f, -1.0000f, 0.7078f, -0.4777f]),
        (0.9893f, [-0.9566f, 1.0000f, 1.0000f, -1.0000f, 1.0000f, -0.6196f, -0.8284f, -0.4050f, -0.9477f, 0.5394f]),
        (1.2694f, [-0.8714f, 0.8403f, 0.1145f, -1.0000f, 0.9446f, -0.8221f, -0.6979f, 0.9927f, -1.0000f, 1.0000f]),
        (1.5026f, [-0.7498f, 0.9142f, 1.0000f, 0.7637f, 0.8609f, 0.3575f, -0.8744f, 0.8860f, -0.9406f, 0.2977f]),
        (1.6156f, [0.0683f, 0.9273f, -0.4094f, -1.0000f, 1.0000f, 0.8741f, -0.8711f, -0.3787f, 0.5550f, 0.8716f]),
        (1.6387f, [-0.5189f, 0.9211f, 1.0000f, -0.9691f, 1.0000f, 1.0000f, 1.0000f, 0.8400f, 0.9011f, 0.6355f]),
        (1.6172f, [-0.9444f, 0.9619f, 0.4619f, 0.7424f, 1.0000f, 1.0000f, 0.1310f, 0.8381f, 0.1695f, 1.0000f]),
    ];

    [Fact]
    public void The_published_actions_earn_the_published_rewards()
    {
        using var stickman = new StickmanEnvironment(RenderPreset.Plain);
        int walk = stickman.Tasks.ToList().IndexOf("walk");
        var rewards = new double[stickman.Tasks.Count];
        stickman.ResetTo(Start);
        foreach ((float reward, float[] action) in Steps)
        {
            stickman.Step(action, rewards);
            Assert.InRange(rewards[walk], reward - 0.02, reward + 0.02);
        }
    }

    [Theory]
    [InlineData(0, 3, 3)]
    [InlineData(6, 8, 2)]
    public void With_the_legs_or_the_arms_exchanged_they_do_not(int first, int second, int joints)
    {
        using var stickman = new StickmanEnvironment(RenderPreset.Plain);
        int walk = stickman.Tasks.ToList().IndexOf("walk");
        var rewards = new double[stickman.Tasks.Count];
        stickman.ResetTo(Start);
        double worst = 0;
        foreach ((float reward, float[] action) in Steps)
        {
            float[] exchanged = [.. action];
            Array.Copy(action, first, exchanged, second, joints);
            Array.Copy(action, second, exchanged, first, joints);
            stickman.Step(exchanged, rewards);
            worst = Math.Max(worst, Math.Abs(rewards[walk] - reward));
        }

        Assert.True(worst > 0.1, $"the largest difference is only {worst}");
    }
}
