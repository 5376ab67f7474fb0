namespace GenRL.Prompting;

/// <summary>The way to the control node.</summary>
public interface IControlLink
{
    /// <summary>Asks control to put a behaviour in charge between two ticks.</summary>
    /// <param name="packageFolder">Full path of the package.</param>
    /// <param name="behaviour">Name in the package.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>What control answered, for the operator.</returns>
    /// <exception cref="ControlException">Control refused, or did not answer in time.</exception>
    Task<string> LoadBehaviourAsync(string packageFolder, string behaviour, CancellationToken cancellation);

    /// <summary>Asks control to let the package's conditioned policy do a task from the next tick on.</summary>
    /// <param name="packageFolder">Full path of the package.</param>
    /// <param name="label">The sentence.</param>
    /// <param name="task">Its aligned embedding, [D], unit length.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>What control answered, for the operator.</returns>
    /// <exception cref="ControlException">Control refused, or did not answer in time.</exception>
    Task<string> SetTaskAsync(string packageFolder, string label, float[] task, CancellationToken cancellation);
}
