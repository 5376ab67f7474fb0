namespace GenRL.Data;

/// <summary>Reports on the calling thread, in order; <see cref="Progress{T}"/> would hand them to a pool.</summary>
/// <param name="report">Receives each value.</param>
public sealed class LineProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
