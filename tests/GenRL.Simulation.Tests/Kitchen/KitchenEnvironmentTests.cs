using GenRL.Simulation.Kitchen;

namespace GenRL.Simulation.Tests.Kitchen;

/// <summary>Action law, readings and start (task specification, section 6.1).</summary>
public sealed class KitchenEnvironmentTests : IDisposable
{
    private readonly KitchenEnvironment _exact = new(RenderPreset.Plain, noisy: false), _noisy = new(RenderPreset.Plain);
    private readonly double[] _rewards = new double[4];

    public void Dispose()
    {
        _exact.Dispose();
        _noisy.Dispose();
    }

    private static float[] State(KitchenEnvironment kitchen)
    {
        var state = new float[kitchen.StateSize];
        kitchen.ReadState(state);
        return state;
    }

    [Theory]
    [InlineData(0, 0.1, 1, 0.26)]
    [InlineData(0, 0.1, -0.5, 0.02)]
    [InlineData(0, 0.1, 3, 0.26)]
    [InlineData(0, 2.85, 1, 2.9)]
    [InlineData(1, -1.79, -1, -1.8)]
    [InlineData(3, -0.05, 1, 0)]
    [InlineData(3, -3.05, -1, -3.1)]
    [InlineData(5, 0.05, -1, 0)]
    [InlineData(5, 3.7, 1, 3.8)]
    [InlineData(7, 0.01, 1, 0.04)]
    [InlineData(8, 0.03, -1, 0)]
    [InlineData(7, 0.02, 0.05, 0.028)]
    public void An_action_is_a_velocity_from_the_measured_position_within_bounds(int joint, double measured, double action, double target) =>
        Assert.Equal(target, VelocityCommand.Target(joint, measured, action), 9);

    [Fact]
    public void The_servos_are_told_what_was_read_and_not_where_the_joints_are()
    {
        double furthest = 0;
        _noisy.Reset(3);
        for (int step = 0; step < 20; step++)
        {
            _noisy.Step(new float[9], _rewards);
            for (int joint = 4; joint < 7; joint++)
            {
                // without action the target is the reading, which errs by up to ten milliradians; the joint follows it halfway
                double told = Math.Abs(_noisy.Data.Field<double>("ctrl")[joint] - _noisy.Physics.Robot[joint]);
                Assert.InRange(told, 0, 0.02);
                furthest = Math.Max(furthest, told);
            }
        }

        Assert.True(furthest > 0.005, $"{furthest} rad");
    }

    [Fact]
    public void A_joint_goes_the_way_of_its_action_and_the_fingers_open_and_close()
    {
        _exact.Reset(0);
        double before = _exact.Physics.Robot[0];
        for (int step = 0; step < 8; step++)
        {
            _exact.Step([.5f, 0, 0, 0, 0, 0, 0, -1, -1], _rewards);
        }

        Assert.InRange(_exact.Physics.Robot[0] - before, 0.3, 1.2);
        Assert.InRange(_exact.Physics.GripperOpening, -0.002, 0.004);
        for (int step = 0; step < 8; step++)
        {
            _exact.Step([0, 0, 0, 0, 0, 0, 0, 1, 1], _rewards);
        }

        Assert.InRange(_exact.Physics.GripperOpening, 0.076, 0.082);
    }

    [Fact]
    public void Readings_stand_in_the_order_of_the_specification_with_zeros_for_goals_and_what_is_not_there()
    {
        _exact.Reset(0);
        float[] state = State(_exact);
        Assert.Equal(60, state.Length);
        Assert.Equal(KitchenEnvironment.StartPose.Take(9).Select(value => (float)value), state[..9]);
        (int Reading, int Pose)[] places = [(11, 9), (12, 10), (15, 11), (16, 12), (17, 13), (18, 14), (19, 15), (22, 16), .. Enumerable.Range(0, 7).Select(i => (23 + i, 17 + i))];
        Assert.All(places, place => Assert.Equal((float)_exact.Readings[place.Reading], state[place.Reading]));
        Assert.All(places.Where(place => place.Pose < 20), place => Assert.Equal((float)KitchenEnvironment.StartPose[place.Pose], state[place.Reading]));
        Assert.All([9, 10, 13, 14, 20, 21, .. Enumerable.Range(30, 30)], place => Assert.Equal(0, state[place]));
    }

    [Fact]
    public void Readings_err_by_up_to_their_amplitude_and_by_nearly_all_of_it_at_times()
    {
        double[] worst = new double[30], truth = new double[30];
        for (ulong seed = 0; seed < 300; seed++)
        {
            _exact.Reset(seed);
            _noisy.Reset(seed);
            for (int i = 0; i < 30; i++)
            {
                worst[i] = Math.Max(worst[i], Math.Abs(_noisy.Readings[i] - _exact.Readings[i]));
            }
        }

        double[] amplitudes =
        [
            .01, .01, .01, .01, .01, .01, .01, .01, .01, 0, 0, .00005, .00005, 0, 0, .00005, .00005, .0005, .0005, .0005, 0, 0, .01,
            .0005, .0005, .0005, .01, .01, .01, .0005,
        ];
        for (int i = 0; i < 30; i++)
        {
            Assert.InRange(worst[i], 0.95 * amplitudes[i], amplitudes[i]);
        }
    }

    [Fact]
    public void Every_seed_starts_in_the_same_pose_with_readings_of_its_own_that_come_again()
    {
        var readings = new HashSet<string>();
        var pose = new double[24];
        for (ulong seed = 0; seed < 20; seed++)
        {
            _noisy.Reset(seed);
            _noisy.ReadPose(pose);
            Assert.Equal(KitchenEnvironment.StartPose.Take(20), pose[..20]);
            readings.Add(string.Join(' ', State(_noisy)));
        }

        Assert.Equal(20, readings.Count);
        _noisy.Reset(7);
        Assert.Contains(string.Join(' ', State(_noisy)), readings);
    }

    [Fact]
    public void An_episode_of_a_seed_comes_again_bit_for_bit_and_another_seed_gives_another()
    {
        Assert.Equal(Play(5), Play(5));
        Assert.NotEqual(Play(5), Play(6));

        double[] Play(ulong seed)
        {
            _noisy.Reset(seed);
            for (int step = 0; step < 10; step++)
            {
                _noisy.Step([.3f, -.2f, .5f, -.1f, .9f, -.9f, .1f, 1, -1], _rewards);
            }

            var pose = new double[24];
            _noisy.ReadPose(pose);
            return [.. pose, .. _noisy.Readings.Values];
        }
    }

    [Fact]
    public void A_pose_is_seen_the_same_way_each_time_it_is_set()
    {
        _noisy.Reset(9);
        _noisy.ResetTo([.. KitchenEnvironment.StartPose]);
        float[] first = State(_noisy);
        _noisy.Step(new float[9], _rewards);
        _noisy.ResetTo([.. KitchenEnvironment.StartPose]);
        Assert.Equal(first, State(_noisy));
    }
}
