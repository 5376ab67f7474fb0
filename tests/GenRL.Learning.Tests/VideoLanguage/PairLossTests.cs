using GenRL.Learning.VideoLanguage;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.VideoLanguage;

public class PairLossTests
{
    [Fact]
    public void The_loss_pulls_true_pairs_together_and_pushes_false_ones_apart()
    {
        Seed();
        using var scope = NewDisposeScope();
        using var loss = new PairLoss();
        var videos = new TorchSharp.Modules.Parameter(randn([4, 8]));
        var texts = new TorchSharp.Modules.Parameter(randn([4, 8]));
        Tensor truth = eye(4), counted = ones(4, 4);
        using var optimizer = optim.Adam([videos, texts, .. loss.parameters()], .05);
        double first = 0, last = 0;
        for (int step = 0; step < 200; step++)
        {
            Tensor value = loss.Forward(nn.functional.normalize(videos, 2, 1), nn.functional.normalize(texts, 2, 1), truth, counted);
            optimizer.zero_grad();
            value.backward();
            optimizer.step();
            last = value.item<float>();
            first = step == 0 ? last : first;
        }
        float[] cosine = nn.functional.normalize(videos, 2, 1).matmul(nn.functional.normalize(texts, 2, 1).t()).detach().data<float>().ToArray();
        Assert.True(last < first / 20, $"{first} became {last}");
        for (int i = 0; i < 16; i++)
        {
            Assert.True(i % 5 == 0 ? cosine[i] > .6f : cosine[i] < .4f, $"pair {i / 4},{i % 4}: {cosine[i]}");
        }
    }

    [Fact]
    public void Ignored_pairs_count_nothing()
    {
        Seed();
        using var scope = NewDisposeScope();
        using var loss = new PairLoss();
        Tensor videos = nn.functional.normalize(randn([3, 8]), 2, 1), texts = nn.functional.normalize(randn([5, 8]), 2, 1);
        Tensor truth = tensor(new float[] { 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0 }, [3, 5]);
        Tensor counted = cat([ones(3, 4), zeros(3, 1)], 1);
        float all = loss.Forward(videos, texts, truth, counted).item<float>();
        float without = loss.Forward(videos, texts.narrow(0, 0, 4), truth.narrow(1, 0, 4), ones(3, 4)).item<float>();
        Assert.Equal(without, all, 1e-5f);
    }

    private static void Seed() => random.manual_seed(3);
}
