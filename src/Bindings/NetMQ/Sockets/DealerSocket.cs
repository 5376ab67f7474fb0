namespace NetMQ.Sockets;

/// <summary>Sends to its peers in rotation and receives from all.</summary>
public class DealerSocket : NetMQSocket
{
    private const int TypeNumber = 5;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; connects without sign.</param>
    public DealerSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: false)
    {
    }
}
