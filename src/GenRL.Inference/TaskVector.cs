using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>What a conditioned policy is to do: a sentence's aligned embedding under a label. Never changes, so threads may share it.</summary>
public sealed class TaskVector
{
    /// <summary>How far from 1 the length may be.</summary>
    public const double LengthTolerance = 1e-3;

    private readonly float[] values;

    /// <param name="label">What it stands for, usually the sentence; at most <see cref="PackageLimits.PromptLength"/> characters.</param>
    /// <param name="values">[D], unit length within <see cref="LengthTolerance"/>.</param>
    /// <exception cref="ArgumentException">The label is empty, too long or holds control characters, or the numbers are not finite or not of unit length.</exception>
    public TaskVector(string label, ReadOnlySpan<float> values)
    {
        Label = CheckedLabel(label);
        this.values = CheckedValues(values);
    }

    /// <summary>What it stands for.</summary>
    public string Label { get; }

    /// <summary>[D], unit length.</summary>
    public ReadOnlySpan<float> Values => values;

    private static string CheckedLabel(string label)
    {
        if (string.IsNullOrWhiteSpace(label))
        {
            throw new ArgumentException("The task has no label; give the sentence it stands for.");
        }

        if (label.Length > PackageLimits.PromptLength || label.Any(char.IsControl))
        {
            throw new ArgumentException($"The label of the task is longer than {PackageLimits.PromptLength} characters or holds control characters.");
        }

        return label;
    }

    private static float[] CheckedValues(ReadOnlySpan<float> values)
    {
        double square = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException("The task holds NaN or infinity.");
            }

            square += (double)value * value;
        }

        double length = Math.Sqrt(square);
        if (Math.Abs(length - 1) > LengthTolerance)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The task ({values.Length} numbers) has the length {length:0.######}, not 1 (within {LengthTolerance}); give the aligned embedding scaled to unit length."));
        }

        return values.ToArray();
    }
}
