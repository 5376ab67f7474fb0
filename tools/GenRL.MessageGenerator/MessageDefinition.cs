namespace GenRL.MessageGenerator;

/// <summary>One message, or one half of a service.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Fields">Its fields in wire order.</param>
/// <param name="Constants">Its constants.</param>
/// <param name="SourceText">The interface text it was read from.</param>
public sealed record MessageDefinition(
    InterfaceName Name,
    IReadOnlyList<FieldDefinition> Fields,
    IReadOnlyList<ConstantDefinition> Constants,
    string SourceText)
{
    /// <summary>What ROS adds to an interface without fields, because DDS has no empty structures.</summary>
    public static readonly FieldDefinition EmptyMember = new(
        "structure_needs_at_least_one_member", new FieldType(PrimitiveType.UInt8, null, ArrayKind.Single, 0, 0), null);

    /// <summary>The fields as they are on the wire and in the type hash.</summary>
    public IReadOnlyList<FieldDefinition> WireFields => Fields.Count > 0 ? Fields : [EmptyMember];

    /// <summary>The messages its fields refer to.</summary>
    public IEnumerable<InterfaceName> References => Fields.Select(member => member.Type.Nested).OfType<InterfaceName>();
}
