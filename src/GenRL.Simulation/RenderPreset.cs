namespace GenRL.Simulation;

/// <summary>How the 64x64 camera frame is drawn.</summary>
public enum RenderPreset
{
    /// <summary>64x64 without multisampling, shadows or reflections: the cheapest.</summary>
    Plain,

    /// <summary>128x128 as <see cref="Plain"/>, averaged 2x2: smooth edges. The look of the training data.</summary>
    Smooth,

    /// <summary>The look of the DeepMind Control Suite: 4 samples, shadows, reflections. For comparison with the paper.</summary>
    Parity,
}
