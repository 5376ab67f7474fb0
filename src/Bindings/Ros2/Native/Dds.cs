using System.Runtime.InteropServices;

namespace ROS2.Native;

/// <summary>The functions used of Cyclone DDS 0.10 (libddsc) and of the shim in native/raw_cdr.c.</summary>
internal static unsafe partial class Dds
{
    public const long Infinity = long.MaxValue;
    public const uint AnyState = 0x7f;
    public const uint PublicationMatchedStatus = 1u << 11;
    public const uint SubscriptionMatchedStatus = 1u << 12;
    public const int RetcodeTimeout = -10;
    public const int LengthUnlimited = -1;
    private const string Library = "ddsc";
    private const string Shim = "genrl_dds";

    static Dds() => DdsLibrary.Register();

    [LibraryImport(Library, EntryPoint = "dds_strretcode")]
    private static partial nint ReturnCodeText(int code);

    [LibraryImport(Library, EntryPoint = "dds_create_domain", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDomain(uint domain, string configuration);

    [LibraryImport(Library, EntryPoint = "dds_create_participant")]
    public static partial int CreateParticipant(uint domain, nint qos, nint listener);

    [LibraryImport(Library, EntryPoint = "dds_delete")]
    public static partial int Delete(int entity);

    [LibraryImport(Library, EntryPoint = "dds_create_reader")]
    public static partial int CreateReader(int participant, int topic, nint qos, nint listener);

    [LibraryImport(Library, EntryPoint = "dds_create_writer")]
    public static partial int CreateWriter(int participant, int topic, nint qos, nint listener);

    [LibraryImport(Library, EntryPoint = "dds_create_readcondition")]
    public static partial int CreateReadCondition(int reader, uint mask);

    [LibraryImport(Library, EntryPoint = "dds_create_guardcondition")]
    public static partial int CreateGuardCondition(int participant);

    [LibraryImport(Library, EntryPoint = "dds_set_guardcondition")]
    public static partial int SetGuardCondition(int condition, byte triggered);

    [LibraryImport(Library, EntryPoint = "dds_take_guardcondition")]
    public static partial int TakeGuardCondition(int condition, byte* triggered);

    [LibraryImport(Library, EntryPoint = "dds_create_waitset")]
    public static partial int CreateWaitSet(int participant);

    [LibraryImport(Library, EntryPoint = "dds_waitset_attach")]
    public static partial int WaitSetAttach(int waitSet, int entity, nint cookie);

    [LibraryImport(Library, EntryPoint = "dds_waitset_detach")]
    public static partial int WaitSetDetach(int waitSet, int entity);

    [LibraryImport(Library, EntryPoint = "dds_waitset_wait")]
    public static partial int WaitSetWait(int waitSet, nint* cookies, nuint count, long timeoutNs);

    [LibraryImport(Library, EntryPoint = "dds_set_status_mask")]
    public static partial int SetStatusMask(int entity, uint mask);

    [LibraryImport(Library, EntryPoint = "dds_take_status")]
    public static partial int TakeStatus(int entity, uint* status, uint mask);

    [LibraryImport(Library, EntryPoint = "dds_get_guid")]
    public static partial int GetGuid(int entity, byte* guid);

    [LibraryImport(Library, EntryPoint = "dds_get_instance_handle")]
    public static partial int GetInstanceHandle(int entity, out ulong handle);

    [LibraryImport(Library, EntryPoint = "dds_get_matched_subscriptions")]
    public static partial int GetMatchedSubscriptions(int writer, ulong* handles, nuint count);

    [LibraryImport(Library, EntryPoint = "dds_get_matched_publications")]
    public static partial int GetMatchedPublications(int reader, ulong* handles, nuint count);

    [LibraryImport(Library, EntryPoint = "dds_get_matched_subscription_data")]
    public static partial BuiltinEndpoint* GetMatchedSubscriptionData(int writer, ulong handle);

    [LibraryImport(Library, EntryPoint = "dds_get_matched_publication_data")]
    public static partial BuiltinEndpoint* GetMatchedPublicationData(int reader, ulong handle);

    [LibraryImport(Library, EntryPoint = "dds_builtintopic_free_endpoint")]
    public static partial void FreeEndpoint(BuiltinEndpoint* endpoint);

    [LibraryImport(Library, EntryPoint = "dds_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Shim, EntryPoint = "raw_create_topic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(int participant, string topicName, string typeName, nint qos, out nint type);

    [LibraryImport(Shim, EntryPoint = "raw_loan")]
    public static partial nint Loan(nint type, uint size, out byte* data);

    [LibraryImport(Shim, EntryPoint = "raw_publish")]
    public static partial int Publish(int writer, nint sample);

    [LibraryImport(Shim, EntryPoint = "raw_release")]
    public static partial void Release(nint sample);

    [LibraryImport(Shim, EntryPoint = "raw_take")]
    public static partial int Take(int reader, RawInfo* samples, uint count);

    /// <summary>Returns a handle or count, or throws with the native reason.</summary>
    /// <exception cref="RCLException">The code is negative.</exception>
    public static int Check(int code, string action) => code >= 0 ? code : throw Error(code, action);

    /// <summary>The exception for a negative return code.</summary>
    public static RCLException Error(int code, string action) =>
        new($"{action} failed: {Marshal.PtrToStringUTF8(ReturnCodeText(code)) ?? "unknown error"} (Cyclone DDS code {code}).");
}
