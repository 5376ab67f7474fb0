namespace MuJoCo;

/// <summary>How pixels are made. Both give the same image, without a display or a GPU.</summary>
public enum GraphicsBackend
{
    /// <summary>EGL, and OSMesa where EGL does not work.</summary>
    Automatic = -1,

    /// <summary>EGL on Mesa's surfaceless platform (Debian: libegl1).</summary>
    Egl = 0,

    /// <summary>OSMesa (Debian: libosmesa6).</summary>
    OsMesa = 1,
}
