using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GenRL.Inference;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.Export;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using static TorchSharp.torch;

namespace Contract.Tests;

/// <summary>The networks that run on the robot compute what the trained ones compute, for as long as an episode and longer.</summary>
public sealed class ExportParityTests : IDisposable
{
    private const int Steps = 1000;
    private const double Tolerance = 1e-4;

    private static readonly WorldModelOptions Sizes = new() { Multiplier = 8, Variables = 8, Classes = 8, Deter = 64, Units = 64 };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genrl-parity-");
    private readonly WorldModel model;
    private readonly Connector connector;
    private readonly Actor actor;

    public ExportParityTests()
    {
        manual_seed(11);
        model = new WorldModel(Sizes);
        connector = new Connector(Sizes, new ConnectorOptions { EmbeddingSize = 16 });
        actor = new Actor(Sizes.FeatureSize, Sizes.ActionSize, units: 64, layers: 2);
    }

    public void Dispose()
    {
        model.Dispose();
        connector.Dispose();
        actor.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Latents_states_and_actions_agree_over_a_thousand_steps_of_a_walker()
    {
        using var environment = Worlds.Create("walker", RenderPreset.Plain);
        var package = Export(environment.Robot);
        using var runner = new PolicyRunner(package);
        runner.Swap(runner.LoadBehaviour(package, "try"));
        runner.Reset(3);
        environment.Reset(5);
        using var frozen = no_grad();
        var state = model.Initial(1);
        var action = zeros(1, Sizes.ActionSize);
        var worst = 0.0;
        var frame = new byte[FrameFormat.Bytes];
        var chosen = new float[Sizes.ActionSize];
        var rewards = new double[environment.Tasks.Count];
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            environment.ReadPixels(frame);
            Assert.Equal(StepStatus.Ok, runner.Step(frame, FrameLayout.ChannelFirst, chosen));
            var logits = model.PosteriorLogits(WorldModel.Normalise(tensor(frame).view(1, 3, 64, 64)));
            var deter = model.Sequence.Step(state.Stoch.flatten(1), action, state.Deter);
            var stoch = tensor(runner.Stoch.ToArray()).view(1, Sizes.Variables, Sizes.Classes);
            state = new LatentState(stoch, deter, logits);
            var mean = actor.Distribution(model.Feature(state)).Mean;
            worst = Math.Max(worst, Math.Max(Largest(logits, runner.Logits), Math.Max(Largest(deter, runner.Deter), Largest(mean, chosen))));
            action = tensor(chosen.ToArray()).view(1, -1);
            state = new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
            action.MoveToOuterDisposeScope();
            environment.Step(chosen, rewards);
        }

        Assert.True(worst <= Tolerance, $"the largest difference is {worst}");
    }

    private static double Largest(Tensor expected, ReadOnlySpan<float> actual)
    {
        using var flat = expected.flatten().contiguous();
        var values = MemoryMarshal.Cast<byte, float>(flat.bytes);
        var largest = 0.0;
        for (var index = 0; index < values.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs(values[index] - actual[index]));
        }

        return largest;
    }

    private ModelPackage Export(RobotDescription robot)
    {
        var path = Path.Combine(folder.FullName, "package");
        PackageExport.Write(path, robot, model, connector, "none", new JsonObject(), bank: null);
        return PackageWriter.AddBehaviour(path, new NewBehaviour
        {
            Name = "try",
            Prompt = "try",
            Policy = BehaviourExport.Policy(actor, ModelWeights.Sizes(Sizes, connector.Options)).ToBytes(),
        });
    }
}
