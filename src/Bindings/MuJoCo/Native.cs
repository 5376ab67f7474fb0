using System.Reflection;
using System.Runtime.InteropServices;

namespace MuJoCo;

/// <summary>The C functions of native/, one for one.</summary>
internal static unsafe partial class Native
{
    private const string Library = "genrl_mujoco";
    private const string FileName = "lib" + Library + ".so";

    /// <summary>Size of the text buffers that load, save and render functions write into.</summary>
    internal const int MessageSize = 1040;

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        string file = Path.Combine(AppContext.BaseDirectory, FileName);
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                $"{file} could not be loaded: {e.Message} Building the solution makes it; at run time it needs the Debian package libmujoco2.2.2.", e);
        }
    }

    /// <summary>The element types of a field, as gm_*_field reports them.</summary>
    internal enum ElementType { Int, Double, Float, Byte, Char, Contact }

    [LibraryImport(Library)] internal static partial nint gm_last_message();
    [LibraryImport(Library)] internal static partial int gm_version();

    [LibraryImport(Library)] internal static partial nint gm_model_load_text(byte* xml, int length, byte* error, int errorSize);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint gm_model_load_file(string path, byte* error, int errorSize);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_model_save(nint model, string path, byte* error, int errorSize);
    [LibraryImport(Library)] internal static partial int gm_model_free(nint model);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_model_count(nint model, string name, out int value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_model_id(nint model, int kind, string name);
    [LibraryImport(Library)] internal static partial nint gm_model_name(nint model, int kind, int id);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_model_field(nint model, string name, out void* address, out ElementType type, out int rows, out int columns);
    [LibraryImport(Library)] internal static partial float* gm_model_headlight(nint model);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_option_get(nint model, string name, out double value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_option_set(nint model, string name, double value);

    [LibraryImport(Library)] internal static partial nint gm_data_new(nint model);
    [LibraryImport(Library)] internal static partial int gm_data_free(nint data);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_data_field(
        nint model, nint data, string name, out void* address, out ElementType type, out int rows, out int columns);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gm_data_scalar(nint data, string name, out double value);
    [LibraryImport(Library)] internal static partial void gm_set_time(nint data, double time);
    [LibraryImport(Library)] internal static partial int gm_reset(nint model, nint data);
    [LibraryImport(Library)] internal static partial int gm_forward(nint model, nint data);
    [LibraryImport(Library)] internal static partial int gm_forward_unactuated(nint model, nint data);
    [LibraryImport(Library)] internal static partial int gm_step(nint model, nint data, int substeps);
    [LibraryImport(Library)] internal static partial int gm_update_constants(nint model, nint data);
    [LibraryImport(Library)] internal static partial int gm_site_jacobian(nint model, nint data, int site, double* position, double* rotation);
    [LibraryImport(Library)] internal static partial int gm_take_warning(nint data, out int info);
    [LibraryImport(Library)] internal static partial nint gm_warning_text(int warning, int info);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint gm_renderer_new(
        nint model, int backend, string library, int width, int height, int samples, int shadowSize, int maxGeoms, byte* message);
    [LibraryImport(Library)] internal static partial void gm_renderer_flag(nint renderer, int flag, int on);
    [LibraryImport(Library)]
    internal static partial void gm_renderer_free_camera(nint renderer, double distance, double azimuth, double elevation, double* target);
    [LibraryImport(Library)]
    internal static partial int gm_renderer_render(nint renderer, nint model, nint data, int camera, int width, int height, byte* rgb, byte* message);
    [LibraryImport(Library)] internal static partial int gm_renderer_free(nint renderer, byte* message);

    internal static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Throws with the calling thread's last MuJoCo message when a call failed.</summary>
    internal static void Check(int success, string doing)
    {
        if (success == 0)
        {
            throw new MujocoException($"MuJoCo failed while {doing}: {Marshal.PtrToStringUTF8(gm_last_message())}");
        }
    }

    /// <summary>Checks a looked-up field against the type asked for.</summary>
    internal static void CheckField<T>(int found, string owner, string name, ElementType type) where T : unmanaged
    {
        if (found == 0)
        {
            throw new ArgumentException($"MuJoCo's {owner} has no field '{name}'.", nameof(name));
        }

        Type? stored = type switch
        {
            ElementType.Int => typeof(int),
            ElementType.Double => typeof(double),
            ElementType.Float => typeof(float),
            ElementType.Byte or ElementType.Char => typeof(byte),
            _ => null,
        };
        if (stored != typeof(T))
        {
            throw new ArgumentException($"{owner}.{name} holds {stored?.Name ?? "structures"}, not {typeof(T).Name}.", nameof(name));
        }
    }
}
