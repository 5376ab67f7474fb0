using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace GenRL.Testing;

/// <summary>A headless browser that draws in software, driven by its DevTools protocol. Everything it writes vanishes with it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _profile = Directory.CreateTempSubdirectory("genrl-chromium-").FullName;
    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly ClientWebSocket _page = new();
    private Task _talk = Task.CompletedTask;
    private int _commands;

    private Chromium(string program, int width, int height) => _process = Process.Start(new ProcessStartInfo(program,
    [
        // a container has no user namespaces for the sandbox; only this repository's own page is ever opened
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
        "--use-angle=swiftshader", "--enable-unsafe-swiftshader", $"--window-size={width},{height}", "--remote-debugging-port=0",
        $"--user-data-dir={_profile}", "about:blank",
    ])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>The program, or null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page in a window of the given size.</summary>
    public static async Task<Chromium> OpenAsync(Uri page, int width, int height)
    {
        Chromium browser = new(Path!, width, height);
        try
        {
            await browser.ConnectAsync(width, height).ConfigureAwait(false);
            await browser.CommandAsync("Page.navigate", new JsonObject { ["url"] = page.ToString() }).ConfigureAwait(false);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The value of a JavaScript expression; a promise is waited for.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await CommandAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true }).ConfigureAwait(false);
        return answer["exceptionDetails"] is null ? answer["result"]!["value"] : throw new InvalidOperationException($"The page threw: {answer.ToJsonString()}");
    }

    /// <summary>Waits until an expression is true.</summary>
    /// <param name="condition">JavaScript that gives a truth value; it is looked at once per drawn picture.</param>
    public async Task WaitAsync(string condition) =>
        await EvaluateAsync($$"""new Promise(done => { const look = () => ({{condition}}) ? done(true) : setTimeout(look, 15); look(); })""").ConfigureAwait(false);

    /// <summary>What is on the screen, as the bytes of a PNG file.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((string)(await CommandAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }).ConfigureAwait(false))["data"]!);

    private async Task ConnectAsync(int width, int height)
    {
        string? line;
        const string Listening = "DevTools listening on ";
        do
        {
            line = await _process.StandardError.ReadLineAsync(_patience.Token).ConfigureAwait(false) ?? throw new InvalidOperationException("Chromium ended before it listened.");
        }
        while (!line.StartsWith(Listening, StringComparison.Ordinal));
        // a full pipe would stop it
        _talk = _process.StandardError.ReadToEndAsync();
        Uri browser = new(line[Listening.Length..]);
        using HttpClient client = new();
        JsonArray targets = JsonNode.Parse(await client.GetStringAsync(new Uri($"http://{browser.Authority}/json/list"), _patience.Token).ConfigureAwait(false))!.AsArray();
        string page = (string)targets.First(target => (string?)target!["type"] == "page")!["webSocketDebuggerUrl"]!;
        await _page.ConnectAsync(new Uri(page), _patience.Token).ConfigureAwait(false);
        await CommandAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false }).ConfigureAwait(false);
    }

    private async Task<JsonNode> CommandAsync(string method, JsonObject parameters)
    {
        int id = ++_commands;
        string command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await _page.SendAsync(Encoding.UTF8.GetBytes(command), WebSocketMessageType.Text, endOfMessage: true, _patience.Token).ConfigureAwait(false);
        while (true)
        {
            JsonNode message = JsonNode.Parse(await ReadAsync().ConfigureAwait(false))!;
            if ((int?)message["id"] == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method} failed: {message.ToJsonString()}");
            }
        }
    }

    private async Task<string> ReadAsync()
    {
        using MemoryStream message = new();
        var part = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await _page.ReceiveAsync(part, _patience.Token).ConfigureAwait(false);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _talk.ConfigureAwait(false);
        _process.Dispose();
        _patience.Dispose();
        Directory.Delete(_profile, recursive: true);
    }
}
