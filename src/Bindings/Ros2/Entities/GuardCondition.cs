using ROS2.Native;

namespace ROS2;

/// <summary>Lets any thread have a callback run by the thread that spins the node.</summary>
public sealed unsafe class GuardCondition : IWaitable, IDisposable
{
    private readonly Node _node;
    private readonly Action _callback;
    private readonly int _condition;

    internal GuardCondition(Node node, int participant, Action callback)
    {
        _node = node;
        _callback = callback;
        _condition = Dds.Check(Dds.CreateGuardCondition(participant), "Creating a guard condition");
    }

    int IWaitable.Condition => _condition;

    /// <summary>Asks for one call; several triggers before it make one call.</summary>
    public void Trigger() => Dds.Check(Dds.SetGuardCondition(_condition, 1), "Triggering a guard condition");

    /// <summary>Ends the condition (extension).</summary>
    public void Dispose()
    {
        _node.Remove(this);
        _ = Dds.Delete(_condition);
    }

    void IWaitable.Execute()
    {
        byte triggered = 0;
        if (Dds.TakeGuardCondition(_condition, &triggered) >= 0 && triggered != 0)
        {
            _callback();
        }
    }
}
