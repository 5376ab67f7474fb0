using GenRL.Robots.Scenes;

namespace GenRL.OperatorConsole.Viewing;

/// <summary>Gathers a scene's pose from what arrives joint by joint and body by body. What nobody tells stays at the reference.</summary>
public sealed class JointPose
{
    private readonly Dictionary<string, int> _joints;
    private readonly Dictionary<string, int> _freeBodies;
    private readonly double[] _pose;

    /// <param name="scene">The robot and its surroundings.</param>
    public JointPose(SceneDescription scene)
    {
        _pose = [.. scene.ReferencePose];
        _joints = scene.Bodies.SelectMany(body => body.Joints)
            .Where(joint => joint.Kind is SceneJointKind.Hinge or SceneJointKind.Slide)
            .ToDictionary(joint => joint.Name, joint => joint.Address, StringComparer.Ordinal);
        _freeBodies = scene.Bodies
            .Where(body => body.Joints is [{ Kind: SceneJointKind.Free }])
            .ToDictionary(body => body.Name, body => body.Joints[0].Address, StringComparer.Ordinal);
    }

    /// <summary>The pose so far, [P]; the caller's own copy.</summary>
    public double[] Current => [.. _pose];

    /// <summary>Takes joint positions by name, as a joint-state message brings them. Joints the scene does not have are passed over.</summary>
    /// <returns>False, with nothing taken, when the lists do not match, a number is not finite, or no name is a joint of the scene.</returns>
    public bool TryTake(IReadOnlyList<string> names, IReadOnlyList<double> positions)
    {
        if (names.Count != positions.Count || positions.Any(position => !double.IsFinite(position)) || !names.Any(_joints.ContainsKey))
        {
            return false;
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (_joints.TryGetValue(names[i], out int address))
            {
                _pose[address] = positions[i];
            }
        }

        return true;
    }

    /// <summary>Takes the place of a body that moves freely.</summary>
    /// <param name="body">Its name.</param>
    /// <param name="placeM">[3] in the world.</param>
    /// <param name="turn">[4] w, x, y, z in the world; of any length but 0.</param>
    /// <returns>False, with nothing taken, when there is no such free body or the numbers are no place.</returns>
    public bool TryPlace(string body, ReadOnlySpan<double> placeM, ReadOnlySpan<double> turn)
    {
        double length = 0;
        foreach (double part in turn)
        {
            length += part * part;
        }

        length = Math.Sqrt(length);
        bool sound = double.IsFinite(length) && length > 1e-6 && double.IsFinite(placeM[0]) && double.IsFinite(placeM[1]) && double.IsFinite(placeM[2]);
        if (!sound || !_freeBodies.TryGetValue(body, out int address))
        {
            return false;
        }

        placeM.CopyTo(_pose.AsSpan(address));
        for (int i = 0; i < turn.Length; i++)
        {
            _pose[address + placeM.Length + i] = turn[i] / length;
        }

        return true;
    }
}
