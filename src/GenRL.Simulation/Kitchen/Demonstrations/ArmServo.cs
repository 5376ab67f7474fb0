using System.Numerics;

namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>
/// Moves the hand by actions alone: damped least squares on the arm's Jacobian, and the inverse of the action law, which counts what a
/// servo's lag takes from a step and what gravity does.
/// </summary>
public sealed class ArmServo
{
    /// <summary>From the end-effector site to the middle of the pads, along the fingers, in metres.</summary>
    public const double PadsBeyondSiteM = 0.022;

    private const int Joints = 7, Axes = 6;
    private const double Damping = 0.06, RotationWeight = 0.35, PostureGain = 0.05, LargestTurnRad = 0.2;

    // Shares of a commanded step that a joint travels within a control step: 1 - exp(-kp / damping * period).
    private static readonly double[] Stiffness = [870, 870, 870, 870, 120, 120, 120];
    private static readonly double[] Travel = [.. Enumerable.Range(0, Joints).Select(i => 1 - Math.Exp(-Stiffness[i] / (i < 4 ? 100 : 10) * VelocityCommand.PeriodS))];

    // Inside both the joints' stops and what servos may be told (task specification, sections 6.1 and 6.2).
    private static readonly double[] Lowest = [-2.85, -1.74, -2.85, -3.0, -2.85, 0.02, -2.85];
    private static readonly double[] Highest = [2.85, 1.74, 2.85, -0.45, 2.85, 2.1, 2.85];

    private readonly double[] _jacobian = new double[Axes * Joints], _normal = new double[Axes * Axes], _step = new double[Joints], _pull = new double[Joints];
    private readonly double[] _error = new double[Axes], _solution = new double[Axes];

    /// <summary>World position of the middle between the pads.</summary>
    public static Vector3 Pads(KitchenPhysics physics) => Vector(physics.EndEffector) + Fingers(physics) * (float)PadsBeyondSiteM;

    /// <summary>Chooses the arm's seven actions.</summary>
    /// <param name="physics">The state.</param>
    /// <param name="goal">Where the hand is wanted.</param>
    /// <param name="speedMPerS">Largest speed of the hand.</param>
    /// <param name="rest">Posture that is preferred where the hand leaves a choice, [7] or more.</param>
    /// <param name="action">[7] or more, receives actions in [-1, 1].</param>
    public void Act(KitchenPhysics physics, HandGoal goal, double speedMPerS, IReadOnlyList<double> rest, Span<float> action)
    {
        const int repeats = 2;
        SetError(physics, goal, speedMPerS * repeats * VelocityCommand.PeriodS);
        physics.ReadJacobian(_jacobian);
        Centre(physics);
        for (int joint = 0; joint < Joints; joint++)
        {
            _pull[joint] = PostureGain * (rest[joint] - physics.Robot[joint]);
        }

        do
        {
            Solve();
        }
        while (Lock(physics));
        double scale = 1;
        for (int joint = 0; joint < Joints; joint++)
        {
            double held = physics.Bias[joint] / Stiffness[joint];
            double most = VelocityCommand.FullSpeed * VelocityCommand.PeriodS - Math.Abs(held);
            scale = Math.Min(scale, most * Travel[joint] * repeats / Math.Max(Math.Abs(_step[joint]), 1e-9));
        }

        for (int joint = 0; joint < Joints; joint++)
        {
            double lead = scale * _step[joint] / (Travel[joint] * repeats) + physics.Bias[joint] / Stiffness[joint];
            action[joint] = (float)Math.Clamp(lead / (VelocityCommand.FullSpeed * VelocityCommand.PeriodS), -1, 1);
        }
    }

    // The Jacobian of the pads instead of the site: a point further along the fingers also moves as the hand turns.
    private void Centre(KitchenPhysics physics)
    {
        Vector3 arm = Fingers(physics) * (float)PadsBeyondSiteM;
        for (int joint = 0; joint < Joints; joint++)
        {
            var turn = new Vector3((float)_jacobian[3 * Joints + joint], (float)_jacobian[4 * Joints + joint], (float)_jacobian[5 * Joints + joint]);
            Vector3 extra = Vector3.Cross(turn, arm);
            for (int axis = 0; axis < 3; axis++)
            {
                _jacobian[axis * Joints + joint] += extra[axis];
                _jacobian[(3 + axis) * Joints + joint] *= RotationWeight;
            }
        }
    }

