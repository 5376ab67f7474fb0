using GenRL.Data;
using GenRL.Learning.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Checkpoints;

public sealed class ModuleCheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"checkpoint-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_network_behaves_the_same_after_saving_and_loading()
    {
        using DisposeScope scope = NewDisposeScope();
        using var one = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4));
        using var other = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4));
        ModuleCheckpoint.Save(_path, one);
        ModuleCheckpoint.Load(_path, other);
        Tensor x = randn(5, 3);
        Assert.True(one.forward(x).Equals(other.forward(x)));
    }

    [Fact]
    public void Half_precision_keeps_eleven_bits_in_half_the_space()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = randn(1000);
        ModuleCheckpoint.Save(_path, new Dictionary<string, Tensor> { ["a"] = values }, half: true);
        Assert.InRange(new FileInfo(_path).Length, 2000, 2200);
        Tensor read = ModuleCheckpoint.ReadState(_path)["a"];
        Assert.Equal(float32, read.dtype);
        Assert.True(read.allclose(values, rtol: Math.Pow(2, -11), atol: 1e-7));
        Assert.False(read.Equals(values));
    }

    [Fact]
    public void Values_beyond_half_precision_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = new() { ["big"] = full(2, 1e6f) };
        Assert.Contains("big", Assert.Throws<ArgumentException>(() => ModuleCheckpoint.Save(_path, state, half: true)).Message);
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_transposed_tensor_is_stored_in_logical_order_with_all_types()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = new()
        {
            ["transposed"] = arange(6, float32).reshape(2, 3).t(),
            ["number"] = tensor(7L),
            ["bytes"] = tensor(new byte[] { 1, 2 }),
        };
        ModuleCheckpoint.Save(_path, state, new Dictionary<string, string> { ["step"] = "12" });
        Dictionary<string, Tensor> read = ModuleCheckpoint.ReadState(_path);
        Assert.All(state, pair => Assert.True(pair.Value.Equals(read[pair.Key])));
        Assert.Equal("12", SafetensorsFile.Read(_path).Metadata["step"]);
    }

    [Fact]
    public void Another_networks_file_is_refused_by_name_and_by_shape()
    {
        using DisposeScope scope = NewDisposeScope();
        using var small = nn.Sequential(nn.Linear(3, 4));
        using var wide = nn.Sequential(nn.Linear(3, 5));
        using var deep = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 4));
        ModuleCheckpoint.Save(_path, small.state_dict());
        Assert.Contains("[4, 3]", Assert.Throws<InvalidDataException>(() => ModuleCheckpoint.Load(_path, wide)).Message);
        Assert.Contains("1.weight", Assert.Throws<InvalidDataException>(() => ModuleCheckpoint.Load(_path, deep)).Message);
    }
}
