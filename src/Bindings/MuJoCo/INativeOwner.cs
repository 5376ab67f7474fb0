namespace MuJoCo;

/// <summary>Something that holds native memory which fields point into.</summary>
internal interface INativeOwner
{
    bool IsDisposed { get; }
}
