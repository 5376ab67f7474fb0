namespace GenRL.Data.Clips;

/// <summary>What is known about a clip besides its pixels.</summary>
/// <param name="Label">Index into the corpus's labels.</param>
/// <param name="Physics">Whether physics made the motion, rather than a script alone.</param>
/// <param name="Arms">Whether the figure has arms.</param>
/// <param name="StepS">Seconds between frames.</param>
public readonly record struct ClipHeader(int Label, bool Physics, bool Arms, float StepS)
{
    internal const int Bytes = 16;
}
