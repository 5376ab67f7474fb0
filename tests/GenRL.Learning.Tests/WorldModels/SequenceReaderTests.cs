using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class SequenceReaderTests : IDisposable
{
    private readonly MovingSquareStore data = new(episodes: 4, withWindows: true);

    public void Dispose() => data.Dispose();

    [Fact]
    public void Each_eight_steps_bring_the_embedding_of_their_own_last_row()
    {
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray)!;

        using var read = Reader(windows).Read([48, 0], withFrames: false).Windows!;

        Assert.Equal([2, 2, 4], read.shape);
        long[] rows = [48 + 7, 48 + 15, 7, 15];
        Assert.Equal(rows.SelectMany(row => windows[row].ToArray()).Select(value => (float)value), read.data<float>().ToArray());
    }

    [Fact]
    public void A_row_brings_the_action_that_led_to_it_and_a_reset_is_marked()
    {
        var batch = Reader(null).Read([48, 0], withFrames: false);

        Assert.Equal(data.Store.Actions.Read(48, 16).ToArray(), batch.Actions[0].contiguous().data<float>().ToArray());
        Assert.Equal(0, batch.Actions[1, 0].abs().sum().item<float>());
        Assert.Equal([1f, .. new float[15]], batch.IsFirst[1].contiguous().data<float>().ToArray());
        Assert.Equal(0, batch.IsFirst[0].sum().item<float>());
    }

    private SequenceReader Reader(Data.StepArray<Half>? windows)
        => new(data.Store, WorldModelOptions.Micro with { ActionSize = 2 }, data.Store.Episodes, 2, 16, 1, null, windows);
}
