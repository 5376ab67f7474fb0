using System.Text.Json;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Export;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns the behaviours of a package in rounds; see <see cref="CorrectiveOptions"/>.</summary>
/// <param name="datasetFolder">Rendered and embedded dataset; grows by the episodes of the rounds.</param>
/// <param name="worldFolder">Trained world-model run; its dynamics are trained on.</param>
/// <param name="outputFolder">Receives the package, behaviour runs, decoded targets, scores (<c>rounds.json</c>, <c>rounds.png</c>) and diagnoses.</param>
/// <param name="model">The video-language model of the dataset's embeddings.</param>
/// <param name="options">Rounds and rates.</param>
/// <param name="say">Told one line per event.</param>
public sealed class CorrectiveRounds(
    string datasetFolder, string worldFolder, string outputFolder, VideoLanguageModel model, CorrectiveOptions options, Action<string> say)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly DatasetFolder dataset = DatasetFolder.Open(datasetFolder);
    private readonly List<RoundScore> history = [];

    /// <summary>Folder of the package.</summary>
    public string PackageFolder => Path.Combine(outputFolder, "package");

    private string ScoresPath => Path.Combine(outputFolder, "rounds.json");

    private RenderPreset Preset => Enum.Parse<RenderPreset>(dataset.Manifest.RenderPreset, ignoreCase: true);

    /// <summary>Runs all rounds and returns the scores after each; rounds that an earlier run in the folder has scored are kept.</summary>
    public IReadOnlyList<RoundScore> Run(IReadOnlyList<BehaviourPrompt> prompts, CancellationToken cancellation)
    {
        // an interrupted run may have left episodes that are not drawn or embedded yet
        DrawAndEmbed(cancellation);
        var (store, world) = OpenWorld();
        var learners = Learners(store, world, prompts);
        try
        {
            for (var round = RoundsDone() + 1; round <= options.Rounds; round++)
            {
                if (round > 1)
                {
                    Collect(learners, round - 1, cancellation);
                    world.Dispose();
                    store.Dispose();
                    (store, world) = OpenWorld();
                    world.Refresh(options.Refresh, cancellation);
                    learners.ForEach(learner => learner.ContinueIn(LearnedWorld.Of(world, (options.Conditioned ? options.ConditionedBehaviour : options.Behaviour).Subsets)));
                }

                Learn(world, learners, round, cancellation);
                Score(Export(world, learners), learners, round, cancellation);
            }
        }
        finally
        {
            learners.ForEach(learner => learner.Dispose());
            world.Dispose();
            store.Dispose();
        }

        return history;
    }

    /// <summary>Takes up the scores of an earlier run in the folder.</summary>
    private int RoundsDone()
    {
        if (File.Exists(ScoresPath))
        {
            try
            {
                history.AddRange(JsonSerializer.Deserialize<List<RoundScore>>(File.ReadAllText(ScoresPath), Json) ?? []);
            }
            catch (JsonException error)
            {
                throw new InvalidDataException($"{ScoresPath} is damaged: {error.Message} Delete it to begin at the first round.", error);
            }
        }

        return history.Select(score => score.Round).DefaultIfEmpty().Max();
    }

    private List<IRoundLearner> Learners(FrameStore store, WorldModelRun world, IReadOnlyList<BehaviourPrompt> prompts) => options.Conditioned
        ? [new ConditionedLearner(
            LearnedWorld.Of(world, options.ConditionedBehaviour.Subsets), prompts, PracticePrompts.Of(store, model, options.Practice), model, options.ConditionedBehaviour, Path.Combine(outputFolder, ConditionedLearner.Folder))]
        : [.. prompts.Select(prompt => Specialist(store, world, prompt))];

    private BehaviourLearner Specialist(FrameStore store, WorldModelRun world, BehaviourPrompt prompt)
    {
        int Task()
        {
            var index = store.Header.Tasks.ToList().IndexOf(prompt.Name);
            return index >= 0 ? index : throw new ArgumentException($"'{prompt.Name}' is no task of the dataset, so it has no true reward");
        }

        var embedding = options.Guide == BehaviourGuide.Video ? ExpertVideo.Embedding(store, Task()) : model.EmbedText(prompt.Sentence);
        var behaviour = options.Behaviour;
        ConditionedPolicy? start = null;
        if (options.StartFrom is { } run)
        {
            start = ConditionedPolicy.OfRun(run, world.Model.Options, model.Dimension, out var like);
            behaviour = behaviour with { Units = like.Units, Layers = like.Layers };
        }

        using var _ = start;

        return new BehaviourLearner(
            LearnedWorld.Of(world, behaviour.Subsets), prompt.Name, prompt.Sentence, embedding, behaviour, Path.Combine(outputFolder, "behaviours", prompt.Name),
            options.Guide == BehaviourGuide.Reward ? Task() : null, start);
    }

    private (FrameStore Store, WorldModelRun World) OpenWorld()
    {
        var store = FrameStore.Open(dataset.FramesPath);
        var begun = WorldModelRun.ReadOptions(worldFolder);
        var training = begun with
        {
            SubsetWeights = new Dictionary<string, int>(options.SubsetWeights) { [CorrectiveOptions.Subset] = options.RoundWeight },
            Subsets = WithRounds(begun.Subsets, store),
        };
        var world = new WorldModelRun(worldFolder, store, training, new LineProgress<TrainingProgress>(Tell));
        world.OpenPosterior(default);
        return (store, world);
    }

    // a world of named subsets still learns from what its own behaviours met
    private static IReadOnlyList<string>? WithRounds(IReadOnlyList<string>? subsets, FrameStore store)
        => subsets is { Count: > 0 } && store.Episodes.Any(episode => episode.Subset == CorrectiveOptions.Subset) ? [.. subsets.Union([CorrectiveOptions.Subset])] : subsets;

    private void Learn(WorldModelRun world, List<IRoundLearner> learners, int round, CancellationToken cancellation)
    {
        // frozen for all learners at once: each of them would otherwise freeze and release the parameters that the others use
        using var frozen = new FrozenParameters(world.Model);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.ForEach(learners, parallel, learner =>
        {
            var result = learner.Train((long)round * options.StepsPerRound, null, cancellation);
            say($"round {round}: {learner.Name} has {result.Steps} steps, {result.Last}");
        });
        foreach (var behaviour in learners.SelectMany(learner => learner.Behaviours))
        {
            using var images = behaviour.TargetImages();
            PngFile.Save(Path.Combine(outputFolder, "targets", $"{behaviour.Name}-{round:d2}.png"), ImageStrip.Row(WorldModelPicture.Images(images), scale: 1));
            Diagnose(world, behaviour, round, cancellation);
        }
    }

    private void Diagnose(WorldModelRun world, ILearnedBehaviour learner, int round, CancellationToken cancellation)
    {
        if (!options.Diagnose)
        {
            return;
        }

        using var environment = Worlds.Create(dataset.Manifest.Domain, Preset);
        var table = BehaviourDiagnosis.Run(world.Model, learner.Actor, environment, (ulong)round, cancellation);
        AtomicFile.WriteText(Path.Combine(outputFolder, "diagnoses", $"{learner.Name}-{round:d2}.json"), table.ToJson());
        say($"round {round}: {learner.Name}: {(table with { Rows = [.. table.Rows.Where(row => row.Task == learner.Name)] }).ToText()}");
    }

    private ModelPackage Export(WorldModelRun world, List<IRoundLearner> learners)
    {
        using var environment = Worlds.Create(dataset.Manifest.Domain, Preset);
        PackageExport.Write(PackageFolder, environment.Robot, world, model.Name, LearnedWorld.Describe(world.Options, dataset.Manifest));
        learners.ForEach(learner => learner.AddTo(PackageFolder));
        return ModelPackage.Load(PackageFolder);
    }

    private void Score(ModelPackage package, List<IRoundLearner> learners, int round, CancellationToken cancellation)
    {
        foreach (var (learner, behaviour) in learners.SelectMany(learner => learner.Behaviours.Select(behaviour => (learner, behaviour))))
        {
            var scores = behaviour.Subject.Score(package, Preset, options.ScoreEpisodes, seed: 1000, film: null, cancellation);
            history.Add(new RoundScore(round, learner.Steps, [.. scores.Select(score => score with { Behaviour = behaviour.Name })]));
            say($"round {round}: {behaviour.Name}: " + string.Join(" ", scores.Select(score => $"{score.Task}={score.ReturnMean:f0}")));
        }

        AtomicFile.WriteText(ScoresPath, JsonSerializer.Serialize(history, Json));
        DrawScores();
    }

    /// <summary>Each behaviour's score in the task of its name over the rounds, where there is such a task.</summary>
    private void DrawScores()
    {
        var own = history.SelectMany(score => score.Scores.Where(row => row.Task == row.Behaviour).Select(row => (score.Round, Row: row)));
        var lines = own.GroupBy(one => one.Row.Behaviour).Select(group => new ChartSeries(
            group.Key, [.. group.Select(one => (double)one.Round)], [.. group.Select(one => one.Row.NormalizedMean)])).ToList();
        if (lines.Count > 0)
        {
            new LineChart("Scores from pixels, true rewards", "round (the first is purely offline)", "normalised score", lines)
                .Save(Path.Combine(outputFolder, "rounds.png"));
        }
    }

    private void Collect(List<IRoundLearner> learners, int round, CancellationToken cancellation)
    {
        var package = ModelPackage.Load(PackageFolder);
        var behaviours = learners.SelectMany(learner => learner.Behaviours).ToList();
        for (var index = 0; index < behaviours.Count; index++)
        {
            var (name, subject) = (behaviours[index].Name, behaviours[index].Subject);
            var setup = new CollectionSetup(
                () => Worlds.Create(dataset.Manifest.Domain, Preset),
                () => subject.Agent(package, options.CollectionNoise),
                [EpisodeStart.Reset()],
                dataset.Manifest.RenderPreset);
            var collection = new CollectionOptions(datasetFolder, CorrectiveOptions.Subset, $"{name} of round {round}", options.EpisodesPerRound)
            {
                Seed = (ulong)((round * 100) + index),
            };
            new Collection(collection, setup).Run(null, cancellation);
        }

        DrawAndEmbed(cancellation);
        say($"round {round}: added {behaviours.Count * options.EpisodesPerRound} episodes");
    }

    private void DrawAndEmbed(CancellationToken cancellation)
    {
        DatasetStages.Render(datasetFolder, options.Threads, null, cancellation);
        DatasetStages.Embed(dataset, model, PromptFrames.WindowFrames, overwrite: false, null, cancellation);
    }

    private void Tell(TrainingProgress progress)
        => say($"{progress.Phase} {progress.Step}/{progress.Steps} {progress.StepsPerSecond:f1}/s " + string.Join(" ", progress.Losses.Select(loss => $"{loss.Key}={loss.Value:g4}")));
}
