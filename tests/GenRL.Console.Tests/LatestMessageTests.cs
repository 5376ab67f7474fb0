using GenRL.OperatorConsole.Serving;

namespace GenRL.OperatorConsole.Tests;

public sealed class LatestMessageTests
{
    [Fact]
    public async Task Who_was_busy_gets_the_newest_message_and_nothing_in_between()
    {
        LatestMessage latest = new();
        Task<(ReadOnlyMemory<byte> Message, long Version)> first = latest.NewerThanAsync(0, CancellationToken.None);
        Assert.False(first.IsCompleted);
        latest.Publish(new byte[] { 1 });
        (ReadOnlyMemory<byte> message, long seen) = await first;
        Assert.Equal(1, message.Span[0]);

        for (byte i = 2; i <= 100; i++)
        {
            latest.Publish(new[] { i });
        }

        (message, seen) = await latest.NewerThanAsync(seen, CancellationToken.None);
        Assert.Equal(100, message.Span[0]);
        using CancellationTokenSource end = new();
        Task waiting = latest.NewerThanAsync(seen, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
