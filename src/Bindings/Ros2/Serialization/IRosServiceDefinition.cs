namespace ROS2;

/// <summary>Ties a service's request and response together; implemented by the generated service classes.</summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public interface IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
}
