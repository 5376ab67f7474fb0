namespace GenRL.OperatorConsole.Viewing;

/// <summary>All there is to know of the robot at one moment; a newer state replaces an older one completely.</summary>
/// <param name="TimeS">Seconds by the sender's clock (simulated, recorded or the robot's own).</param>
/// <param name="Pose">[P] in the order of the scene's joints.</param>
/// <param name="Live">Whether poses are arriving.</param>
/// <param name="Task">What the robot was told to do, or null when nobody said.</param>
public sealed record ViewerState(double TimeS, IReadOnlyList<double> Pose, bool Live, ViewerTask? Task = null);
