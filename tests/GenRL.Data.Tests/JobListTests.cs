namespace GenRL.Data.Tests;

public sealed class JobListTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    private JobList List(params string[] names)
    {
        JobList list = new(_folder.Root, Lease, _time);
        foreach (string name in names)
        {
            list.Add(name, $"do {name}");
        }

        return list;
    }

    [Fact]
    public void Two_workers_never_hold_the_same_job()
    {
        (JobList first, JobList second) = (List("a", "b"), List());
        using JobClaim? a = first.TryTake();
        using JobClaim? b = second.TryTake();
        Assert.Equal(("a", "do a", "b"), (a!.Name, a.Description, b!.Name));
        Assert.Null(first.TryTake());
        Assert.Equal(JobState.Held, second.StateOf("a"));
        Assert.False(first.HasEnded);
    }

    [Fact]
    public void A_finished_job_is_not_taken_again_and_one_given_back_is()
    {
        JobList list = List("a", "b");
        using (JobClaim? claim = list.TryTake())
        {
            claim!.Complete("good");
        }

        list.TryTake()!.Dispose();
        Assert.Equal((JobState.Done, JobState.Open), (list.StateOf("a"), list.StateOf("b")));
        using (JobClaim? claim = list.TryTake())
        {
            Assert.Equal("b", claim!.Name);
            claim.Complete("");
        }

        Assert.True(list.HasEnded);
    }

    [Fact]
    public void A_worker_that_is_heard_of_keeps_its_job_and_a_lost_one_loses_it()
    {
        JobList list = List("a");
        using JobClaim lost = list.TryTake()!;
        for (int renewal = 0; renewal < 8; renewal++)
        {
            _time.Advance(Lease / 4);
            Assert.Equal(JobState.Held, list.StateOf("a"));
        }

        _time.Advance(Lease, withTimers: false);
        Assert.Equal(JobState.Open, list.StateOf("a"));
        using JobClaim successor = List().TryTake()!;
        Assert.Equal("a", successor.Name);

        // the suspended worker wakes up
        Assert.False(lost.Lost.IsCancellationRequested);
        _time.FireTimers();
        Assert.True(lost.Lost.IsCancellationRequested);
        Assert.False(successor.Lost.IsCancellationRequested);
        lost.Dispose();
        Assert.Equal(JobState.Held, list.StateOf("a"));
    }

    [Fact]
    public void A_job_may_fail_three_times_and_its_messages_are_kept()
    {
        JobList list = List("a");
        for (int attempt = 1; attempt <= JobList.Attempts; attempt++)
        {
            Assert.False(list.HasEnded);
            using JobClaim claim = list.TryTake()!;
            claim.Fail($"attempt {attempt}\nwent wrong");
        }

        Assert.Null(list.TryTake());
        Assert.True(list.HasEnded);
        Assert.Equal(JobState.Failed, list.StateOf("a"));
        Assert.Equal(["attempt 1 went wrong", "attempt 2 went wrong", "attempt 3 went wrong"], list.Failures("a"));
    }

    [Fact]
    public void Many_workers_that_start_at_once_share_the_jobs_without_overlap_also_when_all_claims_have_expired()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(number => $"job{number:d2}")];
        JobList list = List(names);
        foreach (string name in names)
        {
            list.TryTake();
        }

        _time.Advance(2 * Lease, withTimers: false);
        string[][] taken = new string[4][];
        Parallel.For(0, taken.Length, new ParallelOptions { MaxDegreeOfParallelism = taken.Length }, worker =>
        {
            List<string> own = [];
            while (List().TryTake() is { } claim)
            {
                own.Add(claim.Name);
            }

            taken[worker] = [.. own];
        });
        Assert.Equal(names, taken.SelectMany(own => own).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_jobs_may_be_added_by_every_worker_but_not_others_under_their_names()
    {
        List("a");
        List("a");
        Assert.Contains("is the job 'do a', not 'do b'", Assert.Throws<ArgumentException>(() => List().Add("a", "do b")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => List("../a"));
        Assert.Throws<ArgumentException>(() => List(""));
    }

    /// <summary>A clock that is set by hand, with timers that fire as it is.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timer timer = new(() => callback(state));
            lock (_timers)
            {
                _timers.Add(timer);
            }

            return timer;
        }

        public void Advance(TimeSpan span, bool withTimers = true)
        {
            _now += span;
            if (withTimers)
            {
                FireTimers();
            }
        }

        public void FireTimers() => _timers.ToList().ForEach(timer => timer.Fire?.Invoke());

        private sealed class Timer(Action fire) : ITimer
        {
            public Action? Fire { get; private set; } = fire;

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => Fire = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
