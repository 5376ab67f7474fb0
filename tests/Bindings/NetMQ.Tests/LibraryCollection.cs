using System.Diagnostics.CodeAnalysis;

namespace NetMQ.Tests;

/// <summary>Cleaning the library up would disturb tests that run at the same time.</summary>
[CollectionDefinition("library", DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "It is what xunit calls a collection.")]
public sealed class LibraryCollection;
