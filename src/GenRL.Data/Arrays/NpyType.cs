namespace GenRL.Data;

/// <summary>Element types of the arrays the project stores (numpy's descriptor in brackets).</summary>
public enum NpyType
{
    /// <summary>Unsigned byte (<c>|u1</c>).</summary>
    UInt8,

    /// <summary>One byte, 0 or 1 (<c>|b1</c>).</summary>
    Bool,

    /// <summary>Little-endian 16-bit float (<c>&lt;f2</c>).</summary>
    Float16,

    /// <summary>Little-endian 32-bit float (<c>&lt;f4</c>).</summary>
    Float32,

    /// <summary>Little-endian 64-bit float (<c>&lt;f8</c>).</summary>
    Float64,

    /// <summary>Little-endian signed 32-bit integer (<c>&lt;i4</c>).</summary>
    Int32,

    /// <summary>Little-endian signed 64-bit integer (<c>&lt;i8</c>).</summary>
    Int64,
}
