using System.Runtime.InteropServices;
using geometry_msgs.msg;
using GenRL.Robots;
using MuJoCo;
using ROS2;
using sensor_msgs.msg;
using tf2_msgs.msg;

namespace GenRL.Simulation.Node;

/// <summary>
/// Tells where everything is that no motor moves, so that whoever has the URDF knows the whole pose: hinges and slides (a planar
/// robot's root, a door) follow the actuated joints in <c>joint_states</c>; bodies that move freely are frames of <c>tf</c>, as
/// joint states cannot say them.
/// </summary>
internal sealed class UnactuatedStates : IDisposable
{
    private const int FreeJoint = 0, SlideJoint = 2, HingeJoint = 3;

    private readonly MjField<double> _position, _velocity;
    private readonly (string Name, int Position, int Velocity)[] _joints;
    private readonly int[] _freePositions;
    private readonly Publisher<TFMessage>? _frameTopic;
    private readonly TFMessage _frames = new();

    /// <param name="node">Node that tells.</param>
    /// <param name="model">The world.</param>
    /// <param name="data">Its state.</param>
    /// <param name="robot">Whose joints are actuated.</param>
    public UnactuatedStates(ROS2.Node node, MjModel model, MjData data, RobotDescription robot)
    {
        (_position, _velocity) = (data.Field<double>("qpos"), data.Field<double>("qvel"));
        MjField<int> type = model.Field<int>("jnt_type"), position = model.Field<int>("jnt_qposadr"), velocity = model.Field<int>("jnt_dofadr");
        _joints =
        [
            .. Enumerable.Range(0, type.Rows)
                .Where(joint => type[joint] is SlideJoint or HingeJoint)
                .Select(joint => (model.Name(MjObject.Joint, joint) ?? "", position[joint], velocity[joint]))
                .Where(joint => joint.Item1.Length > 0 && robot.Joints.All(actuated => actuated.Name != joint.Item1)),
        ];
        int[] free = [.. Enumerable.Range(0, type.Rows).Where(joint => type[joint] == FreeJoint)];
        _freePositions = [.. free.Select(joint => position[joint])];
        foreach (int joint in free)
        {
            string body = model.Name(MjObject.Body, model.Field<int>("jnt_bodyid")[joint])!;
            TransformStamped frame = new() { ChildFrameId = body };
            frame.Header.FrameId = "world";
            _frames.Transforms.Add(frame);
        }

        // whoever listens to frames asks for reliable ones; only the newest few are kept, so nobody can hold up the robot
        _frameTopic = free.Length == 0 ? null : node.CreatePublisher<TFMessage>("tf", QosProfile.KeepLast(10));
    }

    /// <summary>Appends the joints' names, and room for their values.</summary>
    public void Describe(JointState states)
    {
        int count = states.Name.Count + _joints.Length;
        states.Name.AddRange(_joints.Select(joint => joint.Name));
        CollectionsMarshal.SetCount(states.Position, count);
        CollectionsMarshal.SetCount(states.Velocity, count);
        CollectionsMarshal.SetCount(states.Effort, count);
        // no motor, no effort
        CollectionsMarshal.AsSpan(states.Effort)[^_joints.Length..].Clear();
    }

    /// <summary>Writes the joints' values behind the actuated ones', and publishes the free bodies under the same stamp.</summary>
    public void Update(JointState states)
    {
        int first = states.Name.Count - _joints.Length;
        for (int i = 0; i < _joints.Length; i++)
        {
            states.Position[first + i] = _position[_joints[i].Position];
            states.Velocity[first + i] = _velocity[_joints[i].Velocity];
        }

        for (int i = 0; i < _freePositions.Length; i++)
        {
            Span<double> place = _position.Span.Slice(_freePositions[i], 7);
            TransformStamped frame = _frames.Transforms[i];
            (frame.Header.Stamp.Sec, frame.Header.Stamp.Nanosec) = (states.Header.Stamp.Sec, states.Header.Stamp.Nanosec);
            (frame.Transform.Translation.X, frame.Transform.Translation.Y, frame.Transform.Translation.Z) = (place[0], place[1], place[2]);
            Quaternion turn = frame.Transform.Rotation;
            (turn.W, turn.X, turn.Y, turn.Z) = (place[3], place[4], place[5], place[6]);
        }

        _frameTopic?.Publish(_frames);
    }

    public void Dispose() => _frameTopic?.Dispose();
}
