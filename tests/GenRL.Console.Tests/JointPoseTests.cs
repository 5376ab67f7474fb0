using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;
using MuJoCo;

namespace GenRL.OperatorConsole.Tests;

public sealed class JointPoseTests : IDisposable
{
    private readonly MjModel _model = MjModel.FromXml(SmallWorlds.Everything);
    private readonly SceneDescription _scene;
    private readonly JointPose _pose;

    public JointPoseTests()
    {
        _scene = SmallWorlds.Scene(_model);
        _pose = new JointPose(_scene);
    }

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Joints_are_found_by_name_in_any_order_and_the_rest_stays_at_the_reference()
    {
        Assert.True(_pose.TryTake(["stranger", "tilt", "nod"], [9, 0.5, -0.25]));
        double[] expected = [.. _scene.ReferencePose];
        (expected[12], expected[13]) = (-0.25, 0.5);
        Assert.Equal(expected, _pose.Current);
    }

    [Fact]
    public void A_free_body_is_placed_by_its_name_with_a_unit_turn()
    {
        Assert.True(_pose.TryPlace("base", [4, 5, 6], [0, 0, 2, 0]));
        Assert.Equal([4, 5, 6, 0, 0, 1, 0], _pose.Current[..7]);
    }

    [Theory]
    [InlineData("nod", double.NaN)]
    [InlineData("nod", double.PositiveInfinity)]
    [InlineData("stranger", 1.0)]
    [InlineData("root", 1.0)]
    public void What_is_no_position_of_a_joint_is_refused_and_changes_nothing(string name, double position)
    {
        Assert.False(_pose.TryTake([name], [position]));
        Assert.False(_pose.TryTake(["nod", "tilt"], [1]));
        Assert.False(_pose.TryTake([], []));
        Assert.Equal(_scene.ReferencePose, _pose.Current);
    }

    [Theory]
    [InlineData("base", double.NaN, 1)]
    [InlineData("base", 1, 0)]
    [InlineData("base", 1, double.NaN)]
    [InlineData("door", 1, 1)]
    [InlineData("moon", 1, 1)]
    public void What_is_no_place_of_a_free_body_is_refused_and_changes_nothing(string body, double x, double w)
    {
        Assert.False(_pose.TryPlace(body, [x, 0, 0], [w, 0, 0, 0]));
        Assert.Equal(_scene.ReferencePose, _pose.Current);
    }
}
