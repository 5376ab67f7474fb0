using System.Runtime.InteropServices;
using GenRL.Safety;

namespace GenRL.Control;

/// <summary>
/// Picks a robot's joints out of joint-state messages, whose order is the sender's. Remembers where each joint stood, so that a
/// steady stream costs one comparison per joint and no allocation.
/// </summary>
public sealed class JointStateReader
{
    private readonly string[] joints;
    private readonly int[] places;

    /// <param name="joints">Names in action order.</param>
    public JointStateReader(IReadOnlyList<string> joints)
    {
        this.joints = [.. joints];
        places = new int[joints.Count];
    }

    /// <summary>Copies positions and velocities out in action order.</summary>
    /// <returns>False, with nothing copied, if a joint is missing or the lists do not have one entry per name.</returns>
    public bool TryRead(List<string> names, List<double> position, List<double> velocity, ref JointVector positionRad, ref JointVector velocityRadPerS)
    {
        if (position.Count != names.Count || velocity.Count != names.Count)
        {
            return false;
        }

        ReadOnlySpan<string> spelled = CollectionsMarshal.AsSpan(names);
        for (int i = 0; i < joints.Length; i++)
        {
            bool moved = places[i] >= spelled.Length || spelled[places[i]] != joints[i];
            if (moved)
            {
                places[i] = spelled.IndexOf(joints[i]);
                if (places[i] < 0)
                {
                    places[i] = 0;
                    return false;
                }
            }
        }

        for (int i = 0; i < joints.Length; i++)
        {
            positionRad[i] = position[places[i]];
            velocityRadPerS[i] = velocity[places[i]];
        }

        return true;
    }
}
