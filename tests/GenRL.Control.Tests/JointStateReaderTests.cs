using GenRL.Safety;

namespace GenRL.Control.Tests;

public sealed class JointStateReaderTests
{
    private readonly JointStateReader reader = new(["hip", "knee"]);

    [Fact]
    public void Joints_are_found_in_any_order_among_others_and_when_the_order_changes()
    {
        Assert.True(Read(["knee", "arm", "hip"], [1, 2, 3], out JointVector position, out JointVector velocity));
        Assert.Equal((3, 1), (position[0], position[1]));
        Assert.Equal((30, 10), (velocity[0], velocity[1]));

        Assert.True(Read(["hip", "knee"], [5, 6], out position, out _));
        Assert.Equal((5, 6), (position[0], position[1]));
    }

    [Fact]
    public void A_missing_joint_or_a_list_of_another_length_is_malformed_and_changes_nothing()
    {
        Assert.False(Read(["hip", "arm"], [1, 2], out JointVector position, out _));
        Assert.Equal(0, position[0]);
        Assert.False(Read([], [], out _, out _));
        Assert.False(Read(["hip", "knee"], [1], out _, out _));
        JointVector p = default;
        JointVector v = default;
        Assert.False(reader.TryRead(["hip", "knee"], [1, 2], [], ref p, ref v));

        Assert.True(Read(["knee", "hip"], [1, 2], out position, out _));
        Assert.Equal((2, 1), (position[0], position[1]));
    }

    private bool Read(List<string> names, List<double> values, out JointVector position, out JointVector velocity)
    {
        position = default;
        velocity = default;
        return reader.TryRead(names, values, [.. values.Select(value => 10 * value)], ref position, ref velocity);
    }
}
