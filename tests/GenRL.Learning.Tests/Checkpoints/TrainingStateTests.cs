using GenRL.Learning.Checkpoints;
using GenRL.Learning.Optimisation;
using GenRL.Learning.Tests.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Checkpoints;

public sealed class TrainingStateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("state");

    private string Path => System.IO.Path.Combine(folder.FullName, "state.safetensors");

    public void Dispose() => folder.Delete(true);

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        using var saved = new Run(3, 1);
        saved.Learn();
        saved.Number = 1.0 / 3;
        saved.Array = [1, 2, 3];
        saved.State.Save(Path);

        using var restored = new Run(3, 2);
        restored.State.Load(Path);

        Assert.Equal(Toy.Weights(saved.Module), Toy.Weights(restored.Module));
        Assert.Equal(saved.Number, restored.Number);
        Assert.Equal(saved.Array, restored.Array);
        saved.Learn();
        restored.Learn();
        Assert.Equal(Toy.Weights(saved.Module), Toy.Weights(restored.Module));
    }

    [Fact]
    public void A_state_before_the_first_step_is_kept_too()
    {
        using var saved = new Run(3, 1);
        saved.State.Save(Path);
        using var restored = new Run(3, 2);
        restored.State.Load(Path);
        saved.Learn();
        restored.Learn();
        Assert.Equal(Toy.Weights(saved.Module), Toy.Weights(restored.Module));
    }

    [Fact]
    public void A_file_of_other_sizes_or_parts_is_refused_and_changes_nothing()
    {
        using var saved = new Run(3, 1);
        saved.State.Save(Path);
        using var other = new Run(4, 2);
        var before = Toy.Weights(other.Module);
        Assert.Contains("module/", Assert.Throws<InvalidDataException>(() => other.State.Load(Path)).Message, StringComparison.Ordinal);
        using var more = new Run(3, 2);
        more.State.Add("further", () => 0, _ => { });
        Assert.Contains("'further' is missing", Assert.Throws<InvalidDataException>(() => more.State.Load(Path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Toy.Weights(other.Module));
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using var run = new Run(3, 1);
        run.State.Save(Path);
        var bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..(bytes.Length / 2)]);
        Assert.Throws<InvalidDataException>(() => run.State.Load(Path));
    }

    private sealed class Run : IDisposable
    {
        private readonly ModelOptimizer optimizer;

        public Run(int size, int seed)
        {
            manual_seed(seed);
            Module = nn.Linear(size, 2);
            optimizer = new ModelOptimizer(Module.parameters(), 0.1);
            State.Add("module", Module);
            State.Add("optimizer", optimizer);
            State.Add("number", () => Number, value => Number = value);
            State.Add("array", () => tensor(Array), stored => Array = stored.data<float>().ToArray());
        }

        public TorchSharp.Modules.Linear Module { get; }

        public TrainingState State { get; } = new();

        public double Number { get; set; }

        public float[] Array { get; set; } = [0];

        public void Learn()
        {
            using var scope = NewDisposeScope();
            optimizer.Step((Module.call(ones(1, Module.weight!.shape[1])) - 3).square().sum());
        }

        public void Dispose()
        {
            optimizer.Dispose();
            Module.Dispose();
        }
    }
}
