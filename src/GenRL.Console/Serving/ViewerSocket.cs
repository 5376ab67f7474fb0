using System.Net.WebSockets;

namespace GenRL.OperatorConsole.Serving;

/// <summary>One browser that watches: sends it the newest state until it goes. It has nothing to say; one that speaks is refused.</summary>
internal sealed class ViewerSocket(WebSocket socket, LatestMessage latest, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _said = new byte[256];

    /// <summary>Serves it to its end. What the other side does wrong ends this socket only.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task sending = SendAsync(end.Token);
        Task<ValueWebSocketReceiveResult> hearing = socket.ReceiveAsync(_said.AsMemory(), end.Token).AsTask();
        await Task.WhenAny(sending, hearing).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Ended(sending).ConfigureAwait(false);
        await Ended(hearing).ConfigureAwait(false);
        if (hearing.IsCompletedSuccessfully)
        {
            await Ended(CloseAsync(hearing.Result.MessageType, cancellation)).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        long seen = 0;
        while (true)
        {
            (ReadOnlyMemory<byte> message, seen) = await latest.NewerThanAsync(seen, cancellation).ConfigureAwait(false);
            using CancellationTokenSource late = new(Patience, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            await socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, either.Token).ConfigureAwait(false);
        }
    }

    // Says why it closes, and gives the other side the time to hear it.
    private async Task CloseAsync(WebSocketMessageType heard, CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        if (heard == WebSocketMessageType.Close)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", either.Token).ConfigureAwait(false);
            return;
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "the viewer takes no messages", either.Token).ConfigureAwait(false);
        while (heard != WebSocketMessageType.Close)
        {
            heard = (await socket.ReceiveAsync(_said.AsMemory(), either.Token).ConfigureAwait(false)).MessageType;
        }
    }

    // A browser that vanished, broke the protocol or is too slow has only harmed itself.
    private static async Task Ended(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // nothing is left to tell it
        }
    }
}
