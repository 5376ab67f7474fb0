using System.Runtime.InteropServices;
using System.Text;

namespace ROS2.Native;

/// <summary>A native QoS object, filled as rmw_cyclonedds fills it so that endpoints match those of real ROS 2 nodes.</summary>
internal sealed unsafe partial class DdsQos : IDisposable
{
    private const string Library = "ddsc";
    private nint _handle;

    static DdsQos() => DdsLibrary.Register();

    private DdsQos() => _handle = Create();

    public nint Handle => _handle;

    /// <summary>The QoS of an endpoint.</summary>
    /// <param name="profile">What the user asked for.</param>
    /// <param name="userData">Shown to other participants, such as the type hash.</param>
    public static DdsQos ForEndpoint(QosProfile profile, string userData)
    {
        DdsQos qos = new();
        SetWriterDataLifecycle(qos._handle, 0);
        bool keepAll = profile.History == QosHistoryPolicy.KeepAll;
        int depth = keepAll ? Dds.LengthUnlimited : Math.Max(1, profile.Depth);
        SetHistory(qos._handle, keepAll ? 1 : 0, depth);
        SetReliability(qos._handle, profile.Reliability == QosReliabilityPolicy.BestEffort ? 0 : 1, Dds.Infinity);
        if (profile.Durability == QosDurabilityPolicy.TransientLocal)
        {
            SetDurability(qos._handle, 1);
            // without it Cyclone keeps a single message for late readers
            SetDurabilityService(qos._handle, 0, keepAll ? 1 : 0, depth, Dds.LengthUnlimited, Dds.LengthUnlimited, Dds.LengthUnlimited);
        }

        SetLiveliness(qos._handle, profile.Liveliness == QosLivelinessPolicy.ManualByTopic ? 2 : 0, Nanoseconds(profile.LivelinessLeaseDuration));
        SetDeadline(qos._handle, Nanoseconds(profile.Deadline));
        SetLifespan(qos._handle, Nanoseconds(profile.Lifespan));
        qos.SetUserData(userData);
        return qos;
    }

    /// <summary>The QoS of a participant, which only carries user data.</summary>
    public static DdsQos ForParticipant(string userData)
    {
        DdsQos qos = new();
        qos.SetUserData(userData);
        return qos;
    }

    /// <summary>Text of the user data of a QoS that Cyclone returned; empty if there is none.</summary>
    public static string GetUserData(nint qos)
    {
        if (qos == 0 || GetUserData(qos, out byte* value, out nuint size) == 0 || value is null)
        {
            return "";
        }

        string text = Encoding.UTF8.GetString(value, (int)size).TrimEnd('\0');
        Dds.Free(value);
        return text;
    }

    public void Dispose()
    {
        Delete(_handle);
        _handle = 0;
    }

    private static long Nanoseconds(TimeSpan time) =>
        time == QosProfile.InfiniteDuration || time == TimeSpan.MaxValue ? Dds.Infinity : checked(time.Ticks * 100);

    private void SetUserData(string userData)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(userData);
        fixed (byte* pointer = bytes)
        {
            SetUserData(_handle, pointer, (nuint)bytes.Length);
        }
    }

    [LibraryImport(Library, EntryPoint = "dds_create_qos")]
    private static partial nint Create();

    [LibraryImport(Library, EntryPoint = "dds_delete_qos")]
    private static partial void Delete(nint qos);

    [LibraryImport(Library, EntryPoint = "dds_qset_userdata")]
    private static partial void SetUserData(nint qos, byte* value, nuint size);

    [LibraryImport(Library, EntryPoint = "dds_qget_userdata")]
    private static partial byte GetUserData(nint qos, out byte* value, out nuint size);

    [LibraryImport(Library, EntryPoint = "dds_qset_history")]
    private static partial void SetHistory(nint qos, int kind, int depth);

    [LibraryImport(Library, EntryPoint = "dds_qset_reliability")]
    private static partial void SetReliability(nint qos, int kind, long maxBlockingNs);

    [LibraryImport(Library, EntryPoint = "dds_qset_durability")]
    private static partial void SetDurability(nint qos, int kind);

    [LibraryImport(Library, EntryPoint = "dds_qset_durability_service")]
    private static partial void SetDurabilityService(nint qos, long cleanupDelayNs, int historyKind, int depth, int maxSamples, int maxInstances, int maxSamplesPerInstance);

    [LibraryImport(Library, EntryPoint = "dds_qset_liveliness")]
    private static partial void SetLiveliness(nint qos, int kind, long leaseNs);

    [LibraryImport(Library, EntryPoint = "dds_qset_deadline")]
    private static partial void SetDeadline(nint qos, long deadlineNs);

    [LibraryImport(Library, EntryPoint = "dds_qset_lifespan")]
    private static partial void SetLifespan(nint qos, long lifespanNs);

    [LibraryImport(Library, EntryPoint = "dds_qset_writer_data_lifecycle")]
    private static partial void SetWriterDataLifecycle(nint qos, byte autodispose);
}
