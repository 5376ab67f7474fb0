namespace GenRL.Simulation.Tests.Node;

/// <summary>A process joins one ROS domain at a time, so what joins it runs one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RosGraph
{
    public const string Name = "ros graph";
}
