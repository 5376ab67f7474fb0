using System.Reflection;
using System.Runtime.InteropServices;

namespace ROS2.Native;

/// <summary>Finds Cyclone DDS under the names distributions give it.</summary>
internal static class DdsLibrary
{
    private static readonly string[] Names = ["libddsc.so.0debian", "libddsc.so.0", "libddsc.so"];

    static DdsLibrary() => NativeLibrary.SetDllImportResolver(typeof(DdsLibrary).Assembly, Resolve);

    /// <summary>Makes sure that the names are known before a native call; harmless when repeated.</summary>
    public static void Register()
    {
        // the static constructor does it, once
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "ddsc")
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

        throw new DllNotFoundException(
            $"Eclipse Cyclone DDS was not found (tried {string.Join(", ", Names)}). Install it, on Debian with: apt-get install libddsc0debian");
    }
}
