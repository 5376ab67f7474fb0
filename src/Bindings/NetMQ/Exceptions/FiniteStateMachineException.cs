namespace NetMQ;

/// <summary>The operation is out of turn, such as two requests without a reply between them.</summary>
public class FiniteStateMachineException : NetMQException
{
    internal FiniteStateMachineException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.FiniteStateMachine)
    {
    }
}
