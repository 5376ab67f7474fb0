using System.Security.Cryptography;
using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Control.Tests;

public sealed class BehaviourLoaderTests
{
    [Fact]
    public void A_behaviour_loaded_while_driving_takes_over_with_the_next_frame()
    {
        using ControlRig rig = new ControlRig().Driving();

        rig.Loader.Load(rig.Random.Folder, "stand");
        Assert.False(rig.Loader.IsApplied);
        Assert.Equal("walk", rig.Runner.Current!.Name);
        rig.TickWithFrame(2);

        Assert.True(rig.Loader.IsApplied);
        Assert.Equal("stand", rig.Loader.Name);
        Assert.Equal("stand", rig.Runner.Current.Name);
        rig.Loader.DisposeRetired();
        Assert.Null(rig.Runner.TakeRetired());
    }

    [Fact]
    public void A_behaviour_learned_after_the_start_can_be_loaded()
    {
        using ControlRig rig = new ControlRig().Driving();
        rig.Random.Add(RandomPackage.Behaviour("kick", RandomNetwork.Weights(RandomPackage.Sizes, 77)));

        Assert.Equal("please kick", rig.Loader.Load(rig.Random.Folder, "kick").Prompt);
    }

    [Fact]
    public void What_cannot_be_loaded_leaves_the_running_behaviour_alone()
    {
        using ControlRig rig = new ControlRig().Driving();
        using var other = new RandomPackage(seed: 9);

        Assert.Throws<PackageException>(() => rig.Loader.Load(rig.Random.Folder, "fly"));
        Assert.Throws<PackageException>(() => rig.Loader.Load(rig.Random.Folder + "-none", "walk"));
        Assert.Throws<PackageException>(() => rig.Loader.Load(other.Folder, "walk"));
        Assert.Throws<PackageException>(() => rig.Loader.Load(rig.Random.Folder, "stand", new string('0', 64)));
        rig.TickWithFrame(2);

        Assert.Equal("walk", rig.Runner.Current!.Name);
        Assert.NotEqual(0, rig.Transport.Command[0]);
    }

    [Fact]
    public void The_hash_of_the_manifest_may_be_demanded()
    {
        using var rig = new ControlRig();
        string hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(rig.Random.Folder, PackageFile.Manifest))));

        rig.Loader.Load(rig.Random.Folder, "stand", hash);

        Assert.Equal("stand", rig.Loader.Name);
    }

    [Fact]
    public void Loading_twice_between_two_frames_keeps_the_later_behaviour()
    {
        using ControlRig rig = new ControlRig().Driving();

        rig.Loader.Load(rig.Random.Folder, "stand");
        rig.Loader.Load(rig.Random.Folder, "walk");
        PolicySession? before = rig.Runner.Current;
        rig.TickWithFrame(2);

        Assert.True(rig.Loader.IsApplied);
        Assert.NotSame(before, rig.Runner.Current);
        Assert.Equal("walk", rig.Runner.Current!.Name);
    }
}
