using NetMQ.Sockets;

namespace NetMQ.Tests;

/// <summary>The socket types over TCP on this machine.</summary>
[Collection("library")]
public class SocketTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_request_is_answered()
    {
        using ResponseSocket server = new();
        int port = server.BindRandomPort("tcp://127.0.0.1");
        using RequestSocket client = new($"tcp://localhost:{port}");
        client.SendFrame("Grüße");
        Assert.True(server.TryReceiveFrameString(Patience, out string? request));
        Assert.Equal("Grüße", request);
        server.SendFrame([1, 2, 3]);
        Assert.True(client.TryReceiveFrameBytes(Patience, out byte[]? reply));
        Assert.Equal([1, 2, 3], reply);
    }

    [Fact]
    public void Empty_and_large_frames_survive()
    {
        using PairSocket left = new();
        int port = left.BindRandomPort("tcp://127.0.0.1");
        using PairSocket right = new($">tcp://127.0.0.1:{port}");
        byte[] large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        right.SendMoreFrameEmpty().SendFrame(large);
        List<byte[]>? frames = null;
        Assert.True(left.TryReceiveMultipartBytes(Patience, ref frames));
        Assert.Equal(2, frames.Count);
        Assert.Empty(frames[0]);
        Assert.Equal(large, frames[1]);
    }

    [Fact]
    public void Subscribers_get_only_their_prefixes()
    {
        using PublisherSocket publisher = new();
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using SubscriberSocket subscriber = new($"tcp://127.0.0.1:{port}");
        subscriber.Subscribe("state");
        string? topic = null;
        long start = Environment.TickCount64;
        // a publisher drops what nobody has subscribed to yet
        while (topic is null && Environment.TickCount64 - start < Patience.TotalMilliseconds)
        {
            publisher.SendMoreFrame("other").SendFrame("no");
            publisher.SendMoreFrame("state/walker").SendFrame("yes");
            subscriber.TryReceiveFrameString(Short, out topic);
        }

        Assert.Equal("state/walker", topic);
        Assert.True(subscriber.Options.ReceiveMore);
        Assert.Equal("yes", subscriber.ReceiveFrameString(out bool more));
        Assert.False(more);
    }

    [Fact]
    public void A_router_answers_the_dealer_that_asked()
    {
        using RouterSocket router = new();
        int port = router.BindRandomPort("tcp://127.0.0.1");
        using DealerSocket first = Dealer("first");
        using DealerSocket second = Dealer("second");
        first.SendFrame("hello");
        second.SendFrame("hello");
        for (int count = 0; count < 2; count++)
        {
            NetMQMessage? message = null;
            Assert.True(router.TryReceiveMultipartMessage(Patience, ref message));
            Assert.Equal(2, message.FrameCount);
            message.Append($"you are {message.First.ConvertToString()}");
            router.SendMultipartMessage(message);
        }

        foreach ((DealerSocket dealer, string name) in new[] { (second, "second"), (first, "first") })
        {
            List<byte[]>? reply = null;
            Assert.True(dealer.TryReceiveMultipartBytes(Patience, ref reply));
            Assert.Equal(["hello"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes($"you are {name}")], reply);
        }

        DealerSocket Dealer(string identity)
        {
            DealerSocket dealer = new();
            dealer.Options.Identity = System.Text.Encoding.UTF8.GetBytes(identity);
            dealer.Connect($"tcp://127.0.0.1:{port}");
            return dealer;
        }
    }

    [Fact]
    public void Waiting_ends_with_the_timeout()
    {
        using ResponseSocket server = new("@inproc://nobody");
        Assert.False(server.TryReceiveFrameString(out _));
        long start = Environment.TickCount64;
        Assert.False(server.TryReceiveFrameString(Short, out string? text, out bool more));
        Assert.InRange(Environment.TickCount64 - start, Short.TotalMilliseconds - 5, Patience.TotalMilliseconds);
        Assert.Null(text);
        Assert.False(more);
        using DealerSocket alone = new();
        Assert.False(alone.TrySendFrame("nobody is connected"));
        Assert.False(alone.TrySendFrame(Short, "nobody is connected"));
    }

    [Fact]
    public void The_high_watermark_bounds_what_is_queued()
    {
        using DealerSocket dealer = new();
        dealer.Options.SendHighWatermark = 5;
        dealer.Connect("tcp://127.0.0.1:9");
        int sent = 0;
        while (sent < 100 && dealer.TrySendFrame("x"))
        {
            sent++;
        }

        Assert.Equal(5, sent);
    }

    [Fact]
    public void A_frame_beyond_the_limit_is_dropped_with_its_connection_and_others_go_on()
    {
        using RouterSocket router = new();
        router.Options.MaxMsgSize = 1000;
        int port = router.BindRandomPort("tcp://127.0.0.1");
        using DealerSocket attacker = new($"tcp://127.0.0.1:{port}");
        attacker.SendFrame(new byte[100_000]);
        using DealerSocket client = new($"tcp://127.0.0.1:{port}");
        client.SendFrame(new byte[1000]);
        NetMQMessage? message = null;
        Assert.True(router.TryReceiveMultipartMessage(Patience, ref message));
        Assert.Equal(1000, message.Last.MessageSize);
        Assert.False(router.TryReceiveMultipartMessage(Short, ref message));
    }

    [Fact]
    public void An_address_can_be_bound_once_until_it_is_released()
    {
        using ResponseSocket first = new();
        int port = first.BindRandomPort("tcp://127.0.0.1");
        using ResponseSocket second = new();
        AddressAlreadyInUseException error = Assert.Throws<AddressAlreadyInUseException>(() => second.Bind($"tcp://127.0.0.1:{port}"));
        Assert.Equal($"Binding to tcp://127.0.0.1:{port}: Address already in use", error.Message);
        Assert.Equal(ErrorCode.AddressAlreadyInUse, error.ErrorCode);
        Assert.Throws<AddressAlreadyInUseException>(() => new ResponseSocket($"@tcp://127.0.0.1:{port}"));
        first.Unbind($"tcp://127.0.0.1:{port}");
        Assert.Throws<EndpointNotFoundException>(() => first.Unbind($"tcp://127.0.0.1:{port}"));
    }

    [Theory]
    [InlineData("nonsense", typeof(InvalidException))]
    [InlineData("ftp://127.0.0.1:1", typeof(ProtocolNotSupportedException))]
    [InlineData("tcp://127.0.0.1", typeof(InvalidException))]
    public void Bad_addresses_are_refused_with_the_native_text(string address, Type exception)
    {
        using DealerSocket dealer = new();
        Exception error = Assert.Throws(exception, () => dealer.Connect(address));
        Assert.StartsWith($"Connecting to {address}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_and_replies_take_turns()
    {
        using RequestSocket client = new("@inproc://turns");
        using ResponseSocket server = new(">inproc://turns");
        Assert.Throws<FiniteStateMachineException>(() => client.TryReceiveFrameString(out _));
        Assert.Throws<FiniteStateMachineException>(() => server.SendFrame("reply to nothing"));
        client.SendFrame("one");
        Assert.Throws<FiniteStateMachineException>(() => client.SendFrame("two"));
    }

    [Fact]
    public void A_router_that_must_deliver_says_when_it_cannot()
    {
        using RouterSocket router = new("@inproc://strict");
        router.Options.RouterMandatory = true;
        Assert.Throws<HostUnreachableException>(() => router.SendMoreFrame("nobody").SendFrame("x"));
    }

    [Fact]
    public void A_disposed_socket_refuses_work()
    {
        DealerSocket dealer = new();
        dealer.Dispose();
        dealer.Dispose();
        Assert.True(dealer.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => dealer.Connect("tcp://127.0.0.1:9"));
        Assert.Throws<ObjectDisposedException>(() => dealer.TryReceiveFrameString(out _));
        Assert.Throws<ObjectDisposedException>(() => dealer.Options.Linger);
    }

    [Fact]
    public void Options_are_what_was_set()
    {
        using DealerSocket dealer = new();
        Assert.Equal(TimeSpan.Zero, dealer.Options.Linger);
        dealer.Options.Linger = TimeSpan.FromMilliseconds(250);
        dealer.Options.ReceiveHighWatermark = 7;
        dealer.Options.MaxMsgSize = 1L << 40;
        dealer.Options.Identity = [1, 2];
        Assert.Equal(TimeSpan.FromMilliseconds(250), dealer.Options.Linger);
        Assert.Equal(7, dealer.Options.ReceiveHighWatermark);
        Assert.Equal(1L << 40, dealer.Options.MaxMsgSize);
        Assert.Equal([1, 2], dealer.Options.Identity);
        dealer.Options.Linger = Timeout.InfiniteTimeSpan;
        Assert.Equal(Timeout.InfiniteTimeSpan, dealer.Options.Linger);
        dealer.Options.Linger = TimeSpan.Zero;
        Assert.Throws<InvalidException>(() => dealer.Options.SendHighWatermark = -1);
    }

    [Fact]
    public async Task Cleanup_ends_waits_in_other_threads_and_the_library_starts_again()
    {
        using ResponseSocket waiting = new("@inproc://cleanup");
        using ManualResetEventSlim started = new();
        Task<TerminatingException> wait = Task.Factory.StartNew(
            () =>
            {
                started.Set();
                return Assert.Throws<TerminatingException>(() => waiting.ReceiveFrameString());
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        started.Wait();
        NetMQConfig.Cleanup(block: false);
        TerminatingException error = await wait.WaitAsync(Patience);
        Assert.Equal(ErrorCode.ContextTerminated, error.ErrorCode);
        waiting.Dispose();
        NetMQConfig.Cleanup();
        A_request_is_answered();
    }
}
