using System.Diagnostics;
using System.Globalization;
using GenRL.Learning.Distributed;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.Distributed;

/// <summary>Data-parallel training with real processes.</summary>
[Trait("speed", "slow")]
public sealed class TwoProcessTests : IDisposable
{
    private const int Steps = 24;
    private const double Tolerance = 1e-3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly MovingSquareStore data = new(episodes: 6, withWindows: true);

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("joint")]
    [InlineData("cached")]
    [InlineData("behaviour")]
    public void Two_processes_have_the_losses_of_one_with_the_doubled_batch(string phase)
    {
        using (var model = new WorldModel(RankProcess.Sizes))
        {
            PosteriorCache.Build(model, data.Store).Dispose();
        }

        // four sequences, or six start states, in each of the two
        var share = phase == "behaviour" ? 6 : 4;
        var one = RankProcess.Losses(phase, data.Folder, Steps, 2 * share, Ranks.Alone);
        var port = TwoRanks.FreePort();
        using var second = Start(1, port, "losses", phase, data.Folder, $"{Steps}", $"{share}");
        using var first = Start(0, port, "losses", phase, data.Folder, $"{Steps}", $"{share}");
        var (output, errors) = End(first, expectedCode: 0);
        End(second, expectedCode: 0);

        var two = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.True(two.Length == Steps, errors);
        for (var step = 0; step < Steps; step++)
        {
            foreach (var (expected, actual) in one[step].Zip(two[step]))
            {
                Assert.True(
                    Math.Abs(expected - actual) <= Tolerance * Math.Max(0.01, Math.Abs(expected)),
                    $"step {step}: one process has {string.Join(' ', one[step])}, two have {string.Join(' ', two[step])}");
            }
        }

        Assert.NotEqual(one[0], one[^1]);
    }

    [Fact]
    public void When_a_process_dies_the_other_ends_with_an_error_and_both_go_on_from_the_checkpoint()
    {
        var run = Path.Combine(data.Folder, "run");
        var port = TwoRanks.FreePort();
        using (var second = Start(1, port, "train", data.Folder, run, "100000", "2", "2"))
        using (var first = Start(0, port, "train", data.Folder, run, "100000", "2", "2"))
        {
            var (_, errors) = End(first, expectedCode: 1);
            Assert.Contains("DistributedException: Process 0 of 2 lost the others", errors, StringComparison.Ordinal);
            End(second, expectedCode: 137);
        }

        var position = File.ReadAllText(Path.Combine(run, "position.json"));
        port = TwoRanks.FreePort();
        using var secondAgain = Start(1, port, "train", data.Folder, run, "100000", "2", "0");
        using var firstAgain = Start(0, port, "train", data.Folder, run, "100000", "2", "0");
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(Path.Combine(run, "position.json")) != position || firstAgain.HasExited, Patience));
        Assert.False(firstAgain.HasExited, "the resumed processes ended");
        firstAgain.Kill();
        var (_, lost) = End(secondAgain, expectedCode: 1);
        Assert.Contains("DistributedException: Process 1 of 2 lost the others", lost, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_were_started_with_different_batches_are_refused()
    {
        var run = Path.Combine(data.Folder, "run");
        var port = TwoRanks.FreePort();
        using var second = Start(1, port, "train", data.Folder, run, "2", "3", "0");
        using var first = Start(0, port, "train", data.Folder, run, "2", "2", "0");
        foreach (var process in new[] { first, second })
        {
            var (_, errors) = End(process, expectedCode: 1);
            Assert.Contains("joint.batch is 2 in process 0 and 3 in process 1", errors, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(run));
    }

    private static Process Start(int rank, int port, params string[] arguments) => RankProcess.Start(TwoRanks.Environment(rank, port), arguments);

    private static (string Output, string Errors) End(Process process, int expectedCode)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail("a process did not end");
        }

        Assert.True(process.ExitCode == expectedCode, $"ended with {process.ExitCode} instead of {expectedCode}: {errors.Result}");
        return (output.Result, errors.Result);
    }
}
