using System.Diagnostics;
using ROS2.Native;

namespace ROS2;

/// <summary>A node's access to a service.</summary>
public abstract class Client : IDisposable
{
    private readonly Node _node;
    private readonly EndpointPairs _services;

    private protected Client(Node node, string name, DdsWriter requests, DdsReader replies, EndpointPairs services)
    {
        _node = node;
        Name = name;
        Requests = requests;
        Replies = replies;
        _services = services;
    }

    /// <summary>The service's full ROS name.</summary>
    public string Name { get; }

    internal DdsWriter Requests { get; }

    internal DdsReader Replies { get; }

    /// <summary>Whether a server is there and its reply would arrive.</summary>
    public bool ServiceIsReady() => _services.AnyComplete();

    /// <summary>Waits until <see cref="ServiceIsReady"/>, polling every 5 ms (extension).</summary>
    /// <returns>Whether it became ready in time.</returns>
    public bool WaitForService(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (!ServiceIsReady())
        {
            if (Stopwatch.GetElapsedTime(start) >= timeout)
            {
                return false;
            }

            Thread.Sleep(5);
        }

        return true;
    }

    /// <summary>Takes the client off the graph and cancels its open requests (extension).</summary>
    public void Dispose()
    {
        Requests.Dispose();
        Replies.Dispose();
        CancelAll();
        _node.Remove(this);
    }

    private protected abstract void CancelAll();
}
