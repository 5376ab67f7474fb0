using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.Interchange;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Testing;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Interchange;

public sealed class PublishedCheckpointTests : IDisposable
{
    private const int Embedding = 6;
    private const int Layers = 2;
    private static readonly WorldModelOptions Sizes = new()
    {
        ActionSize = 2, Multiplier = 2, Variables = 3, Classes = 4, Deter = 10, Units = 8, Ensemble = 2, RewardTasks = 0,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("genrl-published-").FullName;

    private string FilePath => Path.Combine(folder, "agent.pt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // every number differs, so that a tensor that lands in the wrong place is seen
    private static IEnumerable<(string Name, int[] Shape, float[] Values)> Tensors(string prefix = "")
    {
        var random = new SeededRandom(11);
        return PublishedLayout.Agent(Sizes, Embedding, Layers).ToList()
            .Select(entry => (prefix + entry.Name, entry.Shape, Enumerable.Range(0, entry.Shape.Aggregate(1, (size, next) => size * next)).Select(_ => (float)random.Between(-0.3, 0.3)).ToArray()))
            .ToList();
    }

    [Fact]
    public void Sizes_are_read_off_the_shapes_and_every_parameter_is_loaded()
    {
        TorchArchive.WriteFloats(FilePath, Tensors("agent."));
        var checkpoint = PublishedCheckpoint.Read(FilePath, Sizes.Classes);

        var options = CheckpointImport.Run(checkpoint, Path.Combine(folder, "run"));

        Assert.Equal(Sizes, options.Sizes);
        Assert.Equal(Embedding, options.Connector.EmbeddingSize);
        Assert.Equal(Layers, checkpoint.BehaviourLayers);
        Assert.All(checkpoint.Unused, name => Assert.True(
            name.StartsWith("agent.wm.heads.reward.", StringComparison.Ordinal) || name.Contains("_target_critic", StringComparison.Ordinal) || name.EndsWith("ema_vals", StringComparison.Ordinal), name));
        var published = Tensors().ToDictionary(entry => entry.Name, entry => entry.Values);
        using var model = new WorldModel(Sizes);
        ModuleCheckpoint.Load(Path.Combine(folder, "run", WorldModelRun.WorldModelFile), model);
        Assert.Equal(published["wm.rssm._cell._layer.weight"], Toy.Floats(model.get_parameter("sequence.cell.gates.weight")!));
        Assert.Equal(published["wm.rssm._ensemble_img_dist.1.bias"], Toy.Floats(model.get_parameter("sequence.priors.1.output.bias")!));
        // as many numbers arrive as the modules have: none is left as it was initialised
        Assert.Equal(model.parameters().Count(), PublishedNames.WorldModel(Sizes).Select(name => name.Own).Distinct().Count());
        using var connector = new Connector(Sizes, options.Connector);
        Assert.Equal(connector.parameters().Count(), PublishedNames.Connector().Select(name => name.Own).Distinct().Count());
    }

    [Fact]
    public void An_imported_policy_acts_by_the_published_mean_and_deviation()
    {
        TorchArchive.WriteFloats(FilePath, Tensors());
        var checkpoint = PublishedCheckpoint.Read(FilePath, Sizes.Classes);
        CheckpointImport.Run(checkpoint, Path.Combine(folder, "run"));
        using var actor = new Actor(Sizes.FeatureSize, Sizes.ActionSize, Sizes.Units, Layers);
        ModuleCheckpoint.Load(Path.Combine(folder, "run", CheckpointImport.ActorFile), actor);
        var published = Tensors().ToDictionary(entry => entry.Name, entry => entry.Values);
        var head = Toy.Floats(actor.get_parameter("head.weight")!);
        Assert.Equal(published["_imag_behavior.actor._out._out.weight"].Concat(published["_imag_behavior.actor._out._std.weight"]), head);
    }

    [Fact]
    public void An_imported_run_is_trained_on_as_any_other_and_a_safetensors_file_does_as_well()
    {
        var path = Path.Combine(folder, "agent.safetensors");
        SafetensorsFile.Write(path, Tensors().Select(entry => KeyValuePair.Create(
            entry.Name, new SafetensorsTensor(SafetensorsType.F32, Array.ConvertAll(entry.Shape, size => (long)size), System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(entry.Values).ToArray()))));
        var run = Path.Combine(folder, "run");
        CheckpointImport.Run(PublishedCheckpoint.Read(path, Sizes.Classes), run);
        using var data = new Squares.MovingSquareStore(episodes: 4, withWindows: false);
        var options = WorldModelTrainingOptions.Debug with { Joint = new PhaseOptions { Steps = 1, Batch = 2, Length = 8, EvaluateEvery = 10 }, Cached = new PhaseOptions() };

        using var training = new WorldModelRun(run, data.Store, options);
        Assert.Equal(Tensors().Single(entry => entry.Name == "wm.rssm._obs_dist.bias").Values, Toy.Floats(training.Model.get_parameter("posterior.output.bias")!));
        training.Train(CancellationToken.None);

        Assert.Throws<IOException>(() => CheckpointImport.Run(PublishedCheckpoint.Read(path, Sizes.Classes), run));
    }

    [Fact]
    public void A_missing_tensor_or_one_of_another_shape_is_named_and_nothing_is_written()
    {
        string Refusal(Func<(string Name, int[] Shape, float[] Values), (string, int[], float[])?> change)
        {
            TorchArchive.WriteFloats(FilePath, Tensors().Select(entry => change(entry)).Where(entry => entry is not null).Select(entry => entry!.Value));
            var message = Assert.Throws<InvalidDataException>(() => CheckpointImport.Run(PublishedCheckpoint.Read(FilePath, Sizes.Classes), Path.Combine(folder, "run"))).Message;
            Assert.False(Directory.Exists(Path.Combine(folder, "run")));
            return message;
        }

        Assert.Contains("'wm.rssm._obs_out.0.bias' is missing", Refusal(entry => entry.Name == "wm.rssm._obs_out.0.bias" ? null : entry), StringComparison.Ordinal);
        Assert.Contains(
            "'wm.connector.aligner.mid.0.layer.bias' has shape [2], but [3]",
            Refusal(entry => entry.Name == "wm.connector.aligner.mid.0.layer.bias" ? (entry.Name, [2], [1, 2]) : entry), StringComparison.Ordinal);
        Assert.Contains("no world model of the published code", Refusal(entry => entry.Name.StartsWith("wm.enc", StringComparison.Ordinal) ? null : entry), StringComparison.Ordinal);
    }

    [Fact]
    public void Latents_that_do_not_divide_into_the_classes_are_refused()
    {
        TorchArchive.WriteFloats(FilePath, Tensors());
        Assert.Contains("12 numbers do not divide", Assert.Throws<InvalidDataException>(() => PublishedCheckpoint.Read(FilePath, 32)).Message, StringComparison.Ordinal);
    }

    /// <summary>PyTorch computes the published networks from the tensors, module by module; our networks must give the same numbers from the same file.</summary>
    [FactWithPythonTorch]
    [Trait("speed", "slow")]
    public void Imported_networks_compute_what_the_published_ones_do()
    {
        TorchArchive.WriteFloats(FilePath, Tensors());
        File.WriteAllText(Path.Combine(folder, "compute.py"), ReferenceComputation.Script);
        PythonTorch.Run(folder, "compute.py");
        var expected = TorchFile.Read(Path.Combine(folder, "expected.pt"));
        var checkpoint = PublishedCheckpoint.Read(FilePath, Sizes.Classes);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new WorldModel(checkpoint.Sizes);
        using var connector = new Connector(checkpoint.Sizes, checkpoint.Connector!);
        using var actor = new Actor(Sizes.FeatureSize, Sizes.ActionSize, Sizes.Units, Layers);
        using var critic = new Critic(Sizes.FeatureSize, Sizes.Units, Layers);
        checkpoint.LoadInto(model);
        checkpoint.LoadInto(connector);
        checkpoint.LoadInto(actor);
        checkpoint.LoadInto(critic);
        Tensor Value(string name) => ModuleCheckpoint.ToTensor(expected[name]);
        void Same(string name, Tensor actual) => Toy.Near([.. Toy.Floats(Value(name)).Select(value => (double)value)], actual, 2e-5);

        Same("posterior", model.PosteriorLogits(Value("image")));
        Same("decoded", model.Decode(Value("stoch")));
        var deter = model.Sequence.Step(Value("stoch"), Value("action"), Value("deter"));
        Same("next_deter", deter);
        Same("prior1", model.Sequence.PriorLogits(Value("next_deter"), 1).flatten(-2));
        var (start, _) = connector.Start(connector.Condition(Value("embedding")));
        Same("connector_start", start);
        Same("connector_deter", connector.Sequence.Step(Value("stoch"), connector.Condition(Value("embedding")), Value("connector_start")));
        Same("aligned", connector.Aligner.Align(Value("embedding")));
        var policy = actor.Distribution(Value("feature"));
        Same("policy_mean", policy.Mean);
        Same("policy_deviation", policy.Deviation);
        Same("critic", critic.Logits(Value("feature")));
    }

    /// <summary>A snapshot of a whole agent is refused, and its reduction by the script beside the reference is read.</summary>
    [FactWithPythonTorch]
    [Trait("speed", "slow")]
    public void A_pickled_agent_is_refused_and_its_reduction_is_read()
    {
        Directory.CreateDirectory(Path.Combine(folder, "agent"));
        File.WriteAllText(Path.Combine(folder, "agent", "__init__.py"), "");
        File.WriteAllText(Path.Combine(folder, "agent", "genrl.py"), "import torch\nclass GenRLAgent(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.wm = torch.nn.Linear(2, 1)\n");
        PythonTorch.Run(folder, "-c", "import torch; from agent.genrl import GenRLAgent; torch.save({'agent': GenRLAgent(), '_global_step': 5}, 'snapshot.pt')");
        var refusal = Assert.Throws<InvalidDataException>(() => TorchFile.Read(Path.Combine(folder, "snapshot.pt"))).Message;
        Assert.Contains("'agent.genrl.GenRLAgent'", refusal, StringComparison.Ordinal);

        PythonTorch.Run(folder, ReferenceComputation.ConversionScript, "snapshot.pt", "tensors.pt");

        Assert.Equal(["wm.bias", "wm.weight"], TorchFile.Read(Path.Combine(folder, "tensors.pt")).Keys.Order());
    }
}
