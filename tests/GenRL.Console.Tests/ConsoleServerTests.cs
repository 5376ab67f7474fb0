using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using GenRL.Robots.Scenes;
using Serilog;

namespace GenRL.OperatorConsole.Tests;

/// <summary>The server as browsers, and those who only pretend to be one, meet it.</summary>
public sealed class ConsoleServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SceneDescription Scene = new("arm", ["elbow"], [new SceneBody("world", 0, [0, 0, 0], [1, 0, 0, 0], [])], [], [], [], null, [0]);

    private readonly HandFeed _feed = new();
    private readonly CancellationTokenSource _end = new(), _patience = new(Patience);
    private readonly ConsoleServer _server;
    private readonly HttpClient _client = new();
    private Task _running = Task.CompletedTask;

    public ConsoleServerTests() =>
        _server = new ConsoleServer(new ConsoleOptions { Port = 0, MostViewers = 3 }, Scene, _feed, new LoggerConfiguration().CreateLogger());

    private CancellationToken Patient => _patience.Token;

    private Uri Address => _server.Address!;

    public async Task InitializeAsync()
    {
        _running = _server.RunAsync(at => _client.BaseAddress = at, _end.Token);
        await _feed.Running.WaitAsync(Patience);
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(Patience);
        await _server.DisposeAsync();
        _client.Dispose();
        _end.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task The_page_its_scripts_and_the_scene_are_served_with_types_tags_and_compression()
    {
        foreach ((string path, string type) in new[] { ("/", "text/html"), ("/viewer.css", "text/css"), ("/viewer.js", "text/javascript"), ("/three.core.js", "text/javascript") })
        {
            using HttpResponseMessage plain = await _client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (plain.StatusCode, plain.Content.Headers.ContentType!.MediaType));
            Assert.Contains("default-src 'self'", Assert.Single(plain.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

            using HttpRequestMessage again = new(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again)).StatusCode);
            using HttpRequestMessage zipped = new(HttpMethod.Get, path);
            zipped.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            using HttpResponseMessage small = await _client.SendAsync(zipped);
            Assert.True(small.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
        }

        JsonNode answer = JsonNode.Parse(await _client.GetStringAsync(new Uri("/scene.json", UriKind.Relative)))!;
        Assert.Equal(("by hand", "arm"), ((string?)answer["source"], (string?)answer["scene"]!["robot"]));
    }

    [Fact]
    public async Task Nothing_that_a_page_needs_comes_from_elsewhere()
    {
        foreach (string path in new[] { "/", "/viewer.css", "/viewer.js", "/drawing.js", "/orbit.js", "/kinematics.js" })
        {
            string text = (await _client.GetStringAsync(path)).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.DoesNotMatch("https?://(?!\\$)", text.Replace("'https:'", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_state_reaches_every_browser_that_watches()
    {
        using ClientWebSocket first = await WatchAsync(), second = await WatchAsync();
        _feed.Show(1.5, 0.25);
        foreach (ClientWebSocket browser in new[] { first, second })
        {
            JsonNode state = JsonNode.Parse(await ReadAsync(browser))!;
            Assert.Equal((1.5, 0.25, true), ((double)state["time_s"]!, (double)state["pose"]![0]!, (bool)state["live"]!));
        }
    }

    [Fact]
    public async Task A_browser_that_never_reads_costs_the_others_nothing()
    {
        using TcpClient deaf = new();
        await deaf.ConnectAsync(Address.Host, Address.Port, Patient);
        await deaf.GetStream().WriteAsync(Upgrade(), Patient);
        using ClientWebSocket browser = await WatchAsync();
        // far more than sockets and their buffers hold
        double[] pose = new double[20_000];
        for (int i = 0; i < 300; i++)
        {
            _feed.Show(i, pose);
        }

        _feed.Show(1000, 0);
        string last;
        do
        {
            last = await ReadAsync(browser);
        }
        while ((double)JsonNode.Parse(last)!["time_s"]! < 1000);
    }

    [Fact]
    public async Task A_browser_that_speaks_is_refused_and_a_full_house_says_so()
    {
        using ClientWebSocket speaker = await WatchAsync(), second = await WatchAsync(), third = await WatchAsync();
        using ClientWebSocket fourth = new();
        fourth.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => fourth.ConnectAsync(States(), Patient));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, fourth.HttpStatusCode);

        await speaker.SendAsync(new byte[100_000], WebSocketMessageType.Binary, endOfMessage: false, Patient);
        WebSocketReceiveResult refused = await speaker.ReceiveAsync(new byte[1000], Patient);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.PolicyViolation), (refused.MessageType, refused.CloseStatus));
        _feed.Show(2, 0);
        Assert.Contains("\"time_s\":2", await ReadAsync(second), StringComparison.Ordinal);
        Assert.Contains("\"time_s\":2", await ReadAsync(third), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nmalicious", "405")]
    [InlineData("DELETE /scene.json HTTP/1.1\r\nHost: localhost\r\n\r\n", "405")]
    [InlineData("GET /states HTTP/1.1\r\nHost: localhost\r\n\r\n", "426")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", "505")]
    [InlineData("\0\u0001\u0002 garbage\r\n\r\n", "400")]
    [InlineData("GET /states HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n", "426")]
    public async Task What_is_no_sound_request_is_refused_with_a_reason_and_the_server_goes_on(string request, string status)
    {
        Assert.StartsWith($"HTTP/1.1 {status}", await AskAsync(Encoding.Latin1.GetBytes(request)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData(20_000, 1, "414")]
    [InlineData(100, 200, "431")]
    [InlineData(100, 40, "431", 1000)]
    public async Task Oversized_requests_are_refused(int pathLength, int headers, string status, int headerLength = 10)
    {
        StringBuilder request = new($"GET /{new string('a', pathLength)} HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < headers; i++)
        {
            request.Append($"X-{i}: {new string('b', headerLength)}\r\n");
        }

        Assert.StartsWith($"HTTP/1.1 {status}", await AskAsync(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString())), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Broken_frames_after_a_sound_handshake_end_that_socket_only()
    {
        using ClientWebSocket browser = await WatchAsync();
        using (TcpClient hostile = new())
        {
            await hostile.ConnectAsync(Address.Host, Address.Port, Patient);
            await hostile.GetStream().WriteAsync(Upgrade(), Patient);
            // reserved bits and opcode, no mask, a length of 2^63 - 1
            await hostile.GetStream().WriteAsync(new byte[] { 0xFF, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6 }, Patient);
            await WaitForEndAsync(hostile.GetStream());
        }

        _feed.Show(3, 0);
        Assert.Contains("\"time_s\":3", await ReadAsync(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using ConsoleServer second = new(new ConsoleOptions { Port = Address.Port }, Scene, new HandFeed(), new LoggerConfiguration().CreateLogger());
        IOException refusal = await Assert.ThrowsAsync<IOException>(() => second.RunAsync(null, Patient));
        Assert.Contains(Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(65536, 1)]
    [InlineData(8080, 0)]
    public void Options_that_make_no_sense_are_refused(int port, int viewers) =>
        Assert.Throws<ArgumentException>(() => new ConsoleOptions { Port = port, MostViewers = viewers }.Validate());

    private Uri States() => new($"ws://{Address.Host}:{Address.Port}/states");

    private static byte[] Upgrade() => Encoding.ASCII.GetBytes(
        "GET /states HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n");

    private async Task<ClientWebSocket> WatchAsync()
    {
        ClientWebSocket browser = new();
        await browser.ConnectAsync(States(), Patient);
        return browser;
    }

    private async Task<string> ReadAsync(ClientWebSocket browser)
    {
        using MemoryStream message = new();
        var part = new byte[8192];
        WebSocketReceiveResult received;
        do
        {
            received = await browser.ReceiveAsync(part, Patient);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }

    // an orderly end or a reset, as the server likes
    private async Task WaitForEndAsync(NetworkStream stream)
    {
        var rest = new byte[4096];
        try
        {
            while (await stream.ReadAsync(rest, Patient) > 0)
            {
            }
        }
        catch (IOException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        }
    }

    // the answer's first line
    private async Task<string> AskAsync(byte[] request)
    {
        using TcpClient socket = new();
        await socket.ConnectAsync(Address.Host, Address.Port, Patient);
        await socket.GetStream().WriteAsync(request, Patient);
        using StreamReader answer = new(socket.GetStream(), Encoding.Latin1);
        return await answer.ReadLineAsync(Patient) ?? "";
    }
}
