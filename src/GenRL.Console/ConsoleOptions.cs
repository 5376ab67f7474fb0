using System.Net;

namespace GenRL.OperatorConsole;

/// <summary>Settings of a <see cref="ConsoleServer"/>.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Address to listen on. Only this machine can reach the default; anybody who reaches another one may watch.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 for any that is free.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Most browsers that watch at once; further ones are refused.</summary>
    public int MostViewers { get; init; } = 16;

    /// <exception cref="ArgumentException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        if (Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new ArgumentException($"The port is {Port}; it must lie between 0 and {IPEndPoint.MaxPort}.");
        }

        if (MostViewers < 1)
        {
            throw new ArgumentException($"The number of viewers is {MostViewers}; it must be at least 1.");
        }
    }
}
