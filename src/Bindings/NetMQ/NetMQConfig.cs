using NetMQ.Native;

namespace NetMQ;

/// <summary>Settings of the library and its end.</summary>
public static class NetMQConfig
{
    private static readonly Lock Gate = new();
    private static nint s_context;
    private static int s_threadPoolSize = 1;
    private static int s_maxSockets = 1024;

    /// <summary>What new sockets do with unsent messages when they are closed: zero (the default) discards them, negative waits for ever.</summary>
    public static TimeSpan Linger { get; set; } = TimeSpan.Zero;

    /// <summary>I/O threads; counts for the context made by the next first socket.</summary>
    public static int ThreadPoolSize
    {
        get => s_threadPoolSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            s_threadPoolSize = value;
        }
    }

    /// <summary>Most sockets at a time; counts for the context made by the next first socket.</summary>
    public static int MaxSockets
    {
        get => s_maxSockets;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            s_maxSockets = value;
        }
    }

    /// <summary>
    /// Ends the library; a later socket starts it again. Calls that wait in other threads throw
    /// <see cref="TerminatingException"/>.
    /// </summary>
    /// <param name="block">True waits until every socket is disposed and has sent what its linger time allows.</param>
    public static void Cleanup(bool block = true)
    {
        nint context;
        lock (Gate)
        {
            context = s_context;
            s_context = 0;
        }

        if (context == 0)
        {
            return;
        }

        _ = Zmq.ContextShutdown(context);
        if (block)
        {
            Terminate(context);
        }
        else
        {
            // ends when the last socket is disposed
            new Thread(() => Terminate(context)) { IsBackground = true, Name = "NetMQ cleanup" }.Start();
        }
    }

    internal static SocketHandle CreateSocket(int type)
    {
        lock (Gate)
        {
            if (s_context == 0)
            {
                nint context = Zmq.ContextNew();
                if (context == 0)
                {
                    throw Zmq.LastError("Starting ZeroMQ");
                }

                Zmq.Check(Zmq.ContextSet(context, Zmq.ContextIoThreads, s_threadPoolSize), "Setting ThreadPoolSize");
                Zmq.Check(Zmq.ContextSet(context, Zmq.ContextMaxSockets, s_maxSockets), "Setting MaxSockets");
                s_context = context;
            }

            SocketHandle socket = Zmq.Socket(s_context, type);
            return socket.IsInvalid ? throw Zmq.LastError("Creating a socket") : socket;
        }
    }

    private static void Terminate(nint context)
    {
        while (Zmq.ContextTerminate(context) < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == ZmqErrors.Interrupted)
        {
            // a signal interrupted it: go on
        }
    }
}
