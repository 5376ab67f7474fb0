namespace GenRL.Data;

/// <summary>Draws joint-space poses to start from or to reach. Used by one thread.</summary>
public interface IPoseSource
{
    /// <summary>A pose, [P]; valid until the next call.</summary>
    /// <param name="random">Decides which; the same numbers give the same pose.</param>
    ReadOnlySpan<double> Draw(SeededRandom random);
}
