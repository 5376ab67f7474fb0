using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation.Walker;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public class EmbeddedModelTests
{
    // the walker's model as one text, with nothing included: what its datasets were rendered with
    private static string InOneFile() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", "walker-in-one-file.xml"));

    [Fact]
    public void The_composed_walker_looks_to_the_byte_like_the_one_written_in_one_file()
    {
        using MjModel whole = MjModel.FromXml(InOneFile());
        using var data = new MjData(whole);
        byte[] composed = new byte[FrameFormat.Bytes], expected = new byte[FrameFormat.Bytes];
        foreach (RenderPreset preset in Enum.GetValues<RenderPreset>())
        {
            using var walker = new WalkerEnvironment(preset);
            using var camera = new FrameRenderer(whole, 0, preset);
            for (ulong seed = 0; seed < 10; seed++)
            {
                walker.Reset(seed);
                walker.ReadPixels(composed);
                walker.Data.Field<double>("qpos").Span.CopyTo(data.Field<double>("qpos").Span);
                data.Forward();
                camera.Render(data, expected);
                Assert.Equal(expected, composed);
            }
        }
    }

    [Fact]
    public void The_composed_walker_moves_to_the_bit_like_the_one_written_in_one_file()
    {
        using MjModel whole = MjModel.FromXml(InOneFile());
        using var data = new MjData(whole);
        using var walker = new WalkerEnvironment(RenderPreset.Plain);
        var random = new SeededRandom(4);
        walker.Reset(4);
        walker.Data.Field<double>("qpos").Span.CopyTo(data.Field<double>("qpos").Span);
        data.ForwardUnactuated();
        for (int step = 0; step < 200; step++)
        {
            double[] torques = [.. walker.Robot.Joints.Select(joint => joint.EffortNm * random.Between(-1, 1))];
            walker.StepCommands(torques);
            walker.Data.Field<double>("ctrl").Span.CopyTo(data.Field<double>("ctrl").Span);
            data.Step(10);
            Assert.Equal(data.Field<double>("qpos").Span.ToArray(), walker.Data.Field<double>("qpos").Span.ToArray());
        }
    }

    [Fact]
    public void A_model_that_is_not_part_of_the_build_is_named() =>
        Assert.Contains("centaur.xml", Assert.Throws<InvalidOperationException>(() => EmbeddedModel.Read("centaur.xml")).Message, StringComparison.Ordinal);
}
