namespace NetMQ.Sockets;

/// <summary>Receives a request, then sends its reply, in turn.</summary>
public class ResponseSocket : NetMQSocket
{
    private const int TypeNumber = 4;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; binds without sign.</param>
    public ResponseSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: true)
    {
    }
}
