namespace ROS2.Tests;

/// <summary>What the environment and the command line decide.</summary>
public class RclOptionsTests
{
    [Fact]
    public void Without_any_variable_nodes_stay_on_this_machine_in_domain_0()
    {
        RclOptions options = From();
        Assert.Equal(0, options.DomainId);
        Assert.Equal(DiscoveryRange.Localhost, options.Range);
        Assert.Equal(RosDistro.Jazzy, options.Distro);
        string configuration = options.ToCycloneConfiguration();
        Assert.Contains("<AllowMulticast>false</AllowMulticast>", configuration, StringComparison.Ordinal);
        Assert.Contains("<Peer address=\"127.0.0.1\"/>", configuration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUBNET", null, DiscoveryRange.Subnet)]
    [InlineData("subnet", "1", DiscoveryRange.Localhost)]
    [InlineData(null, "1", DiscoveryRange.Localhost)]
    [InlineData(null, "0", DiscoveryRange.Subnet)]
    [InlineData("OFF", null, DiscoveryRange.Off)]
    [InlineData("SYSTEM_DEFAULT", null, DiscoveryRange.SystemDefault)]
    public void The_discovery_range_follows_both_distributions_variables(string? range, string? localhostOnly, DiscoveryRange expected) =>
        Assert.Equal(expected, From(("ROS_AUTOMATIC_DISCOVERY_RANGE", range), ("ROS_LOCALHOST_ONLY", localhostOnly)).Range);

    [Theory]
    [InlineData("ROS_DOMAIN_ID", "233")]
    [InlineData("ROS_DOMAIN_ID", "-1")]
    [InlineData("ROS_DOMAIN_ID", "one")]
    [InlineData("ROS_AUTOMATIC_DISCOVERY_RANGE", "NEAR")]
    public void A_variable_that_means_nothing_is_refused_by_name(string name, string value)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => From((name, value)));
        Assert.Contains($"{name} is '{value}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_own_Cyclone_configuration_comes_last()
    {
        RclOptions options = From(("CYCLONEDDS_URI", "file:///etc/cyclone.xml"), ("ROS_STATIC_PEERS", "10.0.0.2; host<b>"), ("ROS_DISTRO", "humble"));
        Assert.EndsWith("</CycloneDDS>,file:///etc/cyclone.xml", options.ToCycloneConfiguration(), StringComparison.Ordinal);
        Assert.Contains("<Peer address=\"10.0.0.2\"/><Peer address=\"host&lt;b&gt;\"/>", options.ToCycloneConfiguration(), StringComparison.Ordinal);
        Assert.Equal(RosDistro.Humble, options.Distro);
    }

    [Fact]
    public void Names_expand_and_remap_as_in_ROS()
    {
        RosNames names = new(["program", "-r", "ignored:=x", "--ros-args", "-r", "__node:=other", "--remap", "__ns:=/robot", "-r", "chatter:=/talk", "-r", "~/a:=b", "--", "-r", "late:=x"]);
        Assert.Equal("other", names.NodeName("node"));
        Assert.Equal("/robot", names.Namespace(""));
        Assert.Equal("/talk", names.Resolve("/robot", "other", "chatter"));
        Assert.Equal("/talk", names.Resolve("/robot", "other", "/robot/chatter"));
        Assert.Equal("/robot/b", names.Resolve("/robot", "other", "~/a"));
        Assert.Equal("/robot/late", names.Resolve("/robot", "other", "late"));
        Assert.Equal("/joint_states", names.Resolve("/", "other", "joint_states"));
    }

    [Theory]
    [InlineData("--ros-args", "-r", "nothing")]
    [InlineData("--ros-args", "-r", ":=x")]
    [InlineData("--ros-args", "--remap")]
    public void A_broken_remapping_rule_is_refused(params string[] arguments) =>
        Assert.Throws<ArgumentException>(() => new RosNames(arguments));

    [Fact]
    public void Names_on_DDS_carry_ROS_prefixes()
    {
        Assert.Equal("rt/joint_states", RosNames.DdsTopic("/joint_states", false));
        Assert.Equal("joint_states", RosNames.DdsTopic("/joint_states", true));
        Assert.Equal("rq/reset_worldRequest", RosNames.DdsRequest("/reset_world"));
        Assert.Equal("rr/reset_worldReply", RosNames.DdsReply("/reset_world"));
    }

    private static RclOptions From(params (string Name, string? Value)[] variables) =>
        RclOptions.FromEnvironment(name => variables.FirstOrDefault(pair => pair.Name == name).Value, []);
}