    private void SetError(KitchenPhysics physics, HandGoal goal, double longestM)
    {
        Vector3 missing = goal.Pads - Pads(physics);
        missing *= (float)Math.Min(1, longestM / Math.Max(missing.Length(), 1e-9));
        Vector3 turn = Turn(physics, goal.YawRad);
        turn *= (float)(RotationWeight * Math.Min(1, LargestTurnRad / Math.Max(turn.Length(), 1e-9)));
        for (int axis = 0; axis < 3; axis++)
        {
            (_error[axis], _error[3 + axis]) = (missing[axis], turn[axis]);
        }
    }

    /// <summary>Half the sum of the cross products of the hand's axes with those wanted: the rotation vector, for turns that are not large.</summary>
    private static Vector3 Turn(KitchenPhysics physics, double yawRad)
    {
        ReadOnlySpan<double> now = physics.EndEffectorRotation;
        var fingers = new Vector3(-(float)Math.Sin(yawRad), (float)Math.Cos(yawRad), 0);
        var sideways = new Vector3(fingers.Y, -fingers.X, 0);
        return 0.5f * (Vector3.Cross(Column(now, 0), Vector3.UnitZ) + Vector3.Cross(Column(now, 1), sideways) + Vector3.Cross(Column(now, 2), fingers));
    }

    // Takes joints out that are at a stop and would be driven on into it; whether there was one.
    private bool Lock(KitchenPhysics physics)
    {
        bool locked = false;
        for (int joint = 0; joint < Joints; joint++)
        {
            double next = physics.Robot[joint] + _step[joint];
            if ((_step[joint] < 0 && next < Lowest[joint]) || (_step[joint] > 0 && next > Highest[joint]))
            {
                locked = true;
                _pull[joint] = 0;
                for (int row = 0; row < Axes; row++)
                {
                    _jacobian[row * Joints + joint] = 0;
                }
            }
        }

        return locked;
    }

    // step = J'(JJ' + d I)^-1 (error - J pull) + pull, where pull is the way back to the posture preferred.
    private void Solve()
    {
        for (int row = 0; row < Axes; row++)
        {
            Span<double> a = _jacobian.AsSpan(row * Joints, Joints);
            for (int column = 0; column < Axes; column++)
            {
                _normal[row * Axes + column] = Dot(a, _jacobian.AsSpan(column * Joints, Joints)) + (row == column ? Damping * Damping : 0);
            }

            _solution[row] = _error[row] - Dot(a, _pull);
        }

        SolvePositive(_normal, _solution);
        for (int joint = 0; joint < Joints; joint++)
        {
            _step[joint] = _pull[joint];
            for (int row = 0; row < Axes; row++)
            {
                _step[joint] += _jacobian[row * Joints + joint] * _solution[row];
            }
        }
    }

    // Gaussian elimination; a symmetric positive definite matrix needs no pivots.
    private static void SolvePositive(double[] matrix, double[] values)
    {
        for (int pivot = 0; pivot < Axes; pivot++)
        {
            for (int row = pivot + 1; row < Axes; row++)
            {
                double factor = matrix[row * Axes + pivot] / matrix[pivot * Axes + pivot];
                for (int column = pivot; column < Axes; column++)
                {
                    matrix[row * Axes + column] -= factor * matrix[pivot * Axes + column];
                }

                values[row] -= factor * values[pivot];
            }
        }

        for (int row = Axes - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < Axes; column++)
            {
                values[row] -= matrix[row * Axes + column] * values[column];
            }

            values[row] /= matrix[row * Axes + row];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static Vector3 Fingers(KitchenPhysics physics) => Column(physics.EndEffectorRotation, 2);

    private static Vector3 Column(ReadOnlySpan<double> rotation, int column) => new((float)rotation[column], (float)rotation[3 + column], (float)rotation[6 + column]);

    private static Vector3 Vector(ReadOnlySpan<double> values) => new((float)values[0], (float)values[1], (float)values[2]);
}
