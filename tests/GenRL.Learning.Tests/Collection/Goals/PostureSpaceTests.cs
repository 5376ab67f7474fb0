using GenRL.Learning.Collection.Goals;
using GenRL.Robots;

namespace GenRL.Learning.Tests.Collection.Goals;

public class PostureSpaceTests
{
    private static readonly RobotDescription Robot = new("toy", [new JointDescription("hip", -1, 3, 1, 1), new JointDescription("knee", -2, 0, 1, 1)], 0.05, 1);
    private static readonly PostureSpace Space = new(Robot, new PoseLayout([3, 2], 0, 1));

    [Fact]
    public void Joints_come_in_action_order_over_their_half_range_then_height_and_pitch()
    {
        // pose: height, pitch, knee, hip
        Assert.Equal(5, Space.Size);
        Assert.Equal([0.5f, -0.5f, 1.25f, 1, 0], Posture(1.25, Math.PI / 2, -1.5, 2), (float left, float right) => Math.Abs(left - right) < 1e-6);
    }

    [Fact]
    public void Errors_are_in_radians_and_metres_and_pitch_wraps_around()
    {
        var error = Space.Error(Posture(1, 3, -1, 0), Posture(0.7, -3, -1.5, 0.1));
        Assert.Equal(0.3, error.JointRad, 1e-5);
        Assert.Equal(0.3, error.HeightM, 1e-5);
        Assert.Equal((2 * Math.PI) - 6, error.PitchRad, 1e-5);
    }

    [Fact]
    public void Closeness_is_one_at_the_goal_and_falls_with_every_part()
    {
        var goal = Posture(1, 0, -1, 0);
        Assert.Equal(1, Space.Closeness(goal, goal), 1e-6);
        // both joints count half: 0.4 + 0.6 / 2
        Assert.Equal(0.7, Space.Closeness(Posture(1, 0, -1.4, 0.4), goal), 1e-5);
        // one does: 0.4 + 0.6 * 3 / 4
        Assert.Equal(0.85, Space.Closeness(Posture(1, 0, -1, 0.4), goal), 1e-5);
        // the height counts half: (0.5 + 1) / 2
        Assert.Equal(0.75, Space.Closeness(Posture(1.25, 0, -1, 0), goal), 1e-5);
        Assert.Equal(0.75, Space.Closeness(Posture(1, 0.5, -1, 0), goal), 1e-5);
    }

    [Fact]
    public void Other_widths_and_shares_can_be_asked_for()
    {
        var strict = new PostureSpace(Robot, new PoseLayout([3, 2], 0, 1), new ClosenessOptions { JointRad = 0.2, JointShare = 1 });
        Assert.Equal(0.5, strict.Closeness(Posture(1, 0, -1.2, 0.2), Posture(1, 0, -1, 0)), 1e-5);
    }

    [Fact]
    public void Where_the_robot_is_does_not_matter_to_a_robot_of_joints_only()
    {
        var space = new PostureSpace(Robot, new PoseLayout([3, 2], null, null));
        Assert.Equal(2, space.Size);
        Assert.Equal(1, space.Closeness([0, 0.5f], [0, 0.5f]), 1e-9);
    }

    [Fact]
    public void A_layout_of_another_robot_is_refused() =>
        Assert.Contains("1 joints", Assert.Throws<ArgumentException>(() => new PostureSpace(Robot, new PoseLayout([0], null, null))).Message, StringComparison.Ordinal);

    private static float[] Posture(params double[] pose)
    {
        var posture = new float[Space.Size];
        Space.Read(pose, posture);
        return posture;
    }
}
