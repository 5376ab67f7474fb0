using GenRL.Cli.Pipelines;
using GenRL.Data;

namespace GenRL.Cli.Tests;

public sealed class PromptJobsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-prompts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JobList List(string text)
    {
        string file = Path.Combine(_folder, "prompts.txt");
        File.WriteAllText(file, text);
        JobList jobs = new(Path.Combine(_folder, "jobs"), TimeSpan.FromMinutes(1));
        PromptJobs.Fill(jobs, file);
        return jobs;
    }

    private static PromptJobs Worker(JobList jobs, Func<BehaviourPrompt, CancellationToken, BehaviourResult> learn) => new(jobs, learn, TimeSpan.FromMilliseconds(10));

    [Fact]
    public void Every_sentence_of_the_file_is_a_job_under_the_name_of_its_behaviour()
    {
        JobList jobs = List("# today's list\nkneel down\n\n  Stand up! \n");
        Assert.Equal(["kneel-down", "stand-up"], jobs.Names);
        using JobClaim claim = jobs.TryTake()!;
        Assert.Equal("kneel down", claim.Description);
    }

    [Theory]
    [InlineData("", "holds no sentence")]
    [InlineData("kneel down\nKneel down", "would both be called")]
    [InlineData("!!!", "has no letters")]
    public void A_list_that_cannot_be_worked_off_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => List(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_workers_learn_every_prompt_once()
    {
        JobList jobs = List("one\ntwo\nthree\nfour\nfive\nsix");
        List<string> learned = [];
        BehaviourResult Learn(BehaviourPrompt prompt, CancellationToken cancellation)
        {
            lock (learned)
            {
                learned.Add(prompt.Sentence);
            }

            return new BehaviourResult(prompt.Name, "package", 10, Completed: true);
        }

        Parallel.Invoke(() => Worker(jobs, Learn).Run(default), () => Worker(jobs, Learn).Run(default));
        Assert.Equal(["five", "four", "one", "six", "three", "two"], learned.Order(StringComparer.Ordinal));
        Assert.All(jobs.Names, name => Assert.Equal(JobState.Done, jobs.StateOf(name)));
    }

    [Fact]
    public void An_interrupted_worker_gives_its_prompt_back()
    {
        JobList jobs = List("one");
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => Worker(jobs, (prompt, cancellation) =>
        {
            stop.Cancel();
            Assert.True(cancellation.IsCancellationRequested);
            return new BehaviourResult(prompt.Name, "package", 3, Completed: false);
        }).Run(stop.Token));
        Assert.Equal(JobState.Open, jobs.StateOf("one"));
    }

    [Fact]
    public void A_prompt_that_cannot_be_learned_does_not_keep_the_others_from_it()
    {
        JobList jobs = List("bad\ngood");
        IReadOnlyList<PromptJobResult> results = Worker(
            jobs, (prompt, _) => prompt.Name == "bad" ? throw new InvalidDataException("its checkpoint is damaged") : new BehaviourResult(prompt.Name, "package", 1, true)).Run(default);
        Assert.Equal([("bad", false, 3), ("good", true, 0)], results.Select(result => (result.Behaviour, result.Done, result.Failures.Count)));
        Assert.Equal("its checkpoint is damaged", results[0].Failures[0]);
    }
}
