using System.Reflection;
using System.Runtime.InteropServices;

namespace NetMQ.Native;

/// <summary>The functions used of libzmq 4.</summary>
internal static unsafe partial class Zmq
{
    public const int DontWait = 1;
    public const int SendMore = 2;
    public const int ContextIoThreads = 1;
    public const int ContextMaxSockets = 2;
    private const string Library = "zmq";
    private static readonly string[] Names = ["libzmq.so.5", "libzmq.so"];

    static Zmq() => NativeLibrary.SetDllImportResolver(typeof(Zmq).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "zmq_strerror")]
    private static partial nint ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "zmq_ctx_new", SetLastError = true)]
    public static partial nint ContextNew();

    [LibraryImport(Library, EntryPoint = "zmq_ctx_set", SetLastError = true)]
    public static partial int ContextSet(nint context, int option, int value);

    [LibraryImport(Library, EntryPoint = "zmq_ctx_shutdown", SetLastError = true)]
    public static partial int ContextShutdown(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_ctx_term", SetLastError = true)]
    public static partial int ContextTerminate(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_socket", SetLastError = true)]
    public static partial SocketHandle Socket(nint context, int type);

    [LibraryImport(Library, EntryPoint = "zmq_close", SetLastError = true)]
    public static partial int Close(nint socket);

    [LibraryImport(Library, EntryPoint = "zmq_bind", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Bind(SocketHandle socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_unbind", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Unbind(SocketHandle socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_connect", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Connect(SocketHandle socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_disconnect", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Disconnect(SocketHandle socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_setsockopt", SetLastError = true)]
    public static partial int SetOption(SocketHandle socket, int option, void* value, nuint size);

    [LibraryImport(Library, EntryPoint = "zmq_getsockopt", SetLastError = true)]
    public static partial int GetOption(SocketHandle socket, int option, void* value, nuint* size);

    [LibraryImport(Library, EntryPoint = "zmq_send", SetLastError = true)]
    public static partial int Send(SocketHandle socket, byte* data, nuint size, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_init", SetLastError = true)]
    public static partial int MessageInit(ZmqMessage* message);

    [LibraryImport(Library, EntryPoint = "zmq_msg_recv", SetLastError = true)]
    public static partial int MessageReceive(ZmqMessage* message, SocketHandle socket, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_data")]
    public static partial byte* MessageData(ZmqMessage* message);

    [LibraryImport(Library, EntryPoint = "zmq_msg_size")]
    public static partial nuint MessageSize(ZmqMessage* message);

    [LibraryImport(Library, EntryPoint = "zmq_msg_more")]
    public static partial int MessageMore(ZmqMessage* message);

    [LibraryImport(Library, EntryPoint = "zmq_msg_close")]
    public static partial int MessageClose(ZmqMessage* message);

    [LibraryImport(Library, EntryPoint = "zmq_poll", SetLastError = true)]
    public static partial int Poll(ZmqPollItem* items, int count, long timeoutMs);

    /// <summary>Returns the result, or throws what the error number of the last call means.</summary>
    /// <exception cref="NetMQException">The result is negative.</exception>
    public static int Check(int result, string action) => result >= 0 ? result : throw LastError(action);

    /// <summary>The exception for the error number of the last call.</summary>
    public static NetMQException LastError(string action)
    {
        int error = Marshal.GetLastPInvokeError();
        return NetMQException.Create($"{action}: {Marshal.PtrToStringUTF8(ErrorText(error))}", ZmqErrors.ToErrorCode(error));
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
        {
            return 0;
        }

        foreach (string candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, searchPath, out nint handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"ZeroMQ was not found (tried {string.Join(", ", Names)}). Install it, on Debian with: apt-get install libzmq5");
    }
}
