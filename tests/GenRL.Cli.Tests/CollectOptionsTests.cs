using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Learning.Collection.Dreamer;

namespace GenRL.Cli.Tests;

public class CollectOptionsTests
{
    [Fact]
    public void Setting_some_options_of_an_agent_leaves_its_others_as_they_are()
    {
        var tree = OptionsTree.Stack([], ["collect.plan2explore.behaviour.starts=8", "collect.plan2explore.sizes.deter=16", "collect.goals.closeness.joint_rad=0.5"], "/nowhere");
        var bound = tree.Bind("collect", new CollectOptions());
        var expected = DreamerOptions.Explorer;
        Assert.Equal(expected with { Behaviour = expected.Behaviour with { Starts = 8 }, Sizes = expected.Sizes with { Deter = 16 } }, bound.Plan2explore);
        Assert.Equal(new DreamerOptions(), bound.Dreamer);
        Assert.Equal(0.5, bound.Goals.Closeness.JointRad);
        Assert.Equal(0.98, bound.Goals.Discount);
    }
}
