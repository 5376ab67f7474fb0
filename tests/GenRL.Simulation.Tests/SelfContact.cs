using GenRL.Data;

namespace GenRL.Simulation.Tests;

/// <summary>Whether a robot's limbs touch each other, far from the ground.</summary>
internal static class SelfContact
{
    /// <summary>Tries many poses with every joint anywhere in its range.</summary>
    /// <param name="world">The robot.</param>
    /// <param name="floating">A pose in the air; only its joints are changed.</param>
    public static bool InRandomPoses(PhysicsEnvironment world, double[] floating)
    {
        var random = new SeededRandom(1);
        for (int trial = 0; trial < 500; trial++)
        {
            double[] pose = [.. floating];
            for (int i = 0; i < world.Layout.Joints.Count; i++)
            {
                pose[world.Layout.Joints[i]] = random.Between(world.Robot.Joints[i].LowerRad, world.Robot.Joints[i].UpperRad);
            }

            world.ResetTo(pose);
            if (world.Data.Scalar("ncon") > 0)
            {
                return true;
            }
        }

        return false;
    }
}
