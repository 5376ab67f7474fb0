using System.Diagnostics.CodeAnalysis;

namespace ROS2.Tests;

/// <summary>Tests that use the one domain of the process run one after another.</summary>
[CollectionDefinition("domain", DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "It is what xunit calls a collection.")]
public sealed class DomainCollection;
