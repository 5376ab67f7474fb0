using System.Runtime.CompilerServices;

namespace GenRL.Safety;

/// <summary>One number per joint, held in place: a value that copies without allocating. Only the first joints of the robot count.</summary>
[InlineArray(Capacity)]
public struct JointVector
{
    /// <summary>Most joints a robot may have.</summary>
    public const int Capacity = 64;

    private double first;

    /// <summary>A vector that starts with <paramref name="values"/>; the rest is zero.</summary>
    /// <exception cref="ArgumentException">There are more values than <see cref="Capacity"/>.</exception>
    public static JointVector From(ReadOnlySpan<double> values)
    {
        if (values.Length > Capacity)
        {
            throw new ArgumentException($"{values.Length} joints are more than {Capacity}.", nameof(values));
        }

        JointVector vector = default;
        values.CopyTo(vector);
        return vector;
    }
}
