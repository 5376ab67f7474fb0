using GenRL.Robots;

namespace GenRL.Data;

/// <summary>
/// Collects episodes into a dataset. Each episode depends on the seed and its own number only, so the number of environments changes the
/// speed and not the data, and an interrupted run continues where it was.
/// </summary>
public sealed class Collection
{
    private const int DivergedAllowed = 5;
    private readonly CollectionOptions _options;
    private readonly CollectionSetup _setup;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _returns = [];
    private Queue<int> _pending = new();
    private DatasetFolder? _dataset;
    private NumberedEpisodes? _episodes;
    private WorkMeter? _meter;
    private int _added;
    private int _diverged;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Collection(CollectionOptions options, CollectionSetup setup, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Episodes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Environments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Steps ?? 1);
        if (setup.Starts.Count == 0 || setup.Starts.Any(start => !(start.Weight >= 0)) || !(setup.Starts.Sum(start => start.Weight) > 0))
        {
            throw new ArgumentException("Episodes need a way to begin whose weight is above 0.", nameof(setup));
        }
        _options = options;
        _setup = setup;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Runs until all episodes are there.</summary>
    /// <param name="reporter">Told of the progress once a second; may be null.</param>
    /// <param name="cancellation">Stops; episodes already saved stay, those under way are dropped.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidOperationException">The simulation diverged again and again.</exception>
    /// <exception cref="ArgumentException">The folder holds a dataset of another robot.</exception>
    public CollectionResult Run(IProgress<WorkProgress>? reporter = null, CancellationToken cancellation = default)
    {
        int steps = Prepare();
        int existing = _options.Episodes - _pending.Count;
        _meter = new WorkMeter("collect", "steps", (long)_options.Episodes * steps, (long)existing * steps, reporter, _time);
        try
        {
            if (_pending.Count > 0)
            {
                WorkerThreads.Run(Math.Min(_options.Environments, _pending.Count), "collect", Work, cancellation);
            }
        }
        finally
        {
            _dataset!.SaveManifest();
            _meter.Report();
        }
        Dictionary<string, double> means = _returns.ToDictionary(pair => pair.Key, pair => pair.Value / Math.Max(_added, 1));
        return new CollectionResult(_added, existing, _diverged, _meter.Done, _meter.PerSecond, _meter.DiskBytes, means);
    }

    private int Prepare()
    {
        using IEnvironment environment = _setup.Environment();
        if (_options.RewardTask is { } task && !environment.Tasks.Contains(task))
        {
            throw new ArgumentException($"There is no task '{task}'. Known: {string.Join(", ", environment.Tasks)}.");
        }
        _dataset = DatasetFolder.OpenOrCreate(_options.Dataset, environment, _setup.RenderPreset);
        _episodes = new NumberedEpisodes(_dataset, _options.Subset, _options.Seed, _time);
        _pending = new Queue<int>(Enumerable.Range(0, _options.Episodes).Where(number => !_episodes.Has(number)));
        return _options.Steps ?? environment.EpisodeSteps;
    }

    private void Work(CancellationToken stop)
    {
        using IEnvironment environment = _setup.Environment();
        using ICollectionAgent agent = _setup.Agent();
        EpisodeRecorder recorder = new(environment, _options.Pixels);
        while (TryNext(out int number))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                EpisodeStart start = Record(environment, agent, recorder, number, stop);
                Save(environment, recorder, number, start);
            }
            catch (InvalidOperationException error)
            {
                CountDivergence(number, error);
            }
        }
    }

    private bool TryNext(out int number)
    {
        lock (_gate)
        {
            return _pending.TryDequeue(out number);
        }
    }

    private EpisodeStart Record(IEnvironment environment, ICollectionAgent agent, EpisodeRecorder recorder, int number, CancellationToken stop)
    {
        SeededRandom random = SeededRandom.Fork(_options.Seed, (ulong)number);
        EpisodeStart start = ChooseStart(random);
        start.Place(environment, random);
        recorder.Begin();
        agent.Begin(random);
        float[] action = new float[environment.Robot.ActionSize];
        int steps = _options.Steps ?? environment.EpisodeSteps;
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            agent.Act(environment, action);
            recorder.Step(action);
            _meter!.Add(1);
        }
        return start;
    }

    private EpisodeStart ChooseStart(SeededRandom random)
    {
        double point = random.NextDouble() * _setup.Starts.Sum(start => start.Weight);
        foreach (EpisodeStart start in _setup.Starts)
        {
            point -= start.Weight;
            if (point < 0)
            {
                return start;
            }
        }
        return _setup.Starts[^1];
    }

    private void Save(IEnvironment environment, EpisodeRecorder recorder, int number, EpisodeStart start)
    {
        PoseEpisode episode = recorder.ToPoseEpisode(_options.Subset, _options.Seed, $"{_options.Agent}, start {start.Name}");
        EpisodeFileName name = _episodes!.Name(number, recorder.Length);
        long bytes = 0;
        if (_options.Pixels)
        {
            // Before the compact form, whose presence says that the episode is complete.
            int task = _options.RewardTask is { } wanted ? environment.Tasks.ToList().IndexOf(wanted) : 0;
            bytes += new FileInfo(_dataset!.Add(recorder.ToEpisode(task), _options.Subset, name)).Length;
        }
        bytes += new FileInfo(_dataset!.Add(episode, name)).Length;
        _meter!.Add(0, bytes);
        lock (_gate)
        {
            _added++;
            for (int task = 0; task < environment.Tasks.Count; task++)
            {
                _returns[environment.Tasks[task]] = _returns.GetValueOrDefault(environment.Tasks[task]) + episode.Return(task);
            }
        }
    }

    private void CountDivergence(int number, InvalidOperationException error)
    {
        lock (_gate)
        {
            _diverged++;
            if (_diverged > Math.Max(DivergedAllowed, _added))
            {
                throw new InvalidOperationException($"{_diverged} episodes were given up, the last one ({number}) because: {error.Message}", error);
            }
        }
    }
}
