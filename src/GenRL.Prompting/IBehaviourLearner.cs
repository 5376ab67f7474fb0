namespace GenRL.Prompting;

/// <summary>Learns a behaviour from a sentence alone, without stored episodes, and adds it to a package.</summary>
public interface IBehaviourLearner
{
    /// <summary>Learns in the background of the robot's work.</summary>
    /// <param name="packageFolder">A writable package.</param>
    /// <param name="prompt">The sentence.</param>
    /// <param name="name">Name under which the behaviour is added.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellation">Ends the learning; a checkpoint lets a later request go on.</param>
    /// <exception cref="InvalidOperationException">Learning failed; the message says why.</exception>
    Task LearnAsync(string packageFolder, string prompt, string name, IProgress<LearningProgress> progress, CancellationToken cancellation);
}
