namespace GenRL.Data;

/// <summary>A policy on camera frames with a memory of its own, such as a model package's.</summary>
/// <param name="frame">[3, 64, 64].</param>
/// <param name="isFirst">Whether an episode begins, so that the memory is cleared.</param>
/// <param name="action">[A], receives the action.</param>
public delegate void PixelPolicy(ReadOnlySpan<byte> frame, bool isFirst, Span<float> action);
