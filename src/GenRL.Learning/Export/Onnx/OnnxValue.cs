namespace GenRL.Learning.Export.Onnx;

/// <summary>A tensor inside one <see cref="OnnxGraph"/>: an input, a weight, or a node's output.</summary>
/// <param name="Name">Its name in the file.</param>
public readonly record struct OnnxValue(string Name)
{
    /// <summary>Stands for an optional operator input that is left out.</summary>
    public static OnnxValue None { get; } = new("");
}
