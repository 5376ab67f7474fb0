using System.Text;

namespace Microsoft.ML.OnnxRuntime.Tests;

/// <summary>
/// The smallest useful model, <c>sum = left + right</c> over float32 [1, 4], written field by field in protobuf's wire format
/// so that the binding is tested without any model builder.
/// </summary>
internal static class AddModel
{
    public const int Width = 4;

    private const int FloatElement = 1;

    public static byte[] Bytes()
    {
        byte[] node = [.. Text(1, "left"), .. Text(1, "right"), .. Text(2, "sum"), .. Text(4, "Add")];
        byte[] graph = [.. Block(1, node), .. Text(2, "add"), .. Block(11, Value("left")), .. Block(11, Value("right")), .. Block(12, Value("sum"))];
        byte[] operators = [.. Text(1, ""), .. Number(2, 17)];
        return [.. Number(1, 8), .. Block(7, graph), .. Block(8, operators)];
    }

    private static byte[] Value(string name)
    {
        byte[] shape = [.. Block(1, Number(1, 1)), .. Block(1, Number(1, Width))];
        byte[] tensor = [.. Number(1, FloatElement), .. Block(2, shape)];
        return [.. Text(1, name), .. Block(2, Block(1, tensor))];
    }

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Variable(value)];

    private static byte[] Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Block(int field, byte[] content) => [(byte)((field << 3) | 2), .. Variable(content.Length), .. content];

    private static byte[] Variable(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Variable(value >> 7)];
}
