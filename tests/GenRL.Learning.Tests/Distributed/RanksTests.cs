using GenRL.Learning.Behaviours;
using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Distributed;

public sealed class RanksTests
{
    [Fact]
    public void A_process_alone_keeps_its_own_values()
    {
        Assert.Equal([1.0, 2.0], Ranks.Alone.Mean([1, 2]));
        Assert.True(Ranks.Alone.Any(true));
        Assert.Equal("mine", Ranks.Alone.Broadcast("mine"));
        Assert.Equal(["mine"], Ranks.Alone.Gather("mine"));
        using var count = Ranks.Alone.MeanCount(zeros(3));
        Assert.Equal(1, count.item<float>());
    }

    [Fact]
    public void Means_gathers_and_broadcasts_are_the_same_in_all_processes()
    {
        var said = TwoRanks.InThreads(ranks =>
        {
            using var scope = NewDisposeScope();
            var rows = Toy.Floats(ranks.GatherRows(full(2L, 1L, 10f * ranks.Rank)));
            var count = ranks.MeanCount(full(4L, (float)ranks.Rank)).item<float>();
            return string.Join(" ", [
                $"{ranks.Mean([ranks.Rank, 4.0])[0]}", $"{ranks.Any(ranks.Rank == 1)}", $"{ranks.Any(false)}",
                ranks.Broadcast($"text of {ranks.Rank}"), string.Join(",", ranks.Gather(new string('x', 1 + (3 * ranks.Rank)))), string.Join(",", rows), $"{count}"]);
        });
        Assert.All(said, text => Assert.Equal("0.5 True False text of 0 x,xxxx 0,0,10,10 2", text));
    }

    [Fact]
    public void Processes_with_different_options_are_refused_and_the_difference_is_named()
    {
        var messages = TwoRanks.InThreads(ranks =>
        {
            ranks.RequireAgreement("the options", """{"joint":{"batch":4},"seed":1}""");
            return Assert.Throws<DistributedException>(
                () => ranks.RequireAgreement("the options", $$"""{"joint":{"batch":{{4 + ranks.Rank}}},"seed":1}""")).Message;
        });
        Assert.All(messages, message => Assert.Contains("disagree on the options: joint.batch is 4 in process 0 and 5 in process 1", message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_is_gone_is_an_error_that_says_what_to_do()
    {
        var messages = TwoRanks.InThreads(ranks => ranks.IsFirst ? Assert.Throws<DistributedException>(() => ranks.Any(false)).Message : "");
        Assert.Contains("lost the others", messages[0], StringComparison.Ordinal);
        Assert.Contains("start all 2 again", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void When_one_process_is_interrupted_all_end_at_the_same_step()
    {
        var ended = TwoRanks.InThreads(ranks =>
        {
            using var interrupted = new CancellationTokenSource();
            ranks.ThrowIfAnyCancelled(interrupted.Token);
            if (!ranks.IsFirst)
            {
                interrupted.Cancel();
            }

            return Record.Exception(() => ranks.ThrowIfAnyCancelled(interrupted.Token))!.GetType();
        });
        Assert.Equal([typeof(DistributedException), typeof(OperationCanceledException)], ended);
    }

    [Fact]
    public void All_processes_know_that_a_behaviour_goes_on_and_take_over_what_the_first_one_found()
    {
        var folder = Directory.CreateTempSubdirectory("genrl-ranks-").FullName;
        try
        {
            using (var earlier = Toy.Trainer(new LinearWorld()))
            {
                new BehaviourRun(earlier, folder).Train(3);
            }

            var found = TwoRanks.InThreads(ranks =>
            {
                using var trainer = new BehaviourTrainer(Toy.Options, new LinearWorld(), LinearWorld.Actions, new Toy.FirstNumberReward(), new Toy.RandomStarts(), ranks);
                // only the first process has the folder
                var run = new BehaviourRun(trainer, ranks.IsFirst ? folder : Path.Combine(folder, "nowhere"), ranks: ranks);
                return (run.Resumed, trainer.Steps, string.Join(" ", Toy.Weights(trainer.Actor)));
            });
            Assert.Equal((true, 3L), (found[0].Resumed, found[0].Steps));
            Assert.Equal(found[0], found[1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_shares_of_split_noise_make_up_the_noise_of_one_process()
    {
        float[] Draw(int rank, int size)
        {
            using var scope = NewDisposeScope();
            using var stream = RandomStream.Use(new Generator(5));
            using var split = RandomStream.Split(rank, size);
            var rows = 6 / size;
            return [.. Toy.Floats(RandomStream.Uniform([rows, 3])), .. Toy.Floats(RandomStream.Normal([rows, 2]))];
        }

        var (one, first, second) = (Draw(0, 1), Draw(0, 2), Draw(1, 2));
        Assert.Equal(one[..18], first[..9].Concat(second[..9]));
        Assert.Equal(one[18..], first[9..].Concat(second[9..]));
    }

    [Fact]
    public void The_shares_of_the_processes_make_up_the_batch_of_one()
    {
        using var data = new MovingSquareStore(episodes: 3, withWindows: false);
        var sizes = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 };
        float[] Actions(int batch, Ranks? ranks)
        {
            using var scope = NewDisposeScope();
            var reader = new SequenceReader(data.Store, sizes, data.Store.Episodes, batch, length: 8, seed: 4, ranks: ranks);
            _ = reader.Next();
            return Toy.Floats(reader.Next().Actions);
        }

        Assert.Equal(Actions(6, null), Actions(3, new Ranks(0, 2, null)).Concat(Actions(3, new Ranks(1, 2, null))));
    }
}
