using GenRL.Learning.Behaviours;
using GenRL.Learning.Benchmarks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Benchmarks;

public sealed class RewriteTests
{
    private static readonly WorldModelTrainingOptions Options = new()
    {
        Sizes = WorldModelOptions.Micro with { Variables = 6 },
        Joint = new PhaseOptions { Batch = 3, Length = 4 },
        Cached = new PhaseOptions { Steps = 1, Batch = 3, Length = 8 },
    };

    [Fact]
    public void Every_rewrite_gives_the_results_and_gradients_of_the_obvious_way()
    {
        manual_seed(3);
        var names = new List<string>();
        foreach (var rewrite in Rewrites.For(Options, BehaviourOptions.Debug with { Starts = 6 }))
        {
            using (rewrite)
            {
                names.Add(rewrite.Name);
                // an optimiser's second step depends on the moments of its first
                for (var time = 0; time < 2; time++)
                {
                    var difference = rewrite.LargestDifference();
                    Assert.True(difference < 2e-5, $"{rewrite.Name}: results differ by {difference}");
                }
            }
        }

        Assert.Equal(16, names.Distinct().Count());
    }

    [Fact]
    public void A_rewrite_that_is_wrong_is_noticed()
    {
        var input = Rewrite.Leaf(3);
        using var wrong = new Rewrite("wrong", () => Rewrite.WithGradients(input.square(), input), () => Rewrite.WithGradients(input * input.detach(), input), input);
        Assert.True(wrong.LargestDifference() > 0.1);
    }

    [Fact]
    public void Rewrites_leave_no_tensor_behind()
    {
        var before = TorchSharp.Native.LiveTensors;
        foreach (var rewrite in Rewrites.For(Options, BehaviourOptions.Debug with { Starts = 6 }))
        {
            using (rewrite)
            {
                rewrite.RunBefore();
                rewrite.RunAfter();
                var held = TorchSharp.Native.LiveTensors;
                rewrite.RunBefore();
                rewrite.RunAfter();
                Assert.Equal(held, TorchSharp.Native.LiveTensors);
            }
        }

        Assert.Equal(before, TorchSharp.Native.LiveTensors);
    }
}
