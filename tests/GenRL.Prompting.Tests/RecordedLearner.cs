using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Prompting.Tests;

/// <summary>Adds an untrained behaviour to the package when the test says so.</summary>
internal sealed class RecordedLearner : IBehaviourLearner
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes or fails to end the learning.</summary>
    public TaskCompletionSource Finish { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Started => _started.Task;

    public bool Cancelled => Ended.IsCompleted;

    /// <summary>Completes when the learning was cancelled.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Set to keep a cancelled learner busy, as one that writes its checkpoint.</summary>
    public Task Checkpoint { get; set; } = Task.CompletedTask;

    public async Task LearnAsync(string packageFolder, string prompt, string name, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new LearningProgress(0.5, TimeSpan.FromSeconds(90)));
        _started.TrySetResult();
        try
        {
            await Finish.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ended.TrySetResult();
            await Checkpoint;
            throw;
        }

        PackageWriter.AddBehaviour(packageFolder, RandomPackage.Behaviour(name, RandomNetwork.Weights(RandomPackage.Sizes, 9)) with { Prompt = prompt });
    }
}
