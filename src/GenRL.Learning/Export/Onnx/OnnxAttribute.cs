using GenRL.Learning.Export.Onnx.Format;
using Google.Protobuf;

namespace GenRL.Learning.Export.Onnx;

/// <summary>A constant setting of one operator, such as <c>strides = 2, 2</c>.</summary>
public sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeMessage message) => Message = message;

    internal AttributeMessage Message { get; }

    public static OnnxAttribute Integer(string name, long value) =>
        new(new() { Name = name, I = value, Type = AttributeMessage.Types.Kind.Int });

    public static OnnxAttribute Integers(string name, params ReadOnlySpan<long> values) =>
        new(new() { Name = name, Ints = { values.ToArray() }, Type = AttributeMessage.Types.Kind.Ints });

    public static OnnxAttribute Real(string name, float value) =>
        new(new() { Name = name, F = value, Type = AttributeMessage.Types.Kind.Float });

    public static OnnxAttribute Text(string name, string value) =>
        new(new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeMessage.Types.Kind.String });
}
