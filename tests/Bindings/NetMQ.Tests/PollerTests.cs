using NetMQ.Sockets;

namespace NetMQ.Tests;

/// <summary>Sockets and timers watched by a poller.</summary>
[Collection("library")]
public class PollerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_running_poller_serves_requests_until_it_is_stopped()
    {
        using ResponseSocket server = new("@inproc://poller-echo");
        server.ReceiveReady += (_, ready) => ready.Socket.SendFrame(ready.Socket.ReceiveFrameString() + "!");
        using NetMQPoller poller = new() { server };
        poller.RunAsync();
        Assert.True(poller.IsRunning);
        using RequestSocket client = new(">inproc://poller-echo");
        foreach (string text in new[] { "a", "b" })
        {
            client.SendFrame(text);
            Assert.True(client.TryReceiveFrameString(Patience, out string? reply));
            Assert.Equal(text + "!", reply);
        }

        poller.Stop();
        Assert.False(poller.IsRunning);
        client.SendFrame("c");
        Assert.False(client.TryReceiveFrameString(TimeSpan.FromMilliseconds(20), out _));
    }

    [Fact]
    public void Sockets_can_come_and_go_while_the_poller_runs()
    {
        using NetMQPoller poller = new();
        poller.RunAsync();
        using CountdownEvent received = new(1);
        PairSocket left = new("@inproc://poller-late");
        left.ReceiveReady += (_, _) =>
        {
            left.ReceiveFrameString();
            received.Signal();
        };
        using PairSocket right = new(">inproc://poller-late");
        right.SendFrame("early");
        poller.Add(left);
        Assert.True(received.Wait(Patience));

        using ManualResetEventSlim removed = new();
        NetMQTimer timer = new(1);
        timer.Elapsed += (_, _) =>
        {
            if (left.IsDisposed)
            {
                removed.Set();
            }
        };
        poller.Add(timer);
        poller.RemoveAndDispose(left);
        Assert.True(removed.Wait(Patience));
    }

    [Fact]
    public void A_timer_fires_until_it_is_disabled_and_can_stop_the_poller_itself()
    {
        using NetMQPoller poller = new();
        int calls = 0;
        NetMQTimer timer = new(TimeSpan.FromMilliseconds(1));
        timer.Elapsed += (_, elapsed) =>
        {
            if (++calls == 3)
            {
                elapsed.Timer.Enable = false;
                poller.Stop();
            }
        };
        poller.Add(timer);
        poller.Run();
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_handler_s_exception_ends_the_run_and_reaches_its_caller()
    {
        using NetMQPoller poller = new();
        NetMQTimer timer = new(1);
        timer.Elapsed += (_, _) => throw new InvalidOperationException("user code");
        poller.Add(timer);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(poller.Run);
        Assert.Equal("user code", error.Message);
        Assert.False(poller.IsRunning);
    }

    [Fact]
    public void A_socket_disposed_without_being_removed_does_not_disturb_the_others()
    {
        using NetMQPoller poller = new();
        PairSocket gone = new("@inproc://poller-gone");
        gone.ReceiveReady += (_, _) => gone.Dispose();
        using PairSocket goneSender = new(">inproc://poller-gone");
        using PairSocket left = new("@inproc://poller-stays");
        left.ReceiveReady += (_, _) => left.SendFrame(left.ReceiveFrameString());
        using PairSocket right = new(">inproc://poller-stays");
        poller.Add(gone);
        poller.Add(left);
        poller.RunAsync();
        goneSender.SendFrame("bye");
        right.SendFrame("still there?");
        Assert.True(right.TryReceiveFrameString(Patience, out string? answer));
        Assert.Equal("still there?", answer);
    }

    [Fact]
    public void Running_twice_at_a_time_is_refused()
    {
        using NetMQPoller poller = new();
        poller.RunAsync();
        Assert.Throws<InvalidOperationException>(poller.Run);
        Assert.Throws<InvalidOperationException>(() => poller.RunAsync());
    }
}
