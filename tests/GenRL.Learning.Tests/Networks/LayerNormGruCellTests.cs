using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Networks;

public sealed class LayerNormGruCellTests
{
    [Fact]
    public void One_step_of_size_one_equals_the_hand_computed_value()
    {
        using var cell = new LayerNormGruCell("cell", 1, 1);
        using var frozen = no_grad();
        cell.state_dict()["gates.weight"].copy_(tensor(new float[] { 1, 0, 0, 1, -1, 1 }).view(3, 2));

        var next = cell.call(tensor(new[] { 2f }).view(1, 1), tensor(new[] { 1f }).view(1, 1));

        Assert.Equal(0.929151, next.item<float>(), 5);
    }

    [Fact]
    public void Unrolling_over_time_equals_stepping()
    {
        manual_seed(3);
        using var cell = new LayerNormGruCell("cell", 5, 7);
        using var frozen = no_grad();
        var inputs = randn(6, 2, 5);
        var keep = ones(6, 2, 1);
        keep[TensorIndex.Single(3), TensorIndex.Single(1)] = zeros(1);
        var state = zeros(2, 7);
        var stepped = new List<Tensor>();
        for (var time = 0; time < 6; time++)
        {
            state = cell.call(inputs[time], state * keep[time]);
            stepped.Add(state);
        }

        var unrolled = cell.Unroll(inputs, zeros(2, 7), keep);

        Assert.True((unrolled - stack(stepped)).abs().max().item<float>() < 1e-5);
    }
}
