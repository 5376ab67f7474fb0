namespace ROS2;

/// <summary>A failure of the middleware, with its own words.</summary>
public sealed class RCLException : Exception
{
    public RCLException()
    {
    }

    public RCLException(string message)
        : base(message)
    {
    }

    public RCLException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
