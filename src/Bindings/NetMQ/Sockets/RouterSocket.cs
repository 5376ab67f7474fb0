namespace NetMQ.Sockets;

/// <summary>Puts the sender's identity before what it receives and sends to the identity in the first frame.</summary>
public class RouterSocket : NetMQSocket
{
    private const int TypeNumber = 6;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; binds without sign.</param>
    public RouterSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: true)
    {
    }
}
