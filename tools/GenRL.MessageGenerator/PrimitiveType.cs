namespace GenRL.MessageGenerator;

/// <summary>A built-in type of the ROS interface language.</summary>
/// <param name="RosName">Its name in a .msg file.</param>
/// <param name="CSharpName">The C# keyword it becomes.</param>
/// <param name="Size">Bytes in CDR, which is also its alignment; 4 for a string's length.</param>
/// <param name="HashTypeId">Its number in a RIHS01 type description.</param>
public sealed record PrimitiveType(string RosName, string CSharpName, int Size, int HashTypeId)
{
    private static readonly Dictionary<string, PrimitiveType> ByName = new[]
    {
        new PrimitiveType("int8", "sbyte", 1, 2),
        new PrimitiveType("uint8", "byte", 1, 3),
        new PrimitiveType("int16", "short", 2, 4),
        new PrimitiveType("uint16", "ushort", 2, 5),
        new PrimitiveType("int32", "int", 4, 6),
        new PrimitiveType("uint32", "uint", 4, 7),
        new PrimitiveType("int64", "long", 8, 8),
        new PrimitiveType("uint64", "ulong", 8, 9),
        new PrimitiveType("float32", "float", 4, 10),
        new PrimitiveType("float64", "double", 8, 11),
        // a .msg char is an unsigned byte and is hashed as one
        new PrimitiveType("char", "byte", 1, 3),
        new PrimitiveType("bool", "bool", 1, 15),
        new PrimitiveType("byte", "byte", 1, 16),
        new PrimitiveType("string", "string", 4, 17),
    }.ToDictionary(type => type.RosName, StringComparer.Ordinal);

    /// <summary>The one field of an interface that declares none.</summary>
    public static PrimitiveType UInt8 => ByName["uint8"];

    public bool IsString => RosName == "string";

    /// <summary>The built-in type of that name, or null.</summary>
    public static PrimitiveType? Find(string rosName) => ByName.GetValueOrDefault(rosName);
}
