using GenRL.Data;

namespace GenRL.Simulation.Randomisation;

/// <summary>
/// Random numbers of one start by purpose, independent of each other and of the start pose, which the seed itself gives. Purposes 1 to 12
/// are the randomised quantities, 101 the pushes, 102 the fate of frames, 103 the noise of joints, 104 that of pictures.
/// </summary>
internal static class RandomStreams
{
    /// <summary>The stream of a purpose.</summary>
    public static SeededRandom For(ulong seed, ulong purpose) => SeededRandom.Fork(seed, purpose);
}
