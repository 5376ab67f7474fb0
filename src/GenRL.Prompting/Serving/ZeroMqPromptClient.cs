using System.Text.Json;
using NetMQ;
using NetMQ.Sockets;

namespace GenRL.Prompting.Serving;

/// <summary>Asks a prompt service over ZeroMQ.</summary>
public static class ZeroMqPromptClient
{
    /// <summary>Sends one request and waits for its reply.</summary>
    /// <exception cref="TimeoutException">No reply in time.</exception>
    /// <exception cref="InvalidDataException">The reply is not one of a prompt service.</exception>
    public static PromptReply Ask(string address, PromptRequest request, TimeSpan patience)
    {
        using RequestSocket socket = new();
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(address);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(request, PromptJson.Options);
        if (!socket.TrySendFrame(patience, bytes) || !socket.TryReceiveFrameBytes(patience, out byte[]? reply))
        {
            throw new TimeoutException($"No prompt service answered at {address} within {patience.TotalSeconds:0} s. Start one with './genrl up', or name its --domain.");
        }

        try
        {
            return JsonSerializer.Deserialize<PromptReply>(reply, PromptJson.Options)
                ?? throw new InvalidDataException($"The reply from {address} is null.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"The reply from {address} is not one of a prompt service: {malformed.Message}", malformed);
        }
    }
}
