namespace NetMQ.Sockets;

/// <summary>Sends to every subscriber whose subscription the first frame starts with.</summary>
public class PublisherSocket : NetMQSocket
{
    private const int TypeNumber = 1;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; binds without sign.</param>
    public PublisherSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: true)
    {
    }
}
