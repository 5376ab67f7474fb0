using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Figures;
using GenRL.Simulation.Motions.Gaits;
using GenRL.Simulation.Motions.Scripts;
using MuJoCo;

namespace GenRL.Simulation.Motions.Recording;

/// <summary>Records clips of one figure; <paramref name="gait"/> may add what such a figure does while it learns to walk.</summary>
internal sealed class ClipRecorder(FigureWorld world, MotionStyle style, double physicsShare, LearnedGait? gait, RecordingStatistics statistics)
{
    private const int Attempts = 40, WanderFrames = 40;
    private const double WanderShare = .25, LearnedShare = .4;
    private const string WanderName = "wander", LearnedName = "learned";
    private static readonly double[] PhysicsSteps = [.04, .05, .05, .05, .06];

    private static readonly Dictionary<string, double> WanderWeights = new()
    {
        ["stand"] = 2, ["balance"] = 1, ["walk"] = 1.5, ["walk_fast"] = 1.5, ["run"] = 2, ["walk_back"] = .4, ["fall"] = .25,
    };

    private readonly MotionKind[] _kinds = [.. MotionLibrary.Kinds.Where(kind => world.Sizes.HasArms || !kind.NeedsArms)];

    /// <summary>Draws a kind and records a clip of it, or of what physics made of it.</summary>
    public (ClipHeader Header, float[] Measures, byte[] Pixels) Record()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            MotionKind kind = Draw();
            bool physics = style.Chance(physicsShare);
            if (physics && style.Chance(LearnedShare) && Learned() is { } learned)
            {
                return learned;
            }
            if (physics && style.Chance(WanderShare) && Wandered() is { } found)
            {
                return found;
            }
            double step = physics ? style.Pick(PhysicsSteps) : style.Chance(.5) ? .05 : style.Between(.036, .064);
            double[][]? poses = physics ? Simulated(kind, step) : Scripted(kind, step);
            string? label = poses is null ? null : Label(kind, MotionMeasure.Of(world.Sizes, poses, step), physics);
            statistics.Count(kind.Label, physics, label);
            if (label is not null)
            {
                return Rendered(new ClipHeader(MotionLibrary.IndexOf(label), physics, world.Sizes.HasArms, (float)step), poses!, step);
            }
        }
        throw new InvalidOperationException($"None of {Attempts} motions gave a clip that shows what it should.");
    }

    /// <summary>What such a figure does while it learns, named by what it shows on this body. Null when that is not clear.</summary>
    private (ClipHeader Header, float[] Measures, byte[] Pixels)? Learned()
    {
        if (gait?.Draw(style, world.Sizes) is not { } poses)
        {
            return null;
        }
        string? label = MotionJudge.Name(MotionMeasure.Of(world.Sizes, poses, gait.StepS));
        statistics.Count(LearnedName, true, label is null ? null : LearnedName);
        return label is null ? null : Rendered(new ClipHeader(MotionLibrary.IndexOf(label), true, world.Sizes.HasArms, (float)gait.StepS), poses, gait.StepS);
    }

    /// <summary>
    /// Lets the figure move about upright for some seconds and picks a window by what it shows, rare kinds first. Null when it fell at once.
    /// </summary>
    private (ClipHeader Header, float[] Measures, byte[] Pixels)? Wandered()
    {
        double step = style.Pick(PhysicsSteps);
        MotionScript gait = Disturbed(GaitMotions.Any(style, world.Sizes));
        double speed = style.Chance(.3) ? gait.SpeedMPerS : style.Chance(.25) ? 0 : style.Between(-.8, 5);
        double[][] poses;
        try
        {
            poses = new JointDrive(world, style).Wander(gait, speed, step, WanderFrames);
        }
        catch (MujocoException)
        {
            return null;
        }
        var windows = new List<(double[][] Poses, string Label)>();
        for (int first = 0; first + ClipFormat.Frames <= poses.Length; first += 3)
        {
            double[][] window = poses[first..(first + ClipFormat.Frames)];
            if (MotionJudge.Name(MotionMeasure.Of(world.Sizes, window, step)) is { } label && WanderWeights.ContainsKey(label))
            {
                windows.Add((window, label));
            }
        }
        statistics.Count(WanderName, true, windows.Count > 0 ? WanderName : null);
        if (windows.Count == 0)
        {
            return null;
        }
        double pick = style.Between(0, windows.Sum(window => WanderWeights[window.Label]));
        (double[][] chosen, string name) = windows.First(window => (pick -= WanderWeights[window.Label]) < 0);
        return Rendered(new ClipHeader(MotionLibrary.IndexOf(name), true, world.Sizes.HasArms, (float)step), chosen, step);
    }

    private MotionKind Draw()
    {
        double pick = style.Between(0, _kinds.Sum(kind => kind.Weight));
        return _kinds.First(kind => (pick -= kind.Weight) < 0);
    }

    private double[][] Scripted(MotionKind kind, double step)
    {
        MotionScript script = Disturbed(kind.Make(style, world.Sizes));
        return [.. Enumerable.Range(0, ClipFormat.Frames).Select(frame =>
            FigureModel.Positions(world.Sizes, script.PoseAt(frame * step), script.SpeedMPerS * frame * step))];
    }

    private double[][]? Simulated(MotionKind kind, double step)
    {
        var drive = new JointDrive(world, style);
        try
        {
            if (kind.Label == MotionLibrary.Flailing && style.Chance(.8))
            {
                return drive.Thrash(style.Between(.1, 4), step, ClipFormat.Frames);
            }
            MotionScript script = Disturbed(kind.Make(style, world.Sizes));
            return drive.Follow(script, style.Between(.02, kind.LongestLeadS), step, ClipFormat.Frames);
        }
        catch (MujocoException)
        {
            // A diverged simulation is no clip; it is counted as a failed attempt.
            return null;
        }
    }

    /// <summary>Adds small aimless motion: nobody stands still like a statue.</summary>
    private MotionScript Disturbed(MotionScript script)
    {
        var waves = new JointWaves(style, Math.Abs(style.Around(2.5)), .2, 1.5);
        return script with { PoseAt = time => waves.Added(script.PoseAt(time), time) };
    }

    private static string? Label(MotionKind kind, MotionMeasure measure, bool physics) =>
        kind.Holds(measure) ? kind.Label : physics ? MotionJudge.Name(measure) : null;

    private (ClipHeader Header, float[] Measures, byte[] Pixels) Rendered(ClipHeader header, double[][] poses, double step)
    {
        byte[] pixels = new byte[ClipFormat.PixelBytes];
        int camera = style.Pick(FigureLook.Cameras), bytes = pixels.Length / ClipFormat.Frames;
        for (int frame = 0; frame < poses.Length; frame++)
        {
            world.Draw(poses[frame], camera, pixels.AsSpan(frame * bytes, bytes));
        }
        return (header, ClipMeasures.Of(world.Sizes, poses, step), pixels);
    }
}
