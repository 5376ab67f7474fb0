using GenRL.Prompting.Confidence;
using Serilog;

namespace GenRL.Prompting;

/// <summary>
/// Preview → commit → revert. A sentence near a known behaviour puts that one in charge. Any other that is understood is done at once by
/// the package's conditioned policy, where there is one, and learned in the background; what was learned is put in charge when it is
/// ready, unless something else was asked meanwhile. Thread-safe.
/// </summary>
public sealed class PromptService : IAsyncDisposable
{
    private readonly PromptInterpreter _interpreter;
    private readonly PackageWorkspace _workspace;
    private readonly ControlOrders _control;
    private readonly IBehaviourLearner _learner;
    private readonly PromptOptions _options;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _commits = new(1, 1);
    private readonly Lock _sync = new();
    private readonly Stack<Assignment> _history = new();
    private RobotTask _task = RobotTask.Idle;
    private (CancellationTokenSource Stop, Task Work)? _learning;
    private Task _ending = System.Threading.Tasks.Task.CompletedTask;

    public PromptService(
        PromptInterpreter interpreter, PackageWorkspace workspace, IControlLink control, IBehaviourLearner learner,
        PromptOptions options, ILogger log, TimeProvider time)
    {
        _interpreter = interpreter;
        _workspace = workspace;
        _learner = learner;
        _options = options.Validated();
        _control = new ControlOrders(control, TimeSpan.FromSeconds(_options.CommitTimeoutS), time);
        _log = log;
    }

    /// <summary>Raised after every change of <see cref="Task"/>, on the thread that changed it.</summary>
    public event Action<RobotTask>? TaskChanged;

    /// <summary>The robot's task.</summary>
    public RobotTask Task
    {
        get
        {
            lock (_sync)
            {
                return _task;
            }
        }
    }

    /// <summary>The behaviours of the package in force.</summary>
    public IReadOnlyList<KnownBehaviour> Behaviours() => _interpreter.Known(_workspace.Current);

    /// <summary>What a sentence is taken to mean; changes nothing.</summary>
    /// <exception cref="PromptException">The sentence cannot be used.</exception>
    public PromptJudgement Judge(string prompt) => _interpreter.Judge(prompt, Behaviours());

