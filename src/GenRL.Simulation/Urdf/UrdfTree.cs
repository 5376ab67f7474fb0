using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>
/// Which of a model's bodies one URDF, which is one tree, can hold. A robot that moves freely is its own root: where it is in the
/// world is for <c>tf</c> to say, because robot_state_publisher takes a floating joint for a fixed one. Any other robot stands in the
/// world together with its fixtures. Things that move freely beside it belong to no robot and are left out.
/// </summary>
internal sealed class UrdfTree
{
    private const int FreeJoint = 0;

    private readonly bool[] _holds;

    /// <param name="model">The world.</param>
    /// <param name="robot">Whose joints are actuated.</param>
    /// <exception cref="InvalidOperationException">Actuated joints lie in several trees that one URDF cannot hold.</exception>
    public UrdfTree(MjModel model, RobotDescription robot)
    {
        MjField<int> parents = model.Field<int>("body_parentid"), jointBodies = model.Field<int>("jnt_bodyid"), types = model.Field<int>("jnt_type");
        var tops = new int[parents.Rows];
        for (int body = 1; body < tops.Length; body++)
        {
            tops[body] = parents[body] == 0 ? body : tops[parents[body]];
        }

        HashSet<int> free = [.. Enumerable.Range(0, types.Rows).Where(joint => types[joint] == FreeJoint).Select(joint => jointBodies[joint])];
        int[] robotTops = [.. robot.Joints.Select(joint => tops[jointBodies[model.Id(MjObject.Joint, joint.Name)]]).Distinct()];
        Root = robotTops.Length == 1 && free.Contains(robotTops[0]) ? robotTops[0] : 0;
        if (Root == 0 && robotTops.Any(free.Contains))
        {
            throw new InvalidOperationException($"The {robot.Name} has actuated joints in several bodies of which one moves freely; a URDF is one tree.");
        }

        _holds = [.. Enumerable.Range(0, tops.Length).Select(body => body > 0 && (Root > 0 ? tops[body] == Root : !free.Contains(tops[body])))];
    }

    /// <summary>The body at the root: 0 is the world.</summary>
    public int Root { get; }

    /// <summary>Whether a body belongs to the URDF.</summary>
    public bool Holds(int body) => _holds[body];
}
