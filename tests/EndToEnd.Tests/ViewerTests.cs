using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.Testing;

namespace EndToEnd.Tests;

/// <summary>A recorded walk, shown by the real server in a real browser that draws in software.</summary>
[Trait("speed", "slow")]
public sealed class ViewerTests : IDisposable
{
    private const int Interrupt = 2, Width = 960, Height = 600;

    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-view-").FullName;
    private readonly PhysicsEnvironment _world = Worlds.Create("walker", RenderPreset.Plain);

    public void Dispose()
    {
        _world.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [FactWithChromium]
    public async Task The_robot_is_seen_where_the_projection_says_and_moves()
    {
        using RunningViewer viewer = new(RecordWalk(steps: 80));
        await using Chromium browser = await Chromium.OpenAsync(viewer.Address, Width, Height);
        await browser.WaitAsync("window.viewer && window.viewer.report().connection === 'live' && window.viewer.report().time_s > 1");
        RgbImage before = await StillAsync(browser);
        int[] first = RequireRobotWhereProjected(before, await ReportAsync(browser));

        Assert.Equal("Walker", (string?)await browser.EvaluateAsync("document.getElementById('robot').innerText"));
        Assert.Equal("recorded walk", (string?)await browser.EvaluateAsync("document.getElementById('connection').innerText"));
        Assert.Equal(6, (int)(await browser.EvaluateAsync("document.querySelectorAll('#values dd').length"))!);
        Assert.Equal("left ankle", (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#values dt')].at(-1).innerText"));

        double shownS = (double)(await ReportAsync(browser))["time_s"]!;
        await browser.EvaluateAsync("document.getElementById('pause').click()");
        await browser.WaitAsync($"Math.abs(window.viewer.report().time_s - {shownS.ToString(System.Globalization.CultureInfo.InvariantCulture)}) > 0.25");
        int[] second = RequireRobotWhereProjected(await StillAsync(browser), await ReportAsync(browser));
        int changed = first.Except(second).Count() + second.Except(first).Count();
        Assert.True(changed > first.Length / 20, $"only {changed} of {first.Length} pixels of the robot changed");

        Assert.Equal(130, viewer.End(Interrupt));
        await browser.WaitAsync("window.viewer.report().connection === 'lost'");
    }

    [Fact]
    public async Task A_robot_on_ROS_is_seen_as_long_as_it_speaks()
    {
        using RunningViewer viewer = new("--domain", "78");
        using ClientWebSocket socket = new();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new Uri($"ws://{viewer.Address.Authority}/states"), patience.Token);
        Assert.False((bool)(await StateAsync(socket, patience.Token))["live"]!);
        using (Process robot = Process.Start(Genrl.Start(null, "sim", "--domain", "78", "--seed", "5"))!)
        {
            JsonNode first = await UntilAsync(socket, state => (bool)state["live"]!, patience.Token);
            // it starts in the air, without anybody who tells it to stand
            await UntilAsync(socket, state => (double)state["pose"]![0]! < (double)first["pose"]![0]! - 0.1, patience.Token);
            robot.Kill();
            await robot.WaitForExitAsync(patience.Token);
        }

        JsonNode last = await UntilAsync(socket, state => !(bool)state["live"]!, patience.Token);
        Assert.Equal(9, last["pose"]!.AsArray().Count);
        Assert.Equal(130, viewer.End(Interrupt));
    }

    private static async Task<JsonNode> UntilAsync(ClientWebSocket socket, Func<JsonNode, bool> wanted, CancellationToken patience)
    {
        while (true)
        {
            JsonNode state = await StateAsync(socket, patience);
            if (wanted(state))
            {
                return state;
            }
        }
    }

    private static async Task<JsonNode> StateAsync(ClientWebSocket socket, CancellationToken patience)
    {
        var message = new byte[1 << 16];
        WebSocketReceiveResult received = await socket.ReceiveAsync(message, patience);
        Assert.True(received.EndOfMessage);
        return JsonNode.Parse(message.AsSpan(0, received.Count))!;
    }

    [Fact]
    public void Files_that_hold_no_poses_of_the_robot_are_refused_in_a_sentence()
    {
        string file = Path.Combine(_folder, "frames.npz");
        var frames = new byte[2 * GenRL.Robots.FrameFormat.Bytes];
        EpisodeFile.Save(file, new Episode(frames, new float[12], new float[2]));
        Assert.Contains("holds no poses", Refusal(file), StringComparison.Ordinal);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1000]);
        Refusal(file);
        Assert.Contains("another robot", Refusal(RecordWalk(steps: 1), "--robot", "stickman"), StringComparison.Ordinal);
        Assert.Equal(2, Genrl.Run(null, "view", "--robot", "unicorn").Code);
        Assert.Equal(2, Genrl.Run(null, "view", "--address", "here").Code);
    }

