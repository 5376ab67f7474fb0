using System.Net.Sockets;
using System.Net.WebSockets;
using GenRL.OperatorConsole.Serving;
using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace GenRL.OperatorConsole;

/// <summary>
/// The operator's web console: a page that shows the robot, the scene it draws, and a WebSocket with the newest state. Everything it
/// serves is part of this build; it reads no file, takes no input, and keeps nothing for anybody.
/// </summary>
public sealed class ConsoleServer : IAsyncDisposable
{
    private const int MostConnections = 128, MostHeaderBytes = 16 << 10, MostHeaders = 64;

    private static readonly string[] PageFiles =
        ["index.html", "viewer.css", "viewer.js", "kinematics.js", "drawing.js", "orbit.js", "icon.svg", "three.module.js", "three.core.js"];

    private readonly ConsoleOptions _options;
    private readonly IPoseFeed _feed;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly LatestMessage _latest = new();
    private readonly WebApplication _application;
    private int _viewers;

    /// <param name="options">Where to listen.</param>
    /// <param name="scene">The robot.</param>
    /// <param name="feed">Its poses.</param>
    /// <param name="log">Told who comes and what fails.</param>
    /// <param name="time">Source of time.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public ConsoleServer(ConsoleOptions options, SceneDescription scene, IPoseFeed feed, ILogger log, TimeProvider? time = null)
    {
        options.Validate();
        (_options, _feed, _log, _time) = (options, feed, log, time ?? TimeProvider.System);
        // the empty builder reads neither the environment nor files, so nothing but the options decides where this listens
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.Use(GuardAsync);
        _application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        MapRoutes(new PageFile(ViewerJson.Scene(scene, feed.Source), "application/json; charset=utf-8"));
    }

    /// <summary>Where a browser on this machine finds it; known once it runs.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Serves until cancelled.</summary>
    /// <param name="ready">Told the address once browsers can come.</param>
    /// <param name="cancellation">Ends it without an exception.</param>
    /// <exception cref="IOException">The port is taken or may not be used; the message says so.</exception>
    public async Task RunAsync(Action<Uri>? ready, CancellationToken cancellation)
    {
        await StartAsync().ConfigureAwait(false);
        string bound = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        // "every network" is no address that a browser could open
        Address = _options.Address.Equals(System.Net.IPAddress.Any) ? new UriBuilder(bound) { Host = "127.0.0.1" }.Uri : new Uri(bound);
        ready?.Invoke(Address);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await _feed.RunAsync(state => _latest.Publish(ViewerJson.State(state)), end.Token).ConfigureAwait(false);
        }
        finally
        {
            using CancellationTokenSource now = new(TimeSpan.FromSeconds(1), _time);
            await _application.StopAsync(now.Token).ConfigureAwait(false);
        }
    }

    private async Task StartAsync()
    {
        try
        {
            await _application.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (SocketException refused)
        {
            throw new IOException($"Cannot listen on {new System.Net.IPEndPoint(_options.Address, _options.Port)}: {refused.Message}", refused);
        }
    }

    private void MapRoutes(PageFile scene)
    {
        foreach (string name in PageFiles)
        {
            PageFile file = PageFile.Embedded(name);
            _application.MapMethods(name == "index.html" ? "/" : "/" + name, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, file));
        }

        _application.MapMethods("/scene.json", [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, scene));
        _application.MapMethods("/states", [HttpMethods.Get, HttpMethods.Connect], WatchAsync);
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (RequestGuard.Complaint(context.Request) is { } complaint)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, complaint).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
        string? reason = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "There is no such page. The viewer is at /.",
            StatusCodes.Status405MethodNotAllowed => "The viewer only shows: GET and HEAD.",
            _ => null,
        };
        if (reason is not null && !context.Response.HasStarted)
        {
            await RefuseAsync(context, context.Response.StatusCode, reason).ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool compressed = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        ReadOnlyMemory<byte> content = file.Content(compressed);
        response.ContentType = file.Type;
        response.ContentLength = content.Length;
        if (compressed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "States come over a WebSocket only.").ConfigureAwait(false);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _viewers) > _options.MostViewers)
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"{_options.MostViewers} browsers are watching already.").ConfigureAwait(false);
                return;
            }

            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            _log.Debug("A browser watches ({Viewers} now)", Volatile.Read(ref _viewers));
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _application.Lifetime.ApplicationStopping);
            await new ViewerSocket(socket, _latest, _time).RunAsync(end.Token).ConfigureAwait(false);
            if (socket.State != WebSocketState.Closed)
            {
                // what is left of a broken conversation would otherwise be waited for
                context.Abort();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(reason + "\n", context.RequestAborted).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
