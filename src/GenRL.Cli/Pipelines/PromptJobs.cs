using GenRL.Data;
using GenRL.Learning.Optimisation;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns the behaviours of a list of prompts as one of any number of workers that share it.</summary>
/// <param name="jobs">The list: a job is a prompt, its name that of the behaviour.</param>
/// <param name="learn">
/// Learns the behaviour of a name and prompt until it is done or the token is cancelled; goes on from what an earlier worker left.
/// </param>
/// <param name="lookEvery">How long to wait before looking again when all open jobs are held by others.</param>
/// <param name="time">Clock; null for the system's.</param>
/// <param name="report">Told in a sentence what happens, or null.</param>
public sealed class PromptJobs(
    JobList jobs, Func<BehaviourPrompt, CancellationToken, BehaviourResult> learn, TimeSpan lookEvery, TimeProvider? time = null, Action<string>? report = null)
{
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>Adds a job for every sentence of a file, one a line; empty lines and those that begin with # are left out.</summary>
    /// <exception cref="ArgumentException">The file has no sentence, or two that make the same name.</exception>
    public static void Fill(JobList jobs, string promptFile)
    {
        var sentences = File.ReadAllLines(promptFile).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        if (sentences.Count == 0)
        {
            throw new ArgumentException($"{promptFile} holds no sentence; write one a line.");
        }

        if (sentences.GroupBy(PackageLearning.NameOf).FirstOrDefault(same => same.Key.Length == 0 || same.Count() > 1) is { } clash)
        {
            throw new ArgumentException($"{promptFile}: '{clash.First()}' {(clash.Key.Length == 0 ? "has no letters" : $"and '{clash.Last()}' would both be called '{clash.Key}'")}.");
        }

        sentences.ForEach(sentence => jobs.Add(PackageLearning.NameOf(sentence), sentence));
    }

    /// <summary>Works until every job of the list is done or has failed for good, by this worker or others.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the job in work keeps its checkpoint and is open again.</exception>
    public IReadOnlyList<PromptJobResult> Run(CancellationToken cancellation)
    {
        while (!jobs.HasEnded)
        {
            cancellation.ThrowIfCancellationRequested();
            using var claim = jobs.TryTake();
            if (claim is null)
            {
                Task.Delay(lookEvery, time, cancellation).GetAwaiter().GetResult();
                continue;
            }

            Work(claim, cancellation);
        }

        return [.. jobs.Names.Select(name => new PromptJobResult(name, jobs.StateOf(name) == JobState.Done, jobs.Failures(name)))];
    }

    private void Work(JobClaim claim, CancellationToken cancellation)
    {
        report?.Invoke($"learning '{claim.Description}'");
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, claim.Lost);
        try
        {
            var result = learn(new BehaviourPrompt(claim.Name, claim.Description), both.Token);
            if (result.Completed)
            {
                claim.Complete($"{result.Steps} steps");
                report?.Invoke($"'{claim.Description}' is learned");
            }
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // the checkpoint is kept; what to do next is decided by who asked to stop
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ArgumentException or DivergenceException or PackageException)
        {
            claim.Fail(error.Message);
            report?.Invoke($"'{claim.Description}' failed: {error.Message}");
        }

        if (claim.Lost.IsCancellationRequested)
        {
            report?.Invoke($"another worker has taken '{claim.Description}' over: this one was not heard of for longer than the lease");
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