    private static string Refusal(params IEnumerable<string> arguments)
    {
        (int code, string output, string errors) = Genrl.Run(null, ["view", "--port", "0", .. arguments]);
        Assert.Equal((1, ""), (code, output));
        Assert.Single(errors.Trim().Split('\n'));
        return errors;
    }

    private string RecordWalk(int steps)
    {
        // its renderer belongs to this thread
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        EpisodeRecorder recorder = new(world);
        using PackageAgent agent = new(ModelPackage.Load(RunningRobot.ShippedPackage), "walk");
        world.ResetTo(new double[world.PoseSize]);
        agent.Begin(new SeededRandom(1));
        recorder.Begin();
        var action = new float[world.Robot.ActionSize];
        for (int step = 0; step < steps; step++)
        {
            agent.Act(world, action);
            recorder.Step(action);
        }

        string file = Path.Combine(_folder, "walk.npz");
        PoseEpisodeFile.Save(file, recorder.ToPoseEpisode("walk", 1, "shipped package"));
        return file;
    }

    private static async Task<JsonNode> ReportAsync(Chromium browser) => (await browser.EvaluateAsync("window.viewer.report()"))!;

    // the picture held still, without what lies over it
    private static async Task<RgbImage> StillAsync(Chromium browser)
    {
        await browser.EvaluateAsync("document.getElementById('pause').click(), document.querySelectorAll('.card').forEach(card => { card.style.opacity = 0; })");
        await browser.WaitAsync("window.viewer.report().paused && window.viewer.report().still");
        return PngFile.Read(await browser.ScreenshotAsync(), "the screenshot");
    }

    /// <summary>Requires the robot's colour at the middle of every limb as MuJoCo places it, and nowhere outside all limbs.</summary>
    /// <returns>The robot's pixels.</returns>
    private int[] RequireRobotWhereProjected(RgbImage picture, JsonNode report)
    {
        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        double[] pose = [.. report["pose"]!.AsArray().Select(value => (double)value!)];
        double[] camera = [.. report["view_projection"]!.AsArray().Select(value => (double)value!)];
        _world.ResetTo(pose);
        double left = Width, right = 0, top = Height, bottom = 0;
        for (int geom = 1; geom < _world.Model.Count("ngeom"); geom++)
        {
            double[] middle = _world.Data.Field<double>("geom_xpos").Row(geom).ToArray(), turn = _world.Data.Field<double>("geom_xmat").Row(geom).ToArray();
            double[] size = _world.Model.Field<double>("geom_size").Row(geom).ToArray();
            (double x, double y, _) = Project(camera, middle);
            Assert.True(IsRobot(picture, (int)x, (int)y), $"no robot at {x:0}, {y:0}, the middle of {_world.Model.Name(MuJoCo.MjObject.Geom, geom)}");
            foreach (int end in new[] { -1, 1 })
            {
                double[] tip = [.. middle.Select((value, i) => value + end * size[1] * turn[3 * i + 2])];
                (double tipX, double tipY, double perMetre) = Project(camera, tip);
                double radius = size[0] * perMetre;
                (left, right) = (Math.Min(left, tipX - radius), Math.Max(right, tipX + radius));
                (top, bottom) = (Math.Min(top, tipY - radius), Math.Max(bottom, tipY + radius));
            }
        }

        int[] robot = [.. Enumerable.Range(0, Width * Height).Where(pixel => IsRobot(picture, pixel % Width, pixel / Width))];
        Assert.True(robot.Length > Width * Height / 100, $"only {robot.Length} pixels of the robot");
        // perspective makes the outline of a sphere a little larger than its radius at the middle
        const double Margin = 8;
        Assert.InRange(robot.Min(pixel => pixel % Width), left - Margin, left + Margin);
        Assert.InRange(robot.Max(pixel => pixel % Width), right - Margin, right + Margin);
        Assert.InRange(robot.Min(pixel => pixel / Width), top - Margin, top + Margin);
        Assert.InRange(robot.Max(pixel => pixel / Width), bottom - 2 * Margin, bottom + Margin);
        return robot;
    }

    // The walker is tan, everything around it blue.
    private static bool IsRobot(RgbImage picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(3 * (y * picture.Width + x), 3);
        return pixel[0] > 1.25 * pixel[2] && pixel[0] > pixel[1] && pixel[0] > 50;
    }

    // Where a place is in the picture, and how many pixels a metre has there.
    private static (double X, double Y, double PerMetre) Project(double[] columns, double[] place)
    {
        double Row(int row) => columns[row] * place[0] + columns[4 + row] * place[1] + columns[8 + row] * place[2] + columns[12 + row];
        double depth = Row(3), scale = Math.Sqrt(columns[1] * columns[1] + columns[5] * columns[5] + columns[9] * columns[9]);
        return ((Row(0) / depth + 1) / 2 * Width, (1 - Row(1) / depth) / 2 * Height, scale / depth / 2 * Height);
    }
}
