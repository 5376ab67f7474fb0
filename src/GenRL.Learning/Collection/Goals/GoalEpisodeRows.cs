namespace GenRL.Learning.Collection.Goals;

/// <summary>What an explorer learns from one episode of L rows; row 0 is the reset.</summary>
/// <param name="States">[L, state].</param>
/// <param name="Postures">[L, posture].</param>
/// <param name="Actions">[L, A], each in the row it led to.</param>
/// <param name="Goals">[L, posture], the goal that row's action was taken for; row 0 holds the first goal.</param>
public sealed record GoalEpisodeRows(float[] States, float[] Postures, float[] Actions, float[] Goals);
