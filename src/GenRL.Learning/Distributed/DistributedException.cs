namespace GenRL.Learning.Distributed;

/// <summary>Processes that train together disagree, or one of them is gone.</summary>
public sealed class DistributedException(string message, Exception? inner = null) : IOException(message, inner);
