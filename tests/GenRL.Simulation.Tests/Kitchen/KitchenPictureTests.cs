using GenRL.Robots;
using GenRL.Simulation.Kitchen;
using MuJoCo;

namespace GenRL.Simulation.Tests.Kitchen;

/// <summary>What the camera sees (task specification, sections 6.1 and 11).</summary>
public sealed class KitchenPictureTests : IDisposable
{
    private const int Size = FrameFormat.Size, Plane = Size * Size;
    private readonly KitchenEnvironment _kitchen = new(RenderPreset.Plain, noisy: false);

    public void Dispose() => _kitchen.Dispose();

    private byte[] Frame(params (int Entry, double Value)[] changes)
    {
        double[] pose = [.. KitchenEnvironment.StartPose];
        foreach ((int entry, double value) in changes)
        {
            pose[entry] = value;
        }

        var frame = new byte[FrameFormat.Bytes];
        _kitchen.RenderPose(pose, frame);
        return frame;
    }

    // pixels of a rectangle that differ clearly in a channel
    private static int Changed(byte[] before, byte[] after, int left, int top, int right, int bottom, int channel) =>
        Enumerable.Range(top, bottom - top).Sum(row => Enumerable.Range(left, right - left)
            .Count(column => Math.Abs(before[channel * Plane + row * Size + column] - after[channel * Plane + row * Size + column]) > 25));

    [Fact]
    public void The_camera_is_the_free_camera_of_the_specification()
    {
        using var renderer = new MjRenderer(_kitchen.Model, 120, 120, new RendererOptions { Samples = 0, Shadows = false });
        byte[] named = new byte[120 * 120 * 3], free = new byte[120 * 120 * 3];
        renderer.Render(_kitchen.Data, _kitchen.Model.Id(MjObject.Camera, "view"), named);
        renderer.Render(_kitchen.Data, new FreeCamera(2.2, 70, -35, -.2, .5, 2.0), free);
        Assert.True(named.Zip(free).Count(pair => pair.First != pair.Second) < named.Length / 100);
    }

    [Theory]
    [InlineData(16, -.75, 0, 28, 26, 56)]
    [InlineData(16, -.5, 0, 28, 26, 56)]
    [InlineData(15, .37, 28, 0, 50, 17)]
    [InlineData(15, .17, 28, 0, 50, 17)]
    public void A_door_that_opens_is_seen_in_its_place(int entry, double value, int left, int top, int right, int bottom)
    {
        byte[] shut = Frame(), open = Frame((entry, value));
        int there = Changed(shut, open, left, top, right, bottom, 1), all = Changed(shut, open, 0, 0, Size, Size, 1);
        Assert.True(there >= 30, $"{there} pixels");
        Assert.True(there >= 0.95 * all, $"{there} of {all} pixels");
    }

    [Theory]
    [InlineData(-.38)]
    [InlineData(-.88)]
    public void A_burner_that_is_on_glows_beside_the_kettle_when_the_arm_is_out_of_its_way(double knob)
    {
        // the upper arm turned aside, as when the hand is at the knobs
        (int, double)[] arm = [(0, -.6)];
        byte[] off = Frame(arm), on = Frame([.. arm, (9, knob), (10, knob / 174)]);
        int red = Enumerable.Range(0, Plane).Count(pixel => on[pixel] > off[pixel] + 60 && on[pixel] > 150 && on[Plane + pixel] < 60);
        Assert.True(red >= 20, $"{red} red pixels");
    }

    [Fact]
    public void A_burner_that_is_on_is_seen_even_behind_the_arm_of_the_start() =>
        Assert.True(Changed(Frame(), Frame((9, -.88), (10, -.88 / 174)), 26, 38, 42, 54, 0) >= 8);

    [Theory]
    [InlineData(-.19)]
    [InlineData(-.69)]
    public void The_lamp_brightens_the_stove_and_the_wall_behind_it_the_more_the_further_its_switch_is(double lever)
    {
        byte[] dark = Frame(), lit = Frame((13, lever), (14, lever / 14));
        Assert.True(Mean(lit) - Mean(dark) > -25 * lever, $"{Mean(dark):f1} to {Mean(lit):f1}");

        static double Mean(byte[] frame) => Enumerable.Range(26, 10).SelectMany(row => Enumerable.Range(24, 20).Select(column => (double)frame[Plane + row * Size + column])).Average();
    }

    [Fact]
    public void A_picture_depends_on_the_pose_alone()
    {
        byte[] before = Frame();
        Frame((13, -.69), (14, -.05));
        Assert.Equal(before, Frame());
    }
}
