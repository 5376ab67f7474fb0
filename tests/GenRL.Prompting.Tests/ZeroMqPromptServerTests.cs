using System.Text;
using GenRL.Prompting.Serving;
using NetMQ;
using NetMQ.Sockets;

namespace GenRL.Prompting.Tests;

public sealed class ZeroMqPromptServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PromptFixture _fixture = new();
    private readonly CancellationTokenSource _stop = new();
    private string _address = "";
    private Task _serving = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _address = $"ipc://{Path.Combine(_fixture.Root, "prompt")}";
        TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _serving = Task.Factory.StartNew(
            () =>
            {
                using ZeroMqPromptServer server = new(_address, _fixture.Handler);
                listening.SetResult();
                server.Run(_stop.Token);
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAny(listening.Task, _serving);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _fixture.DisposeAsync();
    }

    [Fact]
    public void A_sentence_reaches_control()
    {
        PromptReply reply = ZeroMqPromptClient.Ask(_address, new PromptRequest { Op = "say", Prompt = PromptFixture.Walk }, Patience);
        Assert.True(reply.Ok, reply.Message);
        Assert.Equal("walk", reply.Task!.Behaviour);
        Assert.Single(_fixture.Control.Loaded);
    }

    [Fact]
    public void Garbage_and_several_frames_get_replies_and_the_next_request_works()
    {
        using RequestSocket socket = new();
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(_address);
        socket.SendFrame([0xFF, 0x00, 0xFE]);
        Assert.Contains("malformed_request", Reply(socket), StringComparison.Ordinal);
        socket.SendFrame("{\"op\":\"status\"}"u8.ToArray(), more: true);
        socket.SendFrame("and more"u8.ToArray());
        Assert.Contains("malformed_request", Reply(socket), StringComparison.Ordinal);
        socket.SendFrame(new byte[PromptRequestHandler.MaximumBytes * 2]);
        Assert.Contains("request_too_large", Reply(socket), StringComparison.Ordinal);
        socket.SendFrame("{\"op\":\"status\"}"u8.ToArray());
        Assert.Contains("\"ok\":true", Reply(socket), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_there_is_said_in_time()
    {
        TimeoutException failure = Assert.Throws<TimeoutException>(() => ZeroMqPromptClient.Ask(
            $"ipc://{Path.Combine(_fixture.Root, "nobody")}", new PromptRequest { Op = "status" }, TimeSpan.FromMilliseconds(100)));
        Assert.Contains("./genrl up", failure.Message, StringComparison.Ordinal);
    }

    private static string Reply(RequestSocket socket)
    {
        Assert.True(socket.TryReceiveFrameBytes(Patience, out byte[]? reply));
        return Encoding.UTF8.GetString(reply);
    }
}
