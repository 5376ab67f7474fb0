using MuJoCo;

namespace GenRL.Simulation.Randomisation;

/// <summary>A field of a model together with the values it was compiled with.</summary>
internal sealed class NominalField<T>(MjField<T> values) where T : unmanaged
{
    private readonly T[] _nominal = [.. values.Span];

    /// <summary>Number of elements.</summary>
    public int Rows => values.Rows;

    /// <summary>The values of one element.</summary>
    public Span<T> Row(int row) => values.Row(row);

    /// <summary>Puts the compiled values back.</summary>
    public void Restore() => _nominal.CopyTo(values.Span);
}
