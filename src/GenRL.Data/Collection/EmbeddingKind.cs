namespace GenRL.Data;

/// <summary>What an embedding of a dataset's row stands for.</summary>
public enum EmbeddingKind
{
    /// <summary>The window of frames that ends with the row: what happens.</summary>
    Window,

    /// <summary>The row's frame alone, repeated to a window: what a single image shows.</summary>
    Image,
}
