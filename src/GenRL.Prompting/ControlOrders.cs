namespace GenRL.Prompting;

/// <summary>Tells control to carry out assignments, and waits no longer than it may.</summary>
internal sealed class ControlOrders(IControlLink control, TimeSpan patience, TimeProvider time)
{
    /// <summary>Puts an assignment in charge of the robot.</summary>
    /// <param name="packageFolder">Package in force.</param>
    /// <param name="assignment">What the robot is to do.</param>
    /// <param name="timeout">Longest wait; null for the service's own.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>What control answered.</returns>
    /// <exception cref="ControlException">Control refused, or did not answer in time.</exception>
    public async Task<string> CarryOutAsync(string packageFolder, Assignment assignment, TimeSpan? timeout, CancellationToken cancellation)
    {
        TimeSpan longest = timeout ?? patience;
        using CancellationTokenSource limit = new(longest, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        string behaviour = assignment.Task.Behaviour;
        try
        {
            return await (assignment.Vector is float[] vector
                ? control.SetTaskAsync(packageFolder, behaviour, vector, either.Token)
                : control.LoadBehaviourAsync(packageFolder, behaviour, either.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new ControlException($"The control node did not answer within {longest.TotalSeconds:0.#} s; is 'genrl control' running in this ROS domain?");
        }
    }
}
