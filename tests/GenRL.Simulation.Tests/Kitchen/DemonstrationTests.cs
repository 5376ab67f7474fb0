using System.Numerics;
using GenRL.Data;
using GenRL.Simulation.Kitchen;
using GenRL.Simulation.Kitchen.Demonstrations;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests.Kitchen;

public sealed class DemonstrationTests : IDisposable
{
    private readonly KitchenEnvironment _kitchen = new(RenderPreset.Plain);
    private readonly double[] _rewards = new double[4];
    private readonly float[] _action = new float[9];

    public void Dispose() => _kitchen.Dispose();

    [Theory]
    [InlineData("microwave")]
    [InlineData("light")]
    [InlineData("burner")]
    [InlineData("slide")]
    public void Each_task_is_done_by_actions_alone(string task)
    {
        int index = _kitchen.Tasks.ToList().IndexOf(task);
        using var agent = new DemonstrationAgent(task);
        agent.Begin(new SeededRandom(4));
        _kitchen.Reset(4);
        double done = 0;
        for (int step = 0; step < 70 && done == 0; step++)
        {
            agent.Act(_kitchen, _action);
            Assert.All(_action, value => Assert.InRange(value, -1, 1));
            _kitchen.Step(_action, _rewards);
            done += _rewards[index];
        }

        Assert.Equal(1, done);
    }

    [Theory]
    [InlineData(-.606, .378, 1.79, .3)]
    [InlineData(-.108, .607, 2.55, 0)]
    [InlineData(-.256, .600, 2.186, 0)]
    [InlineData(-.365, .595, 2.28, 0)]
    public void The_hand_gets_to_the_handles_with_every_joint_within_its_stops(double x, double y, double z, double yawRad)
    {
        var servo = new ArmServo();
        var goal = new HandGoal(new Vector3((float)x, (float)y, (float)z), yawRad);
        _kitchen.Reset(2);
        float distance = float.PositiveInfinity;
        for (int step = 0; step < 40 && distance > 0.015f; step++)
        {
            servo.Act(_kitchen.Physics, goal, 0.3, KitchenEnvironment.StartPose, _action);
            (_action[7], _action[8]) = (1, 1);
            _kitchen.Step(_action, _rewards);
            distance = Vector3.Distance(ArmServo.Pads(_kitchen.Physics), goal.Pads);
            for (int joint = 0; joint < 7; joint++)
            {
                Assert.InRange(_kitchen.Physics.Robot[joint], _kitchen.Robot.Joints[joint].LowerRad - 0.01, _kitchen.Robot.Joints[joint].UpperRad + 0.01);
            }
        }

        Assert.True(distance <= 0.015f, $"{distance} m away");
    }

    [Fact]
    public void Standing_still_needs_the_servo_to_hold_against_gravity()
    {
        Vector3 held = Drift(holds: true), left = Drift(holds: false);
        Assert.True(held.Length() < 0.01 && left.Length() > 3 * held.Length(), $"{held.Length()} m held, {left.Length()} m left alone");

        Vector3 Drift(bool holds)
        {
            var servo = new ArmServo();
            _kitchen.ResetTo([-.4, -1, 1.9, -1.8, .2, 1.0, 1.6, .04, .04, .. KitchenEnvironment.StartPose.Skip(9)]);
            Vector3 start = ArmServo.Pads(_kitchen.Physics);
            for (int step = 0; step < 12; step++)
            {
                Array.Clear(_action);
                if (holds)
                {
                    servo.Act(_kitchen.Physics, new HandGoal(start, 0), 0.2, KitchenEnvironment.StartPose, _action);
                }

                _kitchen.Step(_action, _rewards);
            }

            return ArmServo.Pads(_kitchen.Physics) - start;
        }
    }

    [Fact]
    public void What_nobody_demonstrates_and_other_worlds_are_refused()
    {
        Assert.Contains("dishes", Assert.Throws<ArgumentException>(() => new DemonstrationAgent("dishes")).Message, StringComparison.Ordinal);
        using var kettle = new DemonstrationAgent("kettle");
        Assert.Contains("microwave", Assert.Throws<ArgumentException>(() => kettle.Begin(new SeededRandom(1))).Message, StringComparison.Ordinal);
        using var agent = new DemonstrationAgent("slide");
        agent.Begin(new SeededRandom(1));
        using var walker = new WalkerEnvironment(RenderPreset.Plain);
        Assert.Contains("WalkerEnvironment", Assert.Throws<ArgumentException>(() => agent.Act(walker, _action)).Message, StringComparison.Ordinal);
    }
}
