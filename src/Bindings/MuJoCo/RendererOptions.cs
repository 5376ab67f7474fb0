namespace MuJoCo;

/// <summary>Quality of a <see cref="MjRenderer"/>. The defaults are MuJoCo's own.</summary>
public sealed record RendererOptions
{
    /// <summary>The graphics library.</summary>
    public GraphicsBackend Backend { get; init; } = GraphicsBackend.Automatic;

    /// <summary>Multisampling: 0, 2, 4, ... samples per pixel.</summary>
    public int Samples { get; init; } = 4;

    /// <summary>Edge of the shadow map in pixels.</summary>
    public int ShadowMapSize { get; init; } = 2048;

    public bool Shadows { get; init; } = true;

    public bool Reflections { get; init; } = true;

    public bool Skybox { get; init; } = true;

    public bool Haze { get; init; } = true;

    /// <summary>Most geoms a scene can hold.</summary>
    public int MaxGeoms { get; init; } = 1000;
}
