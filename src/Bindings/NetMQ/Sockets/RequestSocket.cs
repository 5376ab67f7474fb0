namespace NetMQ.Sockets;

/// <summary>Sends a request, then receives its reply, in turn.</summary>
public class RequestSocket : NetMQSocket
{
    private const int TypeNumber = 3;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; connects without sign.</param>
    public RequestSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: false)
    {
    }
}
