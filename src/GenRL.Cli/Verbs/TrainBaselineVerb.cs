using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Baselines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train baseline</c>: what the paper compares itself with, on the same data and by the same evaluation.</summary>
internal static class TrainBaselineVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset, rendered and embedded" };
        Argument<string> world = new("world") { Description = "Folder of the world-model run trained on it: says which episodes are learned from; WM-CLIP learns in it" };
        Argument<string> output = new("output") { Description = "Folder of checkpoints, curves and scores; an earlier run in it goes on" };
        Option<string> method = new("--method") { Description = "wm-clip, iql, td3 or td3-bc", Required = true };
        Option<string> reward = new("--reward") { Description = "What the sentence is compared with: video (windows of frames) or image (single frames; needs 'genrl embed --images')", DefaultValueFactory = _ => "video" };
        Option<string?> task = new("--task") { Description = "Task whose prompt is learned and whose true reward judges" };
        Option<string?> prompt = new("--prompt") { Description = "Another sentence than the task's, or one without a task" };
        Option<long?> steps = new("--steps") { Description = "Gradient steps of the policy (default: the preset's)" };
        Option<int> evaluate = new("--evaluate") { Description = "Episodes it is scored on afterwards; 0 for none", DefaultValueFactory = _ => 0 };
        Option<ulong> seed = new("--seed") { Description = "Seed of the evaluation, as of 'genrl evaluate'", DefaultValueFactory = _ => 1UL };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        ConfigurationOptions configuration = new();
        Verb command = new(
            "baseline", "Train a baseline of the paper: WM-CLIP, IQL, TD3 or TD3+BC, with a video-language or an image-language reward",
            "./genrl train baseline data/walker runs/world runs/td3 --method td3 --task walk --evaluate 20 --json",
            "./genrl train baseline data/walker runs/world runs/wm-clip-image --method wm-clip --reward image --task run --set baseline.aligner=true")
        {
            dataset, world, output, method, reward, task, prompt, steps, evaluate, seed, vlm,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            OptionsTree tree = configuration.Read(parsed);
            BaselineOptions options = tree.Bind<BaselineOptions>("baseline");
            BaselineRequest request = Request(
                parsed.GetValue(method)!, parsed.GetValue(reward)!, options.Aligner, parsed.GetValue(task), parsed.GetValue(prompt), parsed.GetValue(dataset)!);
            using VideoLanguageModel model = VideoLanguageModel.Load(DefaultPaths.FromRoot(parsed.GetValue(vlm)!));
            string folder = parsed.GetValue(output)!;
            using BaselineTraining training = new(parsed.GetValue(dataset)!, parsed.GetValue(world)!, folder, model, request, options);
            int episodes = parsed.GetValue(evaluate);
            IReadOnlyList<BehaviourScore>? scores = request.Method == BaselineMethod.WmClip
                ? Behaviour(training, tree.Bind<BehaviourOptions>("behaviour"), parsed.GetValue(steps), episodes, parsed.GetValue(seed), context)
                : Agent(training, parsed.GetValue(steps) ?? options.Agent.Steps, episodes, parsed.GetValue(seed), context);
            if (scores is null)
            {
                context.Log.Warning("Interrupted; the same command goes on from here");
                return ExitCode.Interrupted;
            }

            Write([.. scores.Where(score => parsed.GetValue(task) is not { } judged || score.Task == judged)], request, folder, context);
            return ExitCode.Success;
        });
        return command;
    }

    private static BaselineRequest Request(string method, string reward, bool aligner, string? task, string? prompt, string dataset)
    {
        if (task is null && prompt is null)
        {
            throw new WrongUseException("Name a task with --task, or a sentence with --prompt.");
        }

        try
        {
            TaskDescription? known = task is null ? null : TaskCatalogue.Find(DatasetFolder.Open(dataset).Manifest.Domain, task);
            string sentence = prompt ?? known!.Prompt;
            return new BaselineRequest(BaselineNames.Method(method), BaselineNames.Reward(reward), aligner, task ?? PackageLearning.NameOf(sentence), sentence);
        }
        catch (ArgumentException unknown)
        {
            throw new WrongUseException(unknown.Message);
        }
    }

    // null when interrupted, else the scores, none if none are wanted
    private static IReadOnlyList<BehaviourScore>? Agent(BaselineTraining training, long steps, int episodes, ulong seed, VerbContext context)
    {
        (PixelAgent agent, bool completed) = training.LearnAgent(steps, Progress(context), context.Cancellation);
        using (agent)
        {
            return !completed ? null : episodes == 0 ? [] : training.Evaluate(agent, episodes, seed, context.Cancellation);
        }
    }

    private static IReadOnlyList<BehaviourScore>? Behaviour(
        BaselineTraining training, BehaviourOptions options, long? steps, int episodes, ulong seed, VerbContext context)
    {
        LineProgress<BehaviourProgress> policy = new(progress => context.Log.Information(
            "policy {Step}/{Steps}, {Milliseconds:f0} ms a step, {Left:l} left, imagined reward {Reward:f3}",
            progress.Metrics.Step, progress.TargetSteps, progress.MillisecondsPerStep, Durations.Text(progress.Remaining), progress.Metrics.MeanReward));
        bool completed = training.LearnBehaviour(options with { Steps = steps ?? options.Steps }, Progress(context), policy, context.Cancellation);
        return !completed ? null : episodes == 0 ? [] : training.EvaluatePackage(episodes, seed, context.Cancellation);
    }

    private static LineProgress<TrainingProgress> Progress(VerbContext context) => new(progress => context.Log.Information(
        "{Phase:l} {Step}/{Steps} {Rate:f1} steps/s, {Left:l} left: {Losses:l}",
        progress.Phase, progress.Step, progress.Steps, progress.StepsPerSecond, Durations.Text(progress.Remaining),
        string.Join(" ", progress.Losses.Select(loss => FormattableString.Invariant($"{loss.Key}={loss.Value:g4}")))));

    // the rows of 'genrl evaluate', with who learned them and from what
    private static void Write(BehaviourScore[] scores, BaselineRequest request, string folder, VerbContext context)
    {
        JsonArray rows = [];
        foreach (BehaviourScore score in scores)
        {
            JsonObject row = JsonSerializer.SerializeToNode(score, Output.JsonOptions)!.AsObject();
            row["method"] = BaselineNames.Of(request.Method);
            row["reward"] = BaselineNames.Of(request.Reward);
            rows.Add((JsonNode)row);
            context.Log.Information(
                "{Task:l}: return {Return:f0}, normalised {Score:f2} ± {Error:f2}", score.Task, score.ReturnMean, score.NormalizedMean, score.NormalizedSe);
        }

        if (scores.Length > 0)
        {
            AtomicFile.WriteText(Path.Combine(folder, "scores.json"), rows.ToJsonString(Output.JsonOptions));
        }

        if (context.Json)
        {
            Output.WriteJson(rows);
        }
    }
}
