using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class ActorTests
{
    [Fact]
    public void At_paper_size_actor_and_critic_have_the_papers_number_of_parameters()
    {
        using var actor = new Actor(featureSize: 2048, actionSize: 10, units: 1024, layers: 4);
        using var critic = new Critic(featureSize: 2048, units: 1024, layers: 4);
        Assert.Equal(5_275_668, Count(actor));
        Assert.Equal(5_516_543, Count(critic));
    }

    private static long Count(nn.Module module) => module.parameters().Sum(parameter => parameter.numel());
}
