using GenRL.Simulation.Cheetah;

namespace GenRL.Simulation.Tests;

/// <summary>The cheetah's rewards in states whose quantities can be told by hand (task specification, section 7.2).</summary>
public sealed class CheetahRewardTests : IDisposable
{
    private readonly CheetahEnvironment _cheetah = new(RenderPreset.Plain);

    public void Dispose() => _cheetah.Dispose();

    private Dictionary<string, double> Judge(double[] pose, int joint = 0, double speed = 0)
    {
        _cheetah.ResetTo(pose);
        _cheetah.Data.Field<double>("qvel")[joint] = speed;
        _cheetah.Data.Forward();
        var rewards = new double[_cheetah.Tasks.Count];
        _cheetah.Judge(rewards);
        return _cheetah.Tasks.Zip(rewards).ToDictionary();
    }

    [Theory]
    [InlineData(10, 1, 0)]
    [InlineData(15, 1, 0)]
    [InlineData(4, .4, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(-2.5, 0, .25)]
    [InlineData(-20, 0, 1)]
    public void Running_is_paid_by_a_share_of_ten_metres_per_second(double speed, double ahead, double back)
    {
        Dictionary<string, double> rewards = Judge(new double[9], joint: 0, speed);
        Assert.Equal(ahead, rewards["run"], 9);
        Assert.Equal(back, rewards["run_backward"], 9);
    }

    [Fact]
    public void The_reference_pose_earns_what_its_heights_say()
    {
        // ankles at .7 - .25 - .14 and .7 - .24 - .18
        Dictionary<string, double> rewards = Judge(new double[9]);
        double zb = .31, zf = .28;
        Assert.Equal(Math.Pow(.1, Math.Pow((zf - .15) / .225, 2)) * Math.Pow(.1, Math.Pow((1 - zb) / .5, 2)), rewards["standing"], 9);
        Assert.Equal((Math.Pow(.1, Math.Pow((.7 - .15) / .225, 2)) + 1) / 2, rewards["lying_down"], 9);
    }

    [Fact]
    public void Standing_on_the_hind_legs_and_on_the_front_legs_is_paid_alike_and_lying_flat_is_not()
    {
        double[] hind = [0, 0, -1.4, 0, 0, 0, 0, 0, 0], front = [0, 0, 1.4, 0, 0, 0, 0, 0, 0];
        foreach (double[] pose in new[] { hind, front })
        {
            _cheetah.ResetTo(pose);
            pose[1] = .1 - Math.Min(_cheetah.Physics.BackFootHeight, _cheetah.Physics.FrontFootHeight);
            Assert.InRange(Judge(pose)["standing"], .99, 1);
        }

        Assert.InRange(Judge(new double[9])["standing"], 0, .01);
    }

    [Fact]
    public void Lying_on_the_back_with_the_feet_up_earns_everything()
    {
        // upside down the feet are above the torso
        Assert.Equal(1, Judge([0, -.55, Math.PI, 0, 0, 0, 0, 0, 0])["lying_down"], 9);
    }

    [Theory]
    [InlineData(20, 1, 0)]
    [InlineData(-20, 0, 1)]
    [InlineData(0, 0, 0)]
    public void Flips_are_paid_by_their_direction_and_flipping_forward_only(double speed, double flip, double back)
    {
        Dictionary<string, double> rewards = Judge([0, 3, 0, 0, 0, 0, 0, 0, 0], joint: 2, speed);
        Assert.Equal((flip, back, flip), (rewards["flip"], rewards["flip_backward"], rewards["flipping"]));
    }

    [Fact]
    public void Turning_with_the_nose_down_is_a_forward_flip()
    {
        Judge([0, 3, 0, 0, 0, 0, 0, 0, 0], joint: 2, speed: 1);
        double momentum = _cheetah.Physics.AngularMomentum;
        Assert.True(momentum > 0);

        // a positive pitch turns the x axis down
        _cheetah.ResetTo([0, 3, .5, 0, 0, 0, 0, 0, 0]);
        Assert.True(_cheetah.Data.Field<double>("xmat").Row(1)[6] < 0);
    }
}
