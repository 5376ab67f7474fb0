using GenRL.Data;
using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation.Exploration;

/// <summary>
/// Draws poses of a planar robot that rest on the ground with the centre of mass above what touches it: standing on one or both
/// feet with the limbs anywhere, lunging, kneeling, lying. Nothing about tasks enters. Joints named <c>right_x</c> and <c>left_x</c>
/// belong to two sides, of which one is often kept close to the standing pose.
/// </summary>
public sealed class BalancedPoses : IPoseSource
{
    private const int Capsule = 3, HeightAxis = 2, AxisX = 2, AxisZ = 8;

    private readonly PhysicsEnvironment _world;
    private readonly BalancedPosesOptions _options;
    private readonly MjField<int> _shapes;
    private readonly MjField<double> _sizes, _middles, _rotations, _masses;
    private readonly double[] _reference, _pose, _best;
    private readonly double[] _sideShare = new double[3];
    private readonly int[] _sides;
    private readonly int _height, _pitch;
    private readonly double _standingHeightM;

    /// <param name="world">World to try poses in, used by nobody else; stays owned by the caller.</param>
    /// <param name="options">Which poses.</param>
    /// <exception cref="ArgumentException">The robot's poses have no height or pitch, or an option is out of range.</exception>
    public BalancedPoses(PhysicsEnvironment world, BalancedPosesOptions? options = null)
    {
        _world = world;
        _options = options ?? new BalancedPosesOptions();
        _options.RequireValid();
        (_height, _pitch) = world.Layout is { Height: { } height, Pitch: { } pitch }
            ? (height, pitch)
            : throw new ArgumentException($"Poses of {world.Robot.Name} have no height or pitch of the torso to balance.", nameof(world));
        _shapes = world.Model.Field<int>("geom_type");
        _sizes = world.Model.Field<double>("geom_size");
        _middles = world.Data.Field<double>("geom_xpos");
        _rotations = world.Data.Field<double>("geom_xmat");
        _masses = world.Data.Field<double>("subtree_com");
        _sides = [.. world.Robot.Joints.Select(joint => joint.Name.StartsWith("right_", StringComparison.Ordinal) ? 1 : joint.Name.StartsWith("left_", StringComparison.Ordinal) ? 2 : 0)];
        (_reference, _pose, _best) = (new double[world.PoseSize], new double[world.PoseSize], new double[world.PoseSize]);
        world.ReadReferencePose(_reference);
        _reference.CopyTo(_pose, 0);
        _standingHeightM = PlaceOnGround(out _);
    }

    /// <summary>How far the centre of mass of the last drawn pose lies within what touches the ground, in metres.</summary>
    public double MarginM { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Draw(SeededRandom random)
    {
        PoseBand band = ChooseBand(random);
        MarginM = double.NegativeInfinity;
        for (int attempt = 0; attempt < _options.Attempts && MarginM < _options.MarginM; attempt++)
        {
            DrawJoints(random);
            _pose[_pitch] = random.Between(-band.LargestTiltRad, band.LargestTiltRad);
            double torso = PlaceOnGround(out double lowest);
            double share = torso / _standingHeightM;
            double margin = share >= band.LowestShare && share <= band.HighestShare ? Margin(lowest) : double.MinValue;
            if (margin > MarginM)
            {
                MarginM = margin;
                _pose.CopyTo(_best, 0);
            }
        }

        return _best;
    }

    private PoseBand ChooseBand(SeededRandom random)
    {
        double point = random.NextDouble() * _options.Bands.Sum(band => band.Weight);
        return _options.Bands.FirstOrDefault(band => (point -= band.Weight) < 0) ?? _options.Bands[^1];
    }

    private void DrawJoints(SeededRandom random)
    {
        _reference.CopyTo(_pose, 0);
        for (int side = 0; side < _sideShare.Length; side++)
        {
            _sideShare[side] = random.NextDouble() < _options.FreeShare ? 1 : random.Between(0, _options.KeptRange);
        }

        for (int joint = 0; joint < _sides.Length; joint++)
        {
            JointDescription limits = _world.Robot.Joints[joint];
            int entry = _world.Layout.Joints[joint];
            double wanted = random.NextDouble() < _options.LimitShare
                ? (random.NextDouble() < 0.5 ? limits.LowerRad : limits.UpperRad)
                : random.Between(limits.LowerRad, limits.UpperRad);
            _pose[entry] = _reference[entry] + _sideShare[_sides[joint]] * (wanted - _reference[entry]);
        }
    }

    // The world keeps the pose as it was before, floating or sunk by the lowest point's height; returns the torso's height after.
    private double PlaceOnGround(out double lowest)
    {
        _world.ResetTo(_pose);
        lowest = _world.LowestPointM();
        _pose[_height] -= lowest;
        return _world.Motion.TorsoHeightM - lowest;
    }

    // Each capsule touches the ground at its ends; the planar robot rests between the outermost ends that do.
    private double Margin(double ground)
    {
        double rear = double.PositiveInfinity, front = double.NegativeInfinity;
        for (int geom = 0; geom < _shapes.Rows; geom++)
        {
            if (_shapes[geom] != Capsule)
            {
                continue;
            }

            double half = _sizes.Row(geom)[1], radius = _sizes.Row(geom)[0];
            foreach (double end in (ReadOnlySpan<double>)[-half, half])
            {
                if (_middles.Row(geom)[HeightAxis] + end * _rotations.Row(geom)[AxisZ] - radius - ground <= _options.TouchM)
                {
                    double x = _middles.Row(geom)[0] + end * _rotations.Row(geom)[AxisX];
                    (rear, front) = (Math.Min(rear, x), Math.Max(front, x));
                }
            }
        }

        double centre = _masses.Row(0)[0];
        return Math.Min(centre - rear, front - centre);
    }
}
