using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Goals;

/// <summary>
/// Acts towards goal postures in one environment, exchanging the goal now and then, and keeps what is needed to learn from the episode.
/// </summary>
internal sealed class GoalExplorer
{
    private readonly IEnvironment environment;
    private readonly GoalOptions options;
    private readonly PostureSpace space;
    private readonly GoalReplay replay;
    private readonly IPoseSource poses;
    private readonly EpisodeRecorder recorder;
    private readonly DriftingNoise noise;
    private readonly double[] pose;
    private readonly float[] state;
    private readonly float[] posture;
    private readonly float[] goal;
    private readonly float[] action;
    private readonly List<PostureError> misses = [];
    private double closeness;

    public GoalExplorer(IEnvironment environment, GoalOptions options, PostureSpace space, GoalReplay replay, IPoseSource poses)
    {
        (this.environment, this.options, this.space, this.replay, this.poses) = (environment, options, space, replay, poses);
        recorder = new EpisodeRecorder(environment);
        noise = new DriftingNoise(environment.Robot.ActionSize);
        pose = new double[environment.PoseSize];
        state = new float[environment.StateSize];
        posture = new float[space.Size];
        goal = new float[space.Size];
        action = new float[environment.Robot.ActionSize];
    }

    /// <summary>Mean closeness, and mean errors at the end of the goals, of the last episode.</summary>
    public Dictionary<string, double> Figures => new()
    {
        ["closeness"] = closeness,
        ["joint_error_rad"] = misses.Average(miss => miss.JointRad),
        ["height_error_m"] = misses.Average(miss => miss.HeightM),
        ["pitch_error_rad"] = misses.Average(miss => miss.PitchRad),
    };

    /// <summary>Runs an episode.</summary>
    /// <param name="actor">Who acts; null for noise alone.</param>
    /// <param name="deviation">Deviation of the noise on actions.</param>
    /// <param name="random">The episode's random numbers.</param>
    /// <param name="afterStep">Called after every step.</param>
    public GoalEpisodeRows Run(StateActor? actor, double deviation, SeededRandom random, Action afterStep)
    {
        Begin(random);
        var rows = new GoalEpisodeRows(NewRows(state.Length), NewRows(posture.Length), NewRows(action.Length), NewRows(goal.Length));
        var left = DrawGoal(random);
        Keep(rows, 0);
        for (var row = 1; row <= options.EpisodeSteps; row++)
        {
            Act(actor);
            noise.Disturb(action, deviation, random);
            recorder.Step(action);
            Observe();
            Keep(rows, row);
            closeness += space.Closeness(posture, goal) / options.EpisodeSteps;
            if (--left == 0 || row == options.EpisodeSteps)
            {
                misses.Add(space.Error(posture, goal));
                left = DrawGoal(random);
            }

            afterStep();
        }

        return rows;
    }

    /// <summary>The last episode as a dataset keeps it.</summary>
    public PoseEpisode Recorded(string subset, string agent) => recorder.ToPoseEpisode(subset, (ulong)options.Seed, agent);

    /// <summary>Pursues one goal without noise, from where the robot is.</summary>
    /// <returns>The error at the end.</returns>
    public PostureError Pursue(StateActor actor, ReadOnlySpan<double> wanted, int steps)
    {
        space.Read(wanted, goal);
        var rewards = new double[environment.Tasks.Count];
        Observe();
        for (var step = 0; step < steps; step++)
        {
            Act(actor);
            environment.Step(action, rewards);
            Observe();
        }

        return space.Error(posture, goal);
    }

    private void Begin(SeededRandom random)
    {
        if (random.NextDouble() < options.DrawnStartShare)
        {
            environment.ResetTo(poses.Draw(random));
        }
        else
        {
            environment.Reset(random.NextBits());
        }

        recorder.Begin();
        noise.Clear();
        misses.Clear();
        closeness = 0;
        Array.Clear(action);
        Observe();
    }

    private int DrawGoal(SeededRandom random)
    {
        if (replay.Rows > 0 && random.NextDouble() < options.SeenGoalShare)
        {
            replay.DrawPosture(random).CopyTo(goal);
        }
        else
        {
            space.Read(poses.Draw(random), goal);
        }

        return options.ShortestGoalSteps + random.Next(options.LongestGoalSteps - options.ShortestGoalSteps + 1);
    }

    private void Observe()
    {
        environment.ReadState(state);
        environment.ReadPose(pose);
        space.Read(pose, posture);
    }

    private void Act(StateActor? actor)
    {
        if (actor is null)
        {
            Array.Clear(action);
            return;
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var input = empty(1, replay.InputSize);
        replay.WriteInput(state, posture, goal, MemoryMarshal.Cast<byte, float>(input.bytes));
        MemoryMarshal.Cast<byte, float>(actor.call(input).bytes).CopyTo(action);
    }

    private void Keep(GoalEpisodeRows rows, int row)
    {
        state.CopyTo(rows.States, row * state.Length);
        posture.CopyTo(rows.Postures, row * posture.Length);
        action.CopyTo(rows.Actions, row * action.Length);
        goal.CopyTo(rows.Goals, row * goal.Length);
    }

    private float[] NewRows(int size) => new float[(options.EpisodeSteps + 1) * size];
}
