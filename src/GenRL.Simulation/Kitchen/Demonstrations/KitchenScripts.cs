using System.Numerics;
using GenRL.Data;

namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>How each task is done by hand. Ways vary a little from episode to episode; what touches an object does not.</summary>
public static class KitchenScripts
{
    private const double Open = 1, Closed = -1;

    // The microwave stands turned by .3 rad, and so does its door when shut; the handle's place in the door's frame.
    private const double MicrowaveYaw = 0.3;
    private static readonly Vector2 MicrowavePivot = new(-1.128f, 0.455f), MicrowaveHandle = new(0.475f, -0.108f);

    /// <summary>The stages of a task.</summary>
    /// <param name="task">One of the four of <see cref="KitchenTasks.All"/>.</param>
    /// <param name="random">Varies the ways.</param>
    /// <exception cref="ArgumentException">Nobody demonstrates this task.</exception>
    public static IReadOnlyList<DemonstrationStage> Stages(string task, SeededRandom random) => task switch
    {
        "microwave" => Microwave(random),
        "light" => Light(random),
        "burner" => Burner(random),
        "slide" => Slide(random),
        _ => throw new ArgumentException(
            $"Nobody demonstrates '{task}'. Demonstrated: {string.Join(", ", KitchenTasks.All.Select(known => known.Name))}.", nameof(task)),
    };

    private static DemonstrationStage[] Microwave(SeededRandom random)
    {
        Vector3 via = Vary(random, new(-0.56f, 0.24f, 1.86f));
        double opened = random.Between(-0.95, -0.75);
        return
        [
            Way(via, MicrowaveYaw),
            new(physics => At(physics, 0, 0.12f), Open, 0.25, 20),
            new(physics => At(physics, 0, 0), Open, 0.15, 15),
            new(physics => At(physics, 0, 0), Closed, 0.1, 6, _ => false),
            new(physics => At(physics, -0.15, 0), Closed, .25, 80, physics => physics.MicrowaveDoor < opened),
            new(physics => At(physics, 0, 0), Open, 0.1, 5, _ => false),
            new(physics => At(physics, 0, 0.15f), Open, 0.2, 10),
        ];

        // On the handle's circle, some radians ahead of the door and some metres before it; the hand turns half as far as the door.
        static HandGoal At(KitchenPhysics physics, double aheadRad, float beforeM)
        {
            double angle = MicrowaveYaw + Math.Max(physics.MicrowaveDoor + aheadRad, -1.1);
            (float sin, float cos) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
            Vector2 place = MicrowavePivot + new Vector2(cos * MicrowaveHandle.X - sin * MicrowaveHandle.Y, sin * MicrowaveHandle.X + cos * MicrowaveHandle.Y);
            double yaw = MicrowaveYaw + 0.5* (angle - MicrowaveYaw);
            var back = new Vector2((float)Math.Sin(yaw), -(float)Math.Cos(yaw));
            place += beforeM * back;
            return new HandGoal(new Vector3(place, 1.792f), yaw);
        }
    }

    private static DemonstrationStage[] Light(SeededRandom random) =>
    [
        Way(Vary(random, new(-0.36f, 0.35f, 2.28f))),
        Reach(new(-0.365f, 0.50f, 2.28f), Open),
        Reach(new(-0.365f, 0.595f, 2.28f), Open),
        new(_ => Level(new(-0.52f, 0.595f, 2.28f)), Open, 0.2, 25, physics => physics.LightSwitch < -0.6),
        Reach(new(-0.46f, 0.42f, 2.28f), Open),
    ];

    private static DemonstrationStage[] Burner(SeededRandom random)
    {
        double turned = random.Between(-1.1, -0.8);
        return
        [
            Way(Vary(random, new(-0.30f, 0.33f, 2.15f))),
            Reach(new(-0.256f, 0.50f, 2.186f), Open),
            Reach(new(-0.256f, 0.618f, 2.186f), Open),
            new(Turn, Open, 0.15, 30, physics => physics.Knob2 < turned),
            Reach(new(-0.30f, 0.42f, 2.16f), Open),
        ];

        // The right finger pushes the bar's lower end along its circle.
        static HandGoal Turn(KitchenPhysics physics)
        {
            double angle = Math.Max(physics.Knob2 - 0.5, -1.4);
            return Level(new(-0.29f + 0.042f * (float)Math.Sin(angle), 0.618f, 2.226f - 0.04f * (float)Math.Cos(angle)));
        }
    }

    private static DemonstrationStage[] Slide(SeededRandom random)
    {
        double opened = random.Between(0.3, 0.4);
        return
        [
            Way(Vary(random, new(-0.25f, 0.32f, 2.45f))),
            new(physics => Handle(physics, 0, 0.12f), Open, 0.25, 20),
            new(physics => Handle(physics, 0, 0), Open, 0.15, 15),
            new(physics => Handle(physics, 0, 0), Closed, 0.1, 6, _ => false),
            new(physics => Handle(physics, 0.1f, 0), Closed, 0.25, 40, physics => physics.SlideDoor > opened),
            new(physics => Handle(physics, 0, 0), Open, 0.1, 5, _ => false),
            new(physics => Handle(physics, 0, 0.15f), Open, 0.2, 10),
        ];

        static HandGoal Handle(KitchenPhysics physics, float aheadM, float beforeM) =>
            Level(new(-0.108f + (float)Math.Min(physics.SlideDoor + aheadM, 0.44), 0.607f - beforeM, 2.55f));
    }

    private static DemonstrationStage Way(Vector3 point, double yawRad = 0) => new(_ => new HandGoal(point, yawRad), Open, 0.3, 30);

    private static DemonstrationStage Reach(Vector3 point, double grip) => new(_ => Level(point), grip, 0.2, 20);

    private static HandGoal Level(Vector3 pads) => new(pads, 0);

    private static Vector3 Vary(SeededRandom random, Vector3 point)
    {
        const float spreadM = 0.03f;
        return point + spreadM * new Vector3((float)random.Between(-1, 1), (float)random.Between(-1, 1), (float)random.Between(-1, 1));
    }
}
