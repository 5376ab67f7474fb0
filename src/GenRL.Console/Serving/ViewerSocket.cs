using System.Net.WebSockets;

namespace GenRL.OperatorConsole.Serving;

/// <summary>One browser that watches: sends it the newest state until it goes. It has nothing to say; one that speaks is refused.</summary>
internal sealed class ViewerSocket(WebSocket socket, LatestMessage latest, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Serves it to its end. What the other side does wrong ends this socket only.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task sending = SendAsync(end.Token), listening = ListenAsync(end.Token);
        await Task.WhenAny(sending, listening).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(Ended(sending), Ended(listening)).ConfigureAwait(false);
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

    private async Task ListenAsync(CancellationToken cancellation)
    {
        var said = new byte[256];
        ValueWebSocketReceiveResult heard = await socket.ReceiveAsync(said.AsMemory(), cancellation).ConfigureAwait(false);
        (WebSocketCloseStatus status, string reason) = heard.MessageType == WebSocketMessageType.Close
            ? (WebSocketCloseStatus.NormalClosure, "")
            : (WebSocketCloseStatus.PolicyViolation, "the viewer takes no messages");
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await socket.CloseOutputAsync(status, reason, either.Token).ConfigureAwait(false);
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
