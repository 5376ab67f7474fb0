using System.Globalization;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Supervision;
using GenRL.Prompting;
using GenRL.Prompting.Serving;
using GenRL.Robots;
using Serilog;

namespace GenRL.Cli.Up;

/// <summary>One run of <c>genrl up</c>: simulator, control and prompt service as separate processes in one ROS domain.</summary>
internal sealed class RobotSession(UpOptions options, ILogger log, TimeProvider time)
{
    private const string Simulator = "sim";
    private const string Control = "control";
    private const string Prompt = "prompt";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PromptPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(5);

    private string Folder => DefaultPaths.Run(Path.Combine("up", string.Create(CultureInfo.InvariantCulture, $"domain-{options.Domain}")));

    private string EpisodeLogPath => Path.Combine(Folder, "episode.jsonl");

    /// <summary>Runs until the time is over or until cancelled, ends every process, and says what happened.</summary>
    /// <exception cref="InvalidOperationException">The domain is taken, or a process ended by itself; the message says which and why.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before everything was ready; later, the summary is given all the same.</exception>
    public async Task<UpSummary> RunAsync(CancellationToken cancellation)
    {
        using DomainLease lease = DomainLease.Take(options.Domain, DomainLease.SharedFolder());
        Directory.CreateDirectory(Folder);
        using Supervisor supervisor = new(log, time, Grace);
        PromptReply? reply = null;
        RobotTask? last = null;
        double committedS = 0;
        try
        {
            foreach (ChildSpecification specification in Specifications())
            {
                supervisor.Start(specification);
            }

            await supervisor.WaitUntilReadyAsync(Patience, cancellation).ConfigureAwait(false);
            log.Information("Ready in ROS domain {Domain}: simulator, control and prompt service", options.Domain);
            if (options.Say is not null)
            {
                reply = await SayAsync(options.Say, cancellation).ConfigureAwait(false);
                committedS = EpisodeLogSummary.LastTimeS(EpisodeLogPath);
            }

            ShowTheWay();
            await WaitForTheEndAsync(supervisor, cancellation).ConfigureAwait(false);
            last = await LastTaskAsync().ConfigureAwait(false);
        }
        finally
        {
            log.Information("Ending prompt service, control and simulator");
            await supervisor.StopAsync().ConfigureAwait(false);
        }

        return Summarize(reply, last, committedS, supervisor.Children.Single(child => child.Name == Control).LastEvent(SupervisorLink.ResultEvent));
    }

    private IEnumerable<ChildSpecification> Specifications()
    {
        yield return VerbProcess.Specify(
            Simulator, options.Domain, ["--robot", options.Robot, "--speed", options.Speed.ToString(CultureInfo.InvariantCulture),
            "--seed", options.Seed.ToString(CultureInfo.InvariantCulture), "--episode-log", EpisodeLogPath, .. options.Configuration]);
        yield return VerbProcess.Specify(Control, options.Domain, ["--armed", "--package", options.Package, .. options.Configuration]);
        yield return VerbProcess.Specify(
            Prompt, options.Domain, ["--package", options.Package, "--vlm", options.VideoLanguageModel, .. options.Configuration]);
    }

    private async Task<PromptReply> SayAsync(string sentence, CancellationToken cancellation)
    {
        PromptRequest request = new() { Op = "say", Prompt = sentence };
        PromptReply reply = await Task.Run(
            () => ZeroMqPromptClient.Ask(DomainLease.PromptAddress(options.Domain), request, PromptPatience), cancellation).ConfigureAwait(false);
        if (!reply.Ok)
        {
            throw new InvalidOperationException($"The prompt \"{sentence}\" was not taken: {reply.Message}");
        }

        log.Information(
            "\"{Prompt:l}\": confidence {Confidence:0.00}, {Behaviour:l} is {Phase}", sentence, reply.Confidence, reply.Task?.Behaviour ?? "", reply.Task?.Phase);
        return reply;
    }

