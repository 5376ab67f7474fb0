namespace GenRL.MessageGenerator;

/// <summary>The type of one field. Exactly one of <paramref name="Primitive"/> and <paramref name="Nested"/> is set.</summary>
/// <param name="Primitive">A built-in type.</param>
/// <param name="Nested">Another message.</param>
/// <param name="Array">How many values.</param>
/// <param name="Capacity">Elements of a fixed array or most elements of a bounded sequence, else 0.</param>
/// <param name="StringCapacity">Most characters of a bounded string, else 0.</param>
public sealed record FieldType(PrimitiveType? Primitive, InterfaceName? Nested, ArrayKind Array, int Capacity, int StringCapacity)
{
    public bool IsString => Primitive is { IsString: true };

    /// <summary>The C# type of one element.</summary>
    public string ElementCSharpName => Primitive?.CSharpName ?? Nested!.CSharpName;

    /// <summary>The type number of a RIHS01 type description.</summary>
    public int HashTypeId
    {
        get
        {
            int element = Nested is not null ? 1 : IsString && StringCapacity > 0 ? 21 : Primitive!.HashTypeId;
            return element + Array switch
            {
                ArrayKind.Fixed => 48,
                ArrayKind.BoundedSequence => 96,
                ArrayKind.Sequence => 144,
                _ => 0,
            };
        }
    }
}
