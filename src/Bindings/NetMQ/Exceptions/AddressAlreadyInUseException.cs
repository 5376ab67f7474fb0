namespace NetMQ;

/// <summary>Another socket is bound to the address.</summary>
public class AddressAlreadyInUseException : NetMQException
{
    internal AddressAlreadyInUseException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.AddressAlreadyInUse)
    {
    }
}
