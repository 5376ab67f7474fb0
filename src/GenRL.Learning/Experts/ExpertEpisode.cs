namespace GenRL.Learning.Experts;

/// <summary>One episode of the expert run, ready to be stored; row 0 is the reset.</summary>
/// <param name="Task">Task the actor followed, or <c>random</c>.</param>
/// <param name="Noise">Standard deviation of its exploration noise.</param>
/// <param name="Poses">[L, P].</param>
/// <param name="Actions">[L, A], row 0 zero.</param>
/// <param name="Rewards">[L, tasks], row 0 zero.</param>
public sealed record ExpertEpisode(string Task, double Noise, double[] Poses, float[] Actions, float[] Rewards);
