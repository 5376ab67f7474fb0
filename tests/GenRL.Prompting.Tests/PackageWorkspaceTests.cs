using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Prompting.Tests;

public sealed class PackageWorkspaceTests : IDisposable
{
    private readonly RandomPackage _shipped = new();
    private readonly string _root = Directory.CreateTempSubdirectory("genrl-workspace-").FullName;

    private string Copy => Path.Combine(_root, "copy");

    public void Dispose()
    {
        _shipped.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void The_shipped_package_serves_until_something_is_to_be_written()
    {
        PackageWorkspace workspace = PackageWorkspace.Open(_shipped.Folder, Copy);
        Assert.Equal(_shipped.Folder, workspace.Current.Folder);
        Assert.False(Directory.Exists(Copy));
        Assert.Equal(Copy, workspace.MakeWritable());
        Assert.Equal(_shipped.Package.Manifest.Hashes.OrderBy(pair => pair.Key), workspace.Current.Manifest.Hashes.OrderBy(pair => pair.Key));
        Assert.Equal(Copy, workspace.MakeWritable());
    }

    [Fact]
    public void Behaviours_that_ship_later_join_the_copy()
    {
        PackageWorkspace.Open(_shipped.Folder, Copy).MakeWritable();
        _shipped.Add(RandomPackage.Behaviour("lunge", RandomNetwork.Weights(RandomPackage.Sizes, 77)));
        PackageWorkspace again = PackageWorkspace.Open(_shipped.Folder, Copy);
        Assert.Equal(Copy, again.Current.Folder);
        Assert.Contains(again.Current.Manifest.Behaviours, behaviour => behaviour.Name == "lunge");
    }

    [Fact]
    public void A_conditioned_policy_is_copied_along_and_one_that_ships_later_joins_the_copy()
    {
        _shipped.Add(RandomConditionedPolicy.Make(RandomPackage.Sizes));
        PackageWorkspace.Open(_shipped.Folder, Copy).MakeWritable();
        Assert.Equal(_shipped.Package.Manifest.ConditionedPolicy!.Sha256, ModelPackage.Load(Copy).Manifest.ConditionedPolicy!.Sha256);

        _shipped.Add(RandomConditionedPolicy.Make(RandomPackage.Sizes, gain: 2) with { Steps = 2000 });
        ModelPackage again = PackageWorkspace.Open(_shipped.Folder, Copy).Current;

        Assert.Equal(Copy, again.Folder);
        Assert.Equal((_shipped.Package.Manifest.ConditionedPolicy!.Sha256, 2000), (again.Manifest.ConditionedPolicy!.Sha256, again.Manifest.ConditionedPolicy.Steps));
    }

    [Fact]
    public void A_copy_of_other_networks_is_put_aside_not_used()
    {
        using RandomPackage other = new(seed: 2);
        PackageWorkspace.Open(other.Folder, Copy).MakeWritable();
        PackageWorkspace workspace = PackageWorkspace.Open(_shipped.Folder, Copy);
        Assert.Equal(_shipped.Folder, workspace.Current.Folder);
        Assert.True(Directory.Exists(Copy + ".old-1"));
    }

    [Fact]
    public void A_damaged_copy_is_put_aside_not_used()
    {
        PackageWorkspace.Open(_shipped.Folder, Copy).MakeWritable();
        File.WriteAllText(Path.Combine(Copy, PackageFile.Encoder), "cut");
        Assert.Equal(_shipped.Folder, PackageWorkspace.Open(_shipped.Folder, Copy).Current.Folder);
    }

    [Fact]
    public void Names_of_learned_behaviours_are_fit_for_folders_and_differ_by_sentence()
    {
        Assert.Matches("^stand-up-and-kick-[0-9a-f]{6}$", BehaviourName.For("Stand up, and KICK!"));
        Assert.NotEqual(BehaviourName.For("walk"), BehaviourName.For("walk."));
        Assert.Matches("^[a-z0-9][a-z0-9-]{0,63}$", BehaviourName.For("ходить быстро"));
        Assert.Matches("^[a-z0-9][a-z0-9-]{0,63}$", BehaviourName.For(new string('x', 500)));
    }
}
