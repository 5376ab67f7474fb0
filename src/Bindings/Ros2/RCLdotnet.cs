namespace ROS2;

/// <summary>
/// Entry point of ROS 2: names and behaviour of rcldotnet, over Eclipse Cyclone DDS directly. Topics work with every
/// ROS 2 node; services only with nodes that run on <c>rmw_cyclonedds_cpp</c>, because each middleware carries the
/// request's identity in its own way.
/// </summary>
public static class RCLdotnet
{
    private static readonly Lock Gate = new();
    private static RclContext? s_context;

    /// <summary>Joins the domain that the environment names (see <see cref="RclOptions"/>); does nothing when already joined.</summary>
    /// <exception cref="ArgumentException">An environment variable or remapping rule is not valid.</exception>
    /// <exception cref="RCLException">The middleware refuses.</exception>
    /// <exception cref="DllNotFoundException">Cyclone DDS is not installed.</exception>
    public static void Init()
    {
        lock (Gate)
        {
            s_context ??= new RclContext(RclOptions.FromEnvironment());
        }
    }

    /// <summary>Joins a domain with explicit options (extension).</summary>
    /// <exception cref="InvalidOperationException">Already joined; call <see cref="Shutdown"/> first.</exception>
    /// <inheritdoc cref="Init()"/>
    public static void Init(RclOptions options)
    {
        lock (Gate)
        {
            if (s_context is not null)
            {
                throw new InvalidOperationException("RCLdotnet.Init was called before; call RCLdotnet.Shutdown first.");
            }

            s_context = new RclContext(options);
        }
    }

    /// <summary>Whether <see cref="Init()"/> was called and <see cref="Shutdown"/> was not.</summary>
    public static bool Ok() => Volatile.Read(ref s_context) is { IsDisposed: false };

    /// <summary>Creates a node in the root namespace.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException">Not initialised.</exception>
    public static Node CreateNode(string nodeName) => CreateNode(nodeName, "");

    /// <summary>Creates a node in a namespace.</summary>
    /// <inheritdoc cref="CreateNode(string)"/>
    public static Node CreateNode(string nodeName, string nodeNamespace) => CreateNode(nodeName, nodeNamespace, TimeProvider.System);

    /// <summary>Creates a node whose timers and clock follow another source of time (extension).</summary>
    /// <inheritdoc cref="CreateNode(string)"/>
    public static Node CreateNode(string nodeName, string nodeNamespace, TimeProvider timeProvider) =>
        new(Volatile.Read(ref s_context) ?? throw new InvalidOperationException("Call RCLdotnet.Init before creating nodes."), nodeName, nodeNamespace, timeProvider);

    /// <summary>Runs the node's callbacks until <see cref="Shutdown"/> or until the node is disposed.</summary>
    public static void Spin(Node node)
    {
        while (Ok() && !node.IsDisposed)
        {
            node.SpinOnce(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// Waits until something is ready, at most <paramref name="timeout"/> milliseconds (negative: without limit), and runs
    /// the callbacks of what is ready. Exceptions of callbacks pass through; malformed messages of others never do.
    /// </summary>
    /// <exception cref="RCLException">The middleware failed.</exception>
    public static void SpinOnce(Node node, long timeout)
    {
        if (Ok() && !node.IsDisposed)
        {
            node.SpinOnce(timeout < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(timeout));
        }
    }

    /// <summary>Disposes all nodes and leaves the domain; spinning ends. <see cref="Init()"/> may follow.</summary>
    public static void Shutdown()
    {
        RclContext? context;
        lock (Gate)
        {
            context = s_context;
            s_context = null;
        }

        context?.Dispose();
    }

    /// <summary>Creates a clock.</summary>
    public static Clock CreateClock(ClockType clockType = ClockType.RosTime) => new(clockType, TimeProvider.System);

    /// <summary>Always <c>rmw_cyclonedds_cpp</c>, the middleware this speaks like.</summary>
    public static string GetRMWIdentifier() => "rmw_cyclonedds_cpp";
}
