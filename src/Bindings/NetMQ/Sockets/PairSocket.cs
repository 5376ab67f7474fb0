namespace NetMQ.Sockets;

/// <summary>One of exactly two connected ends.</summary>
public class PairSocket : NetMQSocket
{
    private const int TypeNumber = 0;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; connects without sign.</param>
    public PairSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: false)
    {
    }
}