    /// <summary>Makes a sentence the robot's task.</summary>
    /// <param name="prompt">The sentence.</param>
    /// <param name="timeout">Longest wait for control; null for the service's own.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="PromptException">The sentence cannot be used; the robot goes on with what it did.</exception>
    /// <exception cref="ControlException">Control did not take the behaviour over; the robot goes on with what it did.</exception>
    public async Task<(PromptJudgement Judgement, RobotTask Task)> CommitAsync(string prompt, TimeSpan? timeout, CancellationToken cancellation)
    {
        PromptJudgement judgement = Judge(prompt);
        if (judgement.Verdict == Verdict.Refused)
        {
            _log.Warning("Refused \"{Prompt:l}\": confidence {Confidence:0.00}", judgement.Prompt, judgement.Confidence);
            return (judgement, Task);
        }

        await _commits.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            BehaviourMatch? nearest = judgement.Nearest.Count > 0 ? judgement.Nearest[0] : null;
            RobotTask task = nearest is not null && nearest.Similarity >= _options.KnownAbove
                ? await ActivateAsync(Assignment.Specialist(judgement, nearest.Behaviour), timeout, cancellation).ConfigureAwait(false)
                : _workspace.Current.Manifest.ConditionedPolicy is not null
                    ? await ActAsync(judgement, timeout, cancellation).ConfigureAwait(false)
                    : await LearnFirstAsync(judgement).ConfigureAwait(false);
            return (judgement, task);
        }
        finally
        {
            _commits.Release();
        }
    }

    /// <summary>Goes back to the task before the last one that became active.</summary>
    /// <exception cref="PromptException">There is none.</exception>
    /// <exception cref="ControlException">Control did not take the behaviour over.</exception>
    public async Task<RobotTask> RevertAsync(CancellationToken cancellation)
    {
        await _commits.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Asked before learning ends: taking back what is only being learned leaves the robot what it does.
            RobotTask present = Task;
            await CancelLearningAsync().ConfigureAwait(false);
            Assignment[] earlier;
            lock (_sync)
            {
                bool inCharge = present.Phase == TaskPhase.Active && _history.TryPeek(out Assignment? top) && top.Serves(present);
                earlier = [.. _history.Skip(inCharge ? 1 : 0)];
            }

            if (earlier.Length == 0)
            {
                throw new PromptException("nothing_to_revert", "There is no earlier task to go back to.");
            }

            string message = await CarryOutAsync(earlier[0], null, cancellation).ConfigureAwait(false);
            lock (_sync)
            {
                // Only now: had control refused, the way back would still be known.
                while (_history.Count >= earlier.Length)
                {
                    _history.Pop();
                }
            }

            LetLearningEnd();
            return Become(earlier[0], $"back to \"{earlier[0].Task.Prompt}\": {message}");
        }
        catch
        {
            await StopLearningAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _commits.Release();
        }
    }

    /// <summary>Ends background learning; its checkpoint stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopLearningAsync().ConfigureAwait(false);
        _commits.Dispose();
        _interpreter.Dispose();
    }

    private async Task<RobotTask> ActivateAsync(Assignment assignment, TimeSpan? timeout, CancellationToken cancellation)
    {
        try
        {
            await CancelLearningAsync().ConfigureAwait(false);
            string message = await CarryOutAsync(assignment, timeout, cancellation).ConfigureAwait(false);
            LetLearningEnd();
            return Become(assignment, message);
        }
        catch
        {
            // What is told of the task must be settled before the failure is.
            await StopLearningAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<RobotTask> ActAsync(PromptJudgement judgement, TimeSpan? timeout, CancellationToken cancellation)
    {
        Assignment assignment = Assignment.Conditioned(judgement);
        if (_learning is (_, { IsCompleted: false }) && assignment.Serves(Task))
        {
            // Asked again: control is told again, and the learning goes on.
            await CarryOutAsync(assignment, timeout, cancellation).ConfigureAwait(false);
            return Task;
        }

        RobotTask task = await ActivateAsync(assignment, timeout, cancellation).ConfigureAwait(false);
        if (_options.LearnSpecialist != SpecialistLearning.WhenUnknown)
        {
            return task;
        }

        task = Become(task with { Progress = 0, Message = $"{task.Message} A behaviour of its own is learned in the background." });
        StartLearning(judgement);
        return task;
    }

    private async Task<RobotTask> LearnFirstAsync(PromptJudgement judgement)
    {
        string name = BehaviourName.For(judgement.Prompt);
        if (Task is { Phase: TaskPhase.Learning } underWay && underWay.Behaviour == name)
        {
            return underWay;
        }

        if (_options.LearnSpecialist == SpecialistLearning.Never)
        {
            throw new PromptException("not_known", "No behaviour of the package is near enough, and none is to be learned (prompt.learn_specialist). The robot goes on with what it did.");
        }

        await StopLearningAsync().ConfigureAwait(false);
        RobotTask task = Become(new RobotTask(
            TaskPhase.Learning, judgement.Prompt, name, judgement.Confidence, 0,
            "no known behaviour is near enough; learning it in the background, the robot goes on meanwhile", TaskKind.Specialist));
        StartLearning(judgement);
        return task;
    }

    private void StartLearning(PromptJudgement judgement)
    {
        Assignment learned = Assignment.Specialist(judgement, BehaviourName.For(judgement.Prompt));
        CancellationTokenSource stop = new();
        Task before = _ending;
        _learning = (stop, System.Threading.Tasks.Task.Run(() => LearnAsync(learned, before, stop.Token)));
    }

    private async Task LearnAsync(Assignment learned, Task before, CancellationToken cancellation)
    {
        RobotTask task = learned.Task;
        try
        {
            await before.ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            string folder = _workspace.MakeWritable();
            _log.Information("Learning \"{Prompt:l}\" as {Behaviour:l}", task.Prompt, task.Behaviour);
            await _learner.LearnAsync(folder, task.Prompt, task.Behaviour, new ProgressOf(this, task), cancellation).ConfigureAwait(false);
            _workspace.Reload();
            await PutInChargeAsync(learned, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _log.Information("Stopped learning \"{Prompt:l}\"; asking for it again goes on from its checkpoint", task.Prompt);
            Amend(task, _ => InCharge());
        }
        catch (Exception failure)
        {
            // Whatever went wrong in the background must reach the operator, and must not end the service.
            _log.Error("Learning \"{Prompt:l}\" failed: {Message:l}", task.Prompt, failure.Message);
            Amend(task, now => now.Phase == TaskPhase.Learning
                ? now with { Phase = TaskPhase.Failed, Message = failure.Message, RemainingS = null }
                : now with { Progress = 1, RemainingS = null, Message = $"No behaviour of its own could be learned; the conditioned policy goes on: {failure.Message}" });
        }
    }

    // Whoever commits something else meanwhile holds the commits and cancels this: of two behaviours, the one asked for last stays.
    private async Task PutInChargeAsync(Assignment learned, CancellationToken cancellation)
    {
        await _commits.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Become(learned, $"learned: {await CarryOutAsync(learned, null, cancellation).ConfigureAwait(false)}");
        }
        finally
        {
            _commits.Release();
        }
    }

    private Task<string> CarryOutAsync(Assignment assignment, TimeSpan? timeout, CancellationToken cancellation) =>
        _control.CarryOutAsync(_workspace.Current.Folder, assignment, timeout, cancellation);

    private RobotTask InCharge()
    {
        lock (_sync)
        {
            return _history.TryPeek(out Assignment? assignment) ? assignment.Task : RobotTask.Idle;
        }
    }

    private async Task CancelLearningAsync()
    {
        if (_learning is (CancellationTokenSource stop, _))
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    // A learner that is told to end still writes its checkpoint; neither the robot nor the next sentence waits for that, the next learner does.
    private void LetLearningEnd()
    {
        if (_learning is (CancellationTokenSource stop, Task work))
        {
            _ending = work.ContinueWith(_ => stop.Dispose(), TaskScheduler.Default);
            _learning = null;
        }
    }

    private async Task StopLearningAsync()
    {
        await CancelLearningAsync().ConfigureAwait(false);
        LetLearningEnd();
        await _ending.ConfigureAwait(false);
    }

    private RobotTask Become(Assignment assignment, string message)
    {
        RobotTask task = assignment.Task with { Message = message };
        lock (_sync)
        {
            if (!_history.TryPeek(out Assignment? last) || !last.Serves(task))
            {
                _history.Push(assignment with { Task = task });
            }
        }

        return Become(task);
    }

    private RobotTask Become(RobotTask task)
    {
        lock (_sync)
        {
            _task = task;
        }

        TaskChanged?.Invoke(task);
        return task;
    }

    /// <summary>Changes what is told of a task, unless the robot has got another one since.</summary>
    /// <param name="task">The task, or the one that is learned for the same sentence.</param>
    /// <param name="change">The present task and what is to be told of it.</param>
    private void Amend(RobotTask task, Func<RobotTask, RobotTask> change)
    {
        RobotTask next;
        lock (_sync)
        {
            bool same = _task.Prompt == task.Prompt && (_task is { Phase: TaskPhase.Active, Kind: TaskKind.Conditioned }
                || (_task.Phase == TaskPhase.Learning && _task.Behaviour == task.Behaviour));
            if (!same)
            {
                return;
            }

            next = _task = change(_task);
        }

        TaskChanged?.Invoke(next);
    }

    private sealed class ProgressOf(PromptService service, RobotTask task) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) =>
            service.Amend(task, now => now with { Progress = Math.Clamp(value.Fraction, 0, 1), RemainingS = value.Remaining?.TotalSeconds });
    }
}