    // What was asked first may have been learned, or replaced, since.
    private async Task<RobotTask?> LastTaskAsync()
    {
        try
        {
            PromptRequest request = new() { Op = "status" };
            return (await Task.Run(() => ZeroMqPromptClient.Ask(DomainLease.PromptAddress(options.Domain), request, StatusPatience)).ConfigureAwait(false)).Task;
        }
        catch (TimeoutException late)
        {
            log.Warning("The robot's last task is not known: {Reason:l}", late.Message);
            return null;
        }
    }

    private void ShowTheWay()
    {
        if (options.Headless)
        {
            return;
        }

        string domain = options.Domain == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" --domain {options.Domain}");
        string sentence = TaskCatalogue.OfDomain(options.Robot)[0].Prompt;
        string package = options.Package == DefaultPaths.FromRoot(DefaultPaths.Package) ? "" : $" --package {options.Package}";
        log.Information("Tell the robot what to do:  ./genrl say{Domain:l} \"{Sentence:l}\"", domain, sentence);
        log.Information("See what it understands:    ./genrl preview \"{Sentence:l}\"{Package:l} --out preview.gif", sentence, package);
        log.Information("Camera (every second):      {Path:l}", Path.Combine(Folder, CameraRecorder.PictureName));
        log.Information("Episode log:                {Path:l}", EpisodeLogPath);
        log.Information("End with Ctrl-C");
    }

    private async Task WaitForTheEndAsync(Supervisor supervisor, CancellationToken cancellation)
    {
        using CancellationTokenSource stopRecording = new();
        Task recording = options.Headless ? Task.CompletedTask : CameraRecorder.RunAsync(options.Domain, Folder, log, stopRecording.Token);
        try
        {
            Task over = Task.Delay(options.For ?? Timeout.InfiniteTimeSpan, time, cancellation);
            Task<Task<ChildEnd>> firstEnd = supervisor.FirstEnd;
            if (await Task.WhenAny(over, firstEnd).ConfigureAwait(false) == firstEnd)
            {
                ChildEnd end = await (await firstEnd.ConfigureAwait(false)).ConfigureAwait(false);
                throw new InvalidOperationException($"{end.Describe()}. The others were ended with it.");
            }
        }
        finally
        {
            await stopRecording.CancelAsync().ConfigureAwait(false);
            await recording.ConfigureAwait(false);
        }
    }

    private UpSummary Summarize(PromptReply? reply, RobotTask? last, double fromS, JsonObject? control)
    {
        EpisodeLogSummary motion = EpisodeLogSummary.Read(EpisodeLogPath, fromS);
        TaskDescription? task = TaskCatalogue.OfDomain(options.Robot).FirstOrDefault(
            one => string.Equals(one.Prompt, reply?.Prompt, StringComparison.OrdinalIgnoreCase) || one.Task == last?.Behaviour);
        return new UpSummary
        {
            Domain = options.Robot,
            RosDomain = options.Domain,
            Prompt = reply?.Prompt,
            Confidence = reply?.Confidence,
            Behaviour = last?.Behaviour,
            Kind = last?.Kind,
            Phase = last?.Phase,
            Ticks = control?["ticks"]?.GetValue<long>(),
            MissedDeadlines = control?["missed_deadlines"]?.GetValue<long>(),
            PolicyLatencyMs = control?["policy_latency_ms"] is JsonObject latency
                ? new PolicyLatency(latency["p50"]!.GetValue<double>(), latency["p99"]!.GetValue<double>())
                : null,
            SimulatedS = motion.SimulatedS,
            DistanceM = motion.DistanceM,
            Task = task?.Task,
            TaskReturn = task is not null && motion.MeanRewards.TryGetValue(task.Task, out double reward) ? reward * EpisodeSteps : null,
        };
    }

    // Agent steps of a full episode in every locomotion domain (task specification, section 1).
    private const int EpisodeSteps = 500;
}
