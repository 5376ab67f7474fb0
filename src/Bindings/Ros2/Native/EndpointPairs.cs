using System.Diagnostics;

namespace ROS2.Native;

/// <summary>
/// Finds the two DDS endpoints that belong to one remote service or client. rmw_cyclonedds writes the same
/// <c>serviceid=</c> or <c>clientid=</c> into the user data of both.
/// </summary>
/// <param name="reader">Our endpoint that receives.</param>
/// <param name="writer">Our endpoint that sends.</param>
/// <param name="key"><c>clientid=</c> when we are the service, <c>serviceid=</c> when we are the client.</param>
internal sealed unsafe class EndpointPairs(DdsReader reader, DdsWriter writer, string key)
{
    private const int MaxRemotes = 128;
    private readonly HashSet<ulong> _matched = [];

    /// <summary>Whether both endpoints of some remote are matched; without identifiers, whether each side has any.</summary>
    public bool AnyComplete()
    {
        List<string> readers = RemoteReaders();
        List<string> writers = RemoteWriters();
        return readers.Exists(id => id.Length == 0 ? writers.Count > 0 : writers.Contains(id))
            || (readers.Count > 0 && writers.Contains(""));
    }

    /// <summary>Waits until the receiving endpoint of the remote that sent something is matched, so that an answer arrives.</summary>
    public void WaitUntilMatched(ulong remoteWriter, TimeSpan timeout)
    {
        if (_matched.Contains(remoteWriter))
        {
            return;
        }

        string id = Id(Dds.GetMatchedPublicationData(reader.Handle, remoteWriter));
        long start = Stopwatch.GetTimestamp();
        while (!IsMatched(id) && Stopwatch.GetElapsedTime(start) < timeout)
        {
            // discovery of the other endpoint is on its way: its data arrive within a few milliseconds
            Thread.Sleep(1);
        }

        if (_matched.Count >= MaxRemotes)
        {
            _matched.Clear();
        }

        _matched.Add(remoteWriter);
    }

    private bool IsMatched(string id)
    {
        List<string> readers = RemoteReaders();
        return id.Length == 0 ? readers.Count > 0 : readers.Contains(id);
    }

    private List<string> RemoteReaders()
    {
        ulong* handles = stackalloc ulong[MaxRemotes];
        int count = Math.Min(Dds.GetMatchedSubscriptions(writer.Handle, handles, MaxRemotes), MaxRemotes);
        List<string> ids = [];
        for (int index = 0; index < count; index++)
        {
            ids.Add(Id(Dds.GetMatchedSubscriptionData(writer.Handle, handles[index])));
        }

        return ids;
    }

    private List<string> RemoteWriters()
    {
        ulong* handles = stackalloc ulong[MaxRemotes];
        int count = Math.Min(Dds.GetMatchedPublications(reader.Handle, handles, MaxRemotes), MaxRemotes);
        List<string> ids = [];
        for (int index = 0; index < count; index++)
        {
            ids.Add(Id(Dds.GetMatchedPublicationData(reader.Handle, handles[index])));
        }

        return ids;
    }

    private string Id(BuiltinEndpoint* endpoint)
    {
        if (endpoint is null)
        {
            return "";
        }

        string userData = DdsQos.GetUserData(endpoint->Qos);
        Dds.FreeEndpoint(endpoint);
        foreach (string entry in userData.Split(';'))
        {
            if (entry.StartsWith(key, StringComparison.Ordinal))
            {
                return entry[key.Length..];
            }
        }

        return "";
    }
}
