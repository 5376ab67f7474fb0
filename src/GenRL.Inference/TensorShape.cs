namespace GenRL.Inference;

/// <summary>The name and shape a package's network must have at one of its ends.</summary>
/// <param name="Name">Input or output name.</param>
/// <param name="Dimensions">Lengths; <see cref="Any"/> where the network leaves one open, <see cref="Free"/> where any width will do.</param>
internal sealed record TensorShape(string Name, params int[] Dimensions)
{
    /// <summary>A length that the network must leave open.</summary>
    public const int Any = -1;

    /// <summary>A fixed length that the package does not prescribe.</summary>
    public const int Free = -2;

    /// <summary>True if the dimensions a network declares are the ones asked for; a network reports an open length as -1.</summary>
    public bool Accepts(ReadOnlySpan<int> declared)
    {
        if (declared.Length != Dimensions.Length)
        {
            return false;
        }

        for (int i = 0; i < declared.Length; i++)
        {
            bool fits = Dimensions[i] == Free ? declared[i] > 0 : declared[i] == Dimensions[i];
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => $"{Name} [{string.Join(", ", Dimensions.Select(length => length switch { Any => "N", Free => "any", _ => $"{length}" }))}]";
}
