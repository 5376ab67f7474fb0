using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Data;
using GenRL.OperatorConsole.Serving;
using GenRL.Robots.Scenes;
using GenRL.Simulation;
using GenRL.Simulation.Viewing;
using MuJoCo;

namespace GenRL.OperatorConsole.Tests;

/// <summary>The page's own kinematics, run by Node.js on the scene as the page gets it, against MuJoCo's.</summary>
public sealed class KinematicsTests
{
    private const int Poses = 100;

    // mjDSBL_CONSTRAINT and mjDSBL_CONTACT: places need neither, and random poses are full of contacts
    private const int PlacesOnly = 1 | 1 << 4;

    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_page_puts_every_body_of_a_robot_where_MuJoCo_puts_it_in_a_hundred_random_poses(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        AssertAgreement(world.Model, SceneExport.Of(world));
    }

    [Fact]
    public void The_page_places_free_ball_slide_and_hinge_joints_with_references_and_anchors_as_MuJoCo_does()
    {
        using MjModel model = MjModel.FromXml(SmallWorlds.Everything);
        AssertAgreement(model, SmallWorlds.Scene(model));
    }

    [Fact]
    public void Between_two_poses_turns_go_the_short_way_round()
    {
        using MjModel model = MjModel.FromXml(SmallWorlds.Everything);
        SceneDescription scene = SmallWorlds.Scene(model);
        double[] from = [.. scene.ReferencePose], to = [.. from];
        (to[0], to[3], to[4], to[5], to[6]) = (from[0] + 2, -from[3], -from[4], -from[5], -from[6]);
        JsonNode middle = Run(scene, "between(scene, poses[0], poses[1], 0.5)", [from, to]);
        Assert.Equal(from[0] + 1, (double)middle[0]!, 12);
        Assert.All(Enumerable.Range(3, 4), i => Assert.Equal(from[i], (double)middle[i]!, 12));
    }

    private static void AssertAgreement(MjModel model, SceneDescription scene)
    {
        model.SetOption("disableflags", PlacesOnly);
        using MjData data = new(model);
        double[][] poses = RandomPoses(model);
        JsonArray placed = Run(scene, "poses.map(pose => bodyPoses(scene, pose))", poses).AsArray();
        for (int i = 0; i < Poses; i++)
        {
            poses[i].CopyTo(data.Field<double>("qpos").Span);
            data.Forward();
            for (int body = 0; body < model.Count("nbody"); body++)
            {
                JsonNode seen = placed[i]![body]!;
                AssertClose(data.Field<double>("xpos").Row(body), seen["place"]!.AsArray(), scene.Bodies[body].Name);
                AssertSameTurn(data.Field<double>("xquat").Row(body), seen["turn"]!.AsArray(), scene.Bodies[body].Name);
            }
        }
    }

    private static void AssertClose(ReadOnlySpan<double> expected, JsonArray actual, string body)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - (double)actual[i]!) < 1e-6, $"{body}: {actual.ToJsonString()} instead of {string.Join(' ', expected.ToArray())}");
        }
    }

    // q and -q are the same turn
    private static void AssertSameTurn(ReadOnlySpan<double> expected, JsonArray actual, string body)
    {
        double product = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            product += expected[i] * (double)actual[i]!;
        }

        var signed = new double[expected.Length];
        for (int i = 0; i < signed.Length; i++)
        {
            signed[i] = Math.Sign(product) * expected[i];
        }

        AssertClose(signed, actual, body);
    }

    private static double[][] RandomPoses(MjModel model)
    {
        SeededRandom random = new(11);
        return [.. Enumerable.Range(0, Poses).Select(_ => Enumerable.Range(0, model.Count("nq")).Select(_ => random.Between(-3, 3)).ToArray())];
    }

    // Node.js runs the file itself; as a data address, because older versions take a module for one only by its file's name.
    private static JsonNode Run(SceneDescription scene, string expression, double[][] poses)
    {
        string module = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Page", "kinematics.js")));
        string script = $$"""
            const { bodyPoses, between } = await import('data:text/javascript;base64,{{module}}');
            let text = '';
            for await (const part of process.stdin) text += part;
            const { scene: { scene }, poses } = JSON.parse(text);
            process.stdout.write(JSON.stringify({{expression}}));
            """;
        ProcessStartInfo start = new("node", ["--input-type=module", "-e", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync(), output = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write($$"""{"scene":{{System.Text.Encoding.UTF8.GetString(ViewerJson.Scene(scene, "test"))}},"poses":{{JsonSerializer.Serialize(poses)}}}""");
        node.StandardInput.Close();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return JsonNode.Parse(output.Result)!;
    }
}
