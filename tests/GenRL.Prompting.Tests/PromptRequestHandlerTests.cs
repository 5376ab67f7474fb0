using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GenRL.Data;
using GenRL.Prompting.Serving;

namespace GenRL.Prompting.Tests;

public sealed class PromptRequestHandlerTests : IAsyncLifetime
{
    private readonly PromptFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [InlineData("", "malformed_request")]
    [InlineData("null", "malformed_request")]
    [InlineData("[]", "malformed_request")]
    [InlineData("{", "malformed_request")]
    [InlineData("{\"op\":\"say\"", "malformed_request")]
    [InlineData("{\"prompt\":\"walk\"}", "malformed_request")]
    [InlineData("{\"op\":7}", "malformed_request")]
    [InlineData("{\"op\":\"say\",\"promt\":\"walk\"}", "malformed_request")]
    [InlineData("{\"op\":\"say\",\"prompt\":[\"walk\"]}", "malformed_request")]
    [InlineData("{\"op\":\"say\",\"prompt\":\"\\ud800\"}", "malformed_request")]
    [InlineData("{\"op\":\"dance\"}", "unknown_op")]
    [InlineData("{\"op\":\"say\"}", "empty_prompt")]
    [InlineData("{\"op\":\"say\",\"prompt\":\" \\t \"}", "empty_prompt")]
    [InlineData("{\"op\":\"say\",\"prompt\":\"?!...\"}", "prompt_not_text")]
    [InlineData("{\"op\":\"say\",\"prompt\":\"walk\\u0000fast\"}", "prompt_not_text")]
    [InlineData("{\"op\":\"say\",\"prompt\":\"walk \\ufffd\"}", "prompt_not_text")]
    [InlineData("{\"op\":\"say\",\"prompt\":\"walk\",\"timeout_s\":-1}", "bad_timeout")]
    [InlineData("{\"op\":\"revert\"}", "nothing_to_revert")]
    [InlineData("{\"op\":\"preview\",\"prompt\":\"walk\",\"output\":\"/tmp/x.exe\"}", "preview_format")]
    [InlineData("{\"op\":\"preview\",\"prompt\":\"walk\",\"output\":\"/proc/none/x.png\"}", "preview_not_written")]
    public async Task Bad_requests_get_a_reply_that_says_what_was_wrong(string request, string code)
    {
        PromptReply reply = await AskAsync(Encoding.UTF8.GetBytes(request));
        Assert.Equal((false, code), (reply.Ok, reply.Error));
        Assert.NotEmpty(reply.Message!);
        Assert.DoesNotContain("Parameter", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_get_a_reply()
    {
        byte[] request = [.. "{\"op\":\"say\",\"prompt\":\"wal"u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal("malformed_request", (await AskAsync(request)).Error);
    }

    [Fact]
    public async Task Ten_kilobytes_of_prompt_are_refused_by_their_length()
    {
        PromptReply reply = await AskAsync(new PromptRequest { Op = "say", Prompt = new string('a', 10_000) });
        Assert.Equal("prompt_too_long", reply.Error);
        Assert.Contains("10000", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_beyond_the_limit_is_refused_unread()
    {
        byte[] request = new byte[PromptRequestHandler.MaximumBytes + 1];
        Assert.Equal("request_too_large", (await AskAsync(request)).Error);
    }

    [Fact]
    public void Whatever_bytes_come_there_is_a_reply_and_the_service_goes_on()
    {
        Prop.ForAll<byte[]>(bytes => !AskAsync(bytes ?? []).GetAwaiter().GetResult().Ok).Check(Config.QuickThrowOnFailure);
        Assert.True(AskAsync(new PromptRequest { Op = "status" }).GetAwaiter().GetResult().Ok);
    }

    [Fact]
    public async Task Nonsense_is_refused_with_its_confidence()
    {
        PromptReply reply = await AskAsync(new PromptRequest { Op = "say", Prompt = PromptFixture.Nonsense });
        Assert.Equal((false, "not_understood", "refused"), (reply.Ok, reply.Error, reply.Verdict));
        Assert.InRange(reply.Confidence!.Value, 0, 0.5);
    }

    [Fact]
    public async Task Judging_only_commits_nothing()
    {
        PromptReply reply = await AskAsync(new PromptRequest { Op = "say", Prompt = PromptFixture.Walk, Commit = false });
        Assert.True(reply.Ok);
        Assert.Equal(TaskPhase.Idle, reply.Task!.Phase);
        Assert.Empty(_fixture.Control.Loaded);
    }

    [Fact]
    public async Task Behaviours_are_listed_with_their_prompts()
    {
        PromptReply reply = await AskAsync(new PromptRequest { Op = "list" });
        Assert.Equal(
            [new ListedBehaviour("stand", PromptFixture.Stand), new ListedBehaviour("walk", PromptFixture.Walk)],
            reply.Behaviours!.OrderBy(behaviour => behaviour.Name));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".gif")]
    [InlineData(null)]
    public async Task Previews_are_pictures_of_the_decoded_target(string? ending)
    {
        string? output = ending is null ? null : Path.Combine(_fixture.Root, "look" + ending);
        PromptReply reply = await AskAsync(new PromptRequest { Op = "preview", Prompt = PromptFixture.Walk, Output = output });
        Assert.True(reply.Ok, reply.Message);
        Assert.True(new FileInfo(reply.Image!).Length > 100);
        string strip = ending == ".png" ? reply.Image! : Path.ChangeExtension(reply.Image!, ".png");
        if (ending != ".gif")
        {
            Assert.Equal((17 * 128) + (16 * 2), PngFile.Load(strip).Width);
        }
    }

    private Task<PromptReply> AskAsync(PromptRequest request) => AskAsync(JsonSerializer.SerializeToUtf8Bytes(request, PromptJson.Options));

    private async Task<PromptReply> AskAsync(byte[] request) =>
        JsonSerializer.Deserialize<PromptReply>(await _fixture.Handler.HandleAsync(request, default), PromptJson.Options)!;
}
