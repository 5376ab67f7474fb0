using GenRL.Data;
using GenRL.Simulation.Exploration;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests;

public sealed class BalancedPosesTests : IDisposable
{
    private readonly WalkerEnvironment _trial = new(RenderPreset.Plain), _walker = new(RenderPreset.Plain);

    public void Dispose()
    {
        _trial.Dispose();
        _walker.Dispose();
    }

    [Fact]
    public void The_layout_names_the_entries_of_a_pose()
    {
        Assert.Equal([3, 4, 5, 6, 7, 8], _walker.Layout.Joints);
        Assert.Equal((0, 2), (_walker.Layout.Height, _walker.Layout.Pitch));
    }

    [Fact]
    public void Every_pose_rests_on_the_ground_with_its_joints_within_their_limits()
    {
        BalancedPoses poses = new(_trial);
        var random = new SeededRandom(1);
        for (int i = 0; i < 40; i++)
        {
            double[] pose = poses.Draw(random).ToArray();
            _walker.ResetTo(pose);
            Assert.Equal(0, _walker.LowestPointM(), 1e-9);
            Assert.True(poses.MarginM >= new BalancedPosesOptions().MarginM);
            for (int joint = 0; joint < 6; joint++)
            {
                Assert.InRange(pose[3 + joint], _walker.Robot.Joints[joint].LowerRad - 1e-9, _walker.Robot.Joints[joint].UpperRad + 1e-9);
            }
        }
    }

    [Fact]
    public void A_band_bounds_the_height_and_the_tilt_of_the_torso()
    {
        BalancedPoses poses = new(_trial, new BalancedPosesOptions { Bands = [new PoseBand(1, 0.8, 1.1, 0.3)] });
        var random = new SeededRandom(2);
        for (int i = 0; i < 20; i++)
        {
            _walker.ResetTo(poses.Draw(random));
            Assert.InRange(_walker.Physics.TorsoHeight, 0.8 * 1.3, 1.1 * 1.3);
            Assert.True(_walker.Physics.TorsoUpright >= Math.Cos(0.3) - 1e-9);
        }
    }

    [Fact]
    public void Standing_poses_lift_a_foot_often_and_high_sometimes()
    {
        BalancedPoses poses = new(_trial, new BalancedPosesOptions { Bands = [new PoseBand(1, 0.8, 1.1, 0.5)] });
        var random = new SeededRandom(3);
        List<double> feet = [];
        for (int i = 0; i < 60; i++)
        {
            _walker.ResetTo(poses.Draw(random));
            feet.Add(Math.Max(_walker.Physics.LeftFootHeight, _walker.Physics.RightFootHeight));
        }

        Assert.True(feet.Count(height => height > 0.4) >= 15, $"{feet.Count(height => height > 0.4)} of 60 stand on one foot");
        Assert.Contains(feet, height => height > 0.8);
    }

    [Fact]
    public void The_same_numbers_give_the_same_pose_whatever_was_drawn_before()
    {
        BalancedPoses poses = new(_trial);
        double[] first = poses.Draw(new SeededRandom(5)).ToArray();
        poses.Draw(new SeededRandom(6));
        Assert.Equal(first, poses.Draw(new SeededRandom(5)).ToArray());
    }

    [Fact]
    public void A_robot_whose_pose_has_no_pitch_is_refused_by_name()
    {
        using PhysicsEnvironment quadruped = Worlds.Create("quadruped", RenderPreset.Plain);
        Assert.Equal((2, null), (quadruped.Layout.Height, quadruped.Layout.Pitch));
        Assert.Contains("quadruped", Assert.Throws<ArgumentException>(() => new BalancedPoses(quadruped)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cheetah_rests_on_the_ground_as_well()
    {
        using PhysicsEnvironment cheetah = Worlds.Create("cheetah", RenderPreset.Plain), copy = Worlds.Create("cheetah", RenderPreset.Plain);
        BalancedPoses poses = new(cheetah);
        var random = new SeededRandom(4);
        for (int i = 0; i < 10; i++)
        {
            copy.ResetTo(poses.Draw(random));
            Assert.Equal(0, copy.LowestPointM(), 1e-9);
        }
    }

    [Fact]
    public void Bands_without_weight_are_refused() =>
        Assert.Throws<ArgumentException>(() => new BalancedPoses(_trial, new BalancedPosesOptions { Bands = [new PoseBand(0, 0, 1, 1)] }));
}
