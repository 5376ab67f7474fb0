namespace GenRL.Robots;

/// <summary>A normalised score that the paper reports, mean over 10 seeds.</summary>
/// <param name="Method">Column of the table, such as <c>GenRL</c> or <c>TD3-V</c>; <c>-I</c> learns from images, <c>-V</c> from videos.</param>
/// <param name="Domain">Robot.</param>
/// <param name="Task">Task, as in <see cref="TaskDescription.Task"/>; null for the mean over all tasks of the domain.</param>
/// <param name="Mean">Normalised score: 0 for a random agent, 1 for a specialised one.</param>
/// <param name="StandardError">Standard error of the mean over seeds.</param>
public sealed record PublishedScore(string Method, string Domain, string? Task, double Mean, double StandardError);
