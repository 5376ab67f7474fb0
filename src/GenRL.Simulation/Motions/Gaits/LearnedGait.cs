using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Gaits;

/// <summary>What one figure did while it learned to stand, walk and run: windows of a clip's length, sorted by what they show.</summary>
public sealed class LearnedGait
{
    private const int Stride = 3;
    private const double RadPerDeg = Math.PI / 180;

    /// <summary>How often each label is drawn; being upright is rare while learning and matters most.</summary>
    private static readonly Dictionary<string, double> Weights = new()
    {
        ["stand"] = 2, ["balance"] = 1.5, ["walk"] = 1.2, ["walk_fast"] = 3, ["run"] = 3, ["walk_back"] = 1.2, ["get_up"] = .6, ["fall"] = .4, ["flail"] = .3,
    };

    private readonly Dictionary<string, List<double[][]>> _windows = [];

    /// <param name="sizes">The figure that learned.</param>
    /// <param name="stepS">Seconds between two rows of an episode.</param>
    /// <param name="episodes">Poses in MuJoCo's joint order, [rows][joints] each.</param>
    public LearnedGait(FigureSizes sizes, double stepS, IEnumerable<IReadOnlyList<double[]>> episodes)
    {
        Sizes = sizes;
        StepS = stepS;
        foreach (IReadOnlyList<double[]> episode in episodes)
        {
            for (int first = 0; first + ClipFormat.Frames <= episode.Count; first += Stride)
            {
                Sort([.. episode.Skip(first).Take(ClipFormat.Frames)]);
            }
        }
    }

    /// <summary>The figure that learned.</summary>
    public FigureSizes Sizes { get; }

    /// <summary>Seconds between two frames of a window.</summary>
    public double StepS { get; }

    /// <summary>How many windows show each label.</summary>
    public IReadOnlyDictionary<string, int> Counts => _windows.ToDictionary(pair => pair.Key, pair => pair.Value.Count);

    /// <summary>
    /// Draws a window and moves it to a body of somewhat other lengths: the same joint angles, the same distance from the floor, the
    /// way along the floor in proportion to the legs.
    /// </summary>
    /// <param name="style">Draws the label, then the window.</param>
    /// <param name="sizes">The body; it has arms if and only if the figure that learned had.</param>
    /// <returns>Poses at each frame, or null if nothing was learned.</returns>
    public double[][]? Draw(MotionStyle style, FigureSizes sizes)
    {
        double pick = style.Between(0, _windows.Keys.Sum(label => Weights[label]));
        List<double[][]>? windows = _windows.FirstOrDefault(pair => (pick -= Weights[pair.Key]) < 0).Value;
        if (windows is null)
        {
            return null;
        }
        double[][] window = style.Pick(windows);
        double start = window[0][FigureModel.RootX];
        return [.. window.Select(pose => Moved(pose, start, sizes))];
    }

    private void Sort(double[][] window)
    {
        if (MotionJudge.Name(MotionMeasure.Of(Sizes, window, StepS)) is { } label && Weights.ContainsKey(label))
        {
            if (!_windows.TryGetValue(label, out List<double[][]>? windows))
            {
                _windows[label] = windows = [];
            }
            windows.Add(window);
        }
    }

    private double[] Moved(double[] q, double start, FigureSizes sizes)
    {
        Leg LegAt(int joint) => new(q[joint] / RadPerDeg, q[joint + 1] / RadPerDeg, q[joint + 2] / RadPerDeg);
        Arm ArmAt(int joint) => sizes.HasArms ? new(q[joint] / RadPerDeg, q[joint + 1] / RadPerDeg) : default;
        int arms = FigureModel.FirstJoint + FigureModel.LegJoints;
        var pose = new FigurePose(q[FigureModel.Pitch] / RadPerDeg, LegAt(FigureModel.FirstJoint), LegAt(FigureModel.FirstJoint + 3), ArmAt(arms), ArmAt(arms + 2));
        double air = q[FigureModel.RootZ] + Sizes.StandingTorsoHeight - FigureKinematics.RootHeight(Sizes, pose);
        return FigureModel.Positions(sizes, pose with { AirM = air }, (q[FigureModel.RootX] - start) * sizes.LegLength / Sizes.LegLength);
    }
}
