namespace GenRL.Data;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Stage">What is being done, such as <c>collect</c>.</param>
/// <param name="Done">Units done, including those of earlier runs.</param>
/// <param name="Total">Units in all.</param>
/// <param name="Unit">Name of a unit, such as <c>steps</c>.</param>
/// <param name="PerSecond">Units per second of this run.</param>
/// <param name="RemainingS">Estimated seconds left; null while there is no basis for it.</param>
/// <param name="DiskBytes">Bytes written by this run.</param>
/// <param name="MemoryBytes">Memory of this process.</param>
public sealed record WorkProgress(
    string Stage, long Done, long Total, string Unit, double PerSecond, double? RemainingS, long DiskBytes, long MemoryBytes)
{
    /// <summary>One line for people: <c>collect 12,500 / 50,000 steps (25 %), 4,812 steps/s, 0:07 left, 1.2 MB written, 310 MB memory</c>.</summary>
    public override string ToString()
    {
        string left = RemainingS is { } seconds ? $", {TimeSpan.FromSeconds(seconds):h\\:mm\\:ss} left" : "";
        string disk = DiskBytes > 0 ? $", {Bytes(DiskBytes)} written" : "";
        double share = Total > 0 ? 100.0 * Done / Total : 100;
        return FormattableString.Invariant($"{Stage} {Done:N0} / {Total:N0} {Unit} ({share:F0} %), {PerSecond:N0} {Unit}/s{left}{disk}, {Bytes(MemoryBytes)} memory");
    }

    private static string Bytes(long bytes) =>
        FormattableString.Invariant(bytes >= 1_000_000_000 ? (FormattableString)$"{bytes / 1e9:F1} GB" : $"{bytes / 1e6:F1} MB");
}
