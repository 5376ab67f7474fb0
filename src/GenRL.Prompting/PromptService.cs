using GenRL.Prompting.Confidence;
using Serilog;

namespace GenRL.Prompting;

/// <summary>
/// Preview → commit → revert. A sentence near a known behaviour puts that one in charge; any other that is understood is learned in
/// the background and put in charge when it is ready, unless something else was asked meanwhile. Thread-safe.
/// </summary>
public sealed class PromptService : IAsyncDisposable
{
    private readonly PromptInterpreter _interpreter;
    private readonly PackageWorkspace _workspace;
    private readonly IControlLink _control;
    private readonly IBehaviourLearner _learner;
    private readonly PromptOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _commits = new(1, 1);
    private readonly Lock _sync = new();
    private readonly Stack<RobotTask> _history = new();
    private RobotTask _task = RobotTask.Idle;
    private (CancellationTokenSource Stop, Task Work)? _learning;

    public PromptService(
        PromptInterpreter interpreter, PackageWorkspace workspace, IControlLink control, IBehaviourLearner learner,
        PromptOptions options, ILogger log, TimeProvider time)
    {
        _interpreter = interpreter;
        _workspace = workspace;
        _control = control;
        _learner = learner;
        _options = options.Validated();
        _log = log;
        _time = time;
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
    public IReadOnlyList<KnownBehaviour> Behaviours()
    {
        lock (_sync)
        {
            return _interpreter.Known(_workspace.Current);
        }
    }

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
                ? await ActivateAsync(judgement, nearest.Behaviour, timeout, cancellation).ConfigureAwait(false)
                : await StartLearningAsync(judgement).ConfigureAwait(false);
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
            await StopLearningAsync().ConfigureAwait(false);
            RobotTask[] earlier;
            lock (_sync)
            {
                bool inCharge = present.Phase == TaskPhase.Active && _history.TryPeek(out RobotTask? top) && top.Behaviour == present.Behaviour;
                earlier = [.. _history.Skip(inCharge ? 1 : 0)];
            }

            if (earlier.Length == 0)
            {
                throw new PromptException("nothing_to_revert", "There is no earlier task to go back to.");
            }

            string message = await LoadAsync(earlier[0].Behaviour, null, cancellation).ConfigureAwait(false);
            lock (_sync)
            {
                // Only now: had control refused, the way back would still be known.
                while (_history.Count >= earlier.Length)
                {
                    _history.Pop();
                }
            }

            return Become(earlier[0] with { Message = $"back to \"{earlier[0].Prompt}\": {message}" });
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

    private async Task<RobotTask> ActivateAsync(PromptJudgement judgement, string behaviour, TimeSpan? timeout, CancellationToken cancellation)
    {
        try
        {
            // The robot changes over first: a learner that is told to end still writes its checkpoint.
            if (_learning is (CancellationTokenSource learning, _))
            {
                await learning.CancelAsync().ConfigureAwait(false);
            }

            string message = await LoadAsync(behaviour, timeout, cancellation).ConfigureAwait(false);
            return Become(new RobotTask(TaskPhase.Active, judgement.Prompt, behaviour, judgement.Confidence, 1, message));
        }
        finally
        {
            await StopLearningAsync().ConfigureAwait(false);
        }
    }

    private async Task<string> LoadAsync(string behaviour, TimeSpan? timeout, CancellationToken cancellation)
    {
        TimeSpan patience = timeout ?? TimeSpan.FromSeconds(_options.CommitTimeoutS);
        using CancellationTokenSource limit = new(patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        string folder;
        lock (_sync)
        {
            folder = _workspace.Current.Folder;
        }

        try
        {
            return await _control.LoadBehaviourAsync(folder, behaviour, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new ControlException($"The control node did not answer within {patience.TotalSeconds:0.#} s; is 'genrl control' running in this ROS domain?");
        }
    }

    private async Task<RobotTask> StartLearningAsync(PromptJudgement judgement)
    {
        string name = BehaviourName.For(judgement.Prompt);
        if (Task is { Phase: TaskPhase.Learning } underWay && underWay.Behaviour == name)
        {
            return underWay;
        }

        await StopLearningAsync().ConfigureAwait(false);
        string folder;
        lock (_sync)
        {
            folder = _workspace.MakeWritable();
        }

        RobotTask task = Become(new RobotTask(
            TaskPhase.Learning, judgement.Prompt, name, judgement.Confidence, 0,
            "no known behaviour is near enough; learning it in the background, the robot goes on meanwhile"));
        CancellationTokenSource stop = new();
        _learning = (stop, System.Threading.Tasks.Task.Run(() => LearnAsync(task, folder, stop.Token)));
        return task;
    }

    private async Task LearnAsync(RobotTask task, string folder, CancellationToken cancellation)
    {
        try
        {
            _log.Information("Learning \"{Prompt:l}\" as {Behaviour:l}", task.Prompt, task.Behaviour);
            await _learner.LearnAsync(folder, task.Prompt, task.Behaviour, new ProgressOf(this, task), cancellation).ConfigureAwait(false);
            lock (_sync)
            {
                _workspace.Reload();
            }

            await PutInChargeAsync(task, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _log.Information("Stopped learning \"{Prompt:l}\"; asking for it again goes on from its checkpoint", task.Prompt);
            if (Task is { Phase: TaskPhase.Learning } abandoned && abandoned.Behaviour == task.Behaviour)
            {
                Become(InCharge());
            }
        }
        catch (Exception failure)
        {
            // Whatever went wrong in the background must reach the operator, and must not end the service.
            _log.Error("Learning \"{Prompt:l}\" failed: {Message:l}", task.Prompt, failure.Message);
            Become(task with { Phase = TaskPhase.Failed, Message = failure.Message });
        }
    }

    // Whoever commits something else meanwhile holds the commits and cancels this: of two behaviours, the one asked for last stays.
    private async Task PutInChargeAsync(RobotTask task, CancellationToken cancellation)
    {
        await _commits.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            string message = await LoadAsync(task.Behaviour, null, cancellation).ConfigureAwait(false);
            Become(task with { Phase = TaskPhase.Active, Progress = 1, Message = $"learned: {message}" });
        }
        finally
        {
            _commits.Release();
        }
    }

    private RobotTask InCharge()
    {
        lock (_sync)
        {
            return _history.TryPeek(out RobotTask? task) ? task : RobotTask.Idle;
        }
    }

    private async Task StopLearningAsync()
    {
        if (_learning is (CancellationTokenSource stop, Task work))
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
            stop.Dispose();
            _learning = null;
        }
    }

    private RobotTask Become(RobotTask task)
    {
        lock (_sync)
        {
            _task = task;
            if (task.Phase == TaskPhase.Active && (!_history.TryPeek(out RobotTask? last) || last != task))
            {
                _history.Push(task);
            }
        }

        TaskChanged?.Invoke(task);
        return task;
    }

    private sealed class ProgressOf(PromptService service, RobotTask task) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value)
        {
            RobotTask next;
            lock (service._sync)
            {
                if (service._task.Phase != TaskPhase.Learning || service._task.Behaviour != task.Behaviour)
                {
                    return;
                }

                next = service._task = service._task with { Progress = Math.Clamp(value.Fraction, 0, 1), RemainingS = value.Remaining?.TotalSeconds };
            }

            service.TaskChanged?.Invoke(next);
        }
    }
}
