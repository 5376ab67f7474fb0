using System.Runtime.InteropServices;
using System.Text;

namespace MuJoCo;

/// <summary>
/// A compiled model. Reading is thread-safe; functions that change it (options, renderers, unactuated forward steps) are not,
/// so give every environment its own. Memory is freed once it and everything made from it are disposed.
/// </summary>
public sealed unsafe class MjModel : IDisposable, INativeOwner
{
    // The XML compiler keeps its last model in a global.
    private static readonly Lock Loader = new();

    private int _users = 1;
    private bool _disposed;

    private MjModel(nint pointer, string warning)
    {
        Pointer = pointer;
        LoadWarning = warning;
    }

    /// <summary>Version of the library, such as 222 for 2.2.2.</summary>
    public static int LibraryVersion => Native.gm_version();

    /// <summary>What the compiler remarked without refusing the model; empty when nothing.</summary>
    public string LoadWarning { get; }

    internal nint Pointer { get; private set; }

    bool INativeOwner.IsDisposed => Pointer == 0;

    /// <summary>Compiles MJCF or URDF text that refers to no other file.</summary>
    /// <exception cref="InvalidDataException">The text is not a valid model; the message is MuJoCo's, with the line.</exception>
    public static MjModel FromXml(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        byte[] text = Encoding.UTF8.GetBytes(xml);
        byte* error = stackalloc byte[Native.MessageSize];
        error[0] = 0;
        lock (Loader)
        {
            fixed (byte* start = text)
            {
                // an empty array has no address; the library then reads nothing
                return Loaded(Native.gm_model_load_text(start, text.Length, error, Native.MessageSize), "the given text", error);
            }
        }
    }

    /// <summary>Compiles an MJCF or URDF file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a valid model; the message is MuJoCo's, with the line.</exception>
    public static MjModel FromFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model file {path}.", path);
        }

        byte* error = stackalloc byte[Native.MessageSize];
        error[0] = 0;
        lock (Loader)
        {
            return Loaded(Native.gm_model_load_file(path, error, Native.MessageSize), path, error);
        }
    }

    private static MjModel Loaded(nint model, string source, byte* error) => model != 0
        ? new MjModel(model, Native.Text(error))
        : throw new InvalidDataException($"MuJoCo cannot load {source}: {Native.Text(error).Trim()}");

    /// <summary>A size of the model by MuJoCo's name: <c>nq</c>, <c>nv</c>, <c>nu</c>, <c>nbody</c>, ...</summary>
    /// <exception cref="ArgumentException">There is no such size.</exception>
    public int Count(string name) => Native.gm_model_count(Alive(), name, out int value) == 1
        ? value
        : throw new ArgumentException($"MuJoCo's mjModel has no size '{name}'.", nameof(name));

    /// <summary>An array of the model by MuJoCo's name, such as <c>jnt_range</c>.</summary>
    /// <exception cref="ArgumentException">There is no such field, or it holds another type.</exception>
    public MjField<T> Field<T>(string name) where T : unmanaged
    {
        int found = Native.gm_model_field(Alive(), name, out void* address, out Native.ElementType type, out int rows, out int columns);
        Native.CheckField<T>(found, "mjModel", name, type);
        return new MjField<T>(this, name, address, rows, columns);
    }

    /// <summary>Colours of the light that goes with the camera: rows ambient, diffuse and specular, each red, green and blue.</summary>
    public MjField<float> Headlight => new(this, "headlight", Native.gm_model_headlight(Alive()), 3, 3);

    /// <summary>Index of a named element.</summary>
    /// <exception cref="ArgumentException">The model has no such element.</exception>
    public int Id(MjObject kind, string name)
    {
        int id = Native.gm_model_id(Alive(), (int)kind, name);
        return id >= 0 ? id : throw new ArgumentException($"The model has no {kind} named '{name}'.", nameof(name));
    }

    /// <summary>Name of an element, or null when it has none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no element with this index.</exception>
    public string? Name(MjObject kind, int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        string? name = Marshal.PtrToStringUTF8(Native.gm_model_name(Alive(), (int)kind, id));
        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>A scalar of mjOption, such as <c>timestep</c>.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public double Option(string name) => Native.gm_option_get(Alive(), name, out double value) == 1
        ? value
        : throw new ArgumentException($"MuJoCo's mjOption has no scalar '{name}'.", nameof(name));

    /// <summary>Sets a scalar of mjOption.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public void SetOption(string name, double value)
    {
        if (Native.gm_option_set(Alive(), name, value) == 0)
        {
            throw new ArgumentException($"MuJoCo's mjOption has no scalar '{name}'.", nameof(name));
        }
    }

    /// <summary>Writes the model loaded last by this process as MJCF.</summary>
    /// <exception cref="MujocoException">MuJoCo could not write it.</exception>
    public void Save(string path)
    {
        byte* error = stackalloc byte[Native.MessageSize];
        error[0] = 0;
        lock (Loader)
        {
            if (Native.gm_model_save(Alive(), path, error, Native.MessageSize) == 0)
            {
                throw new MujocoException($"MuJoCo cannot write {path}: {Native.Text(error)}");
            }
        }
    }

    internal nint Alive()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Pointer;
    }

    internal void AddUser()
    {
        Alive();
        Interlocked.Increment(ref _users);
    }

    internal void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            nint model = Pointer;
            Pointer = 0;
            Native.Check(Native.gm_model_free(model), "freeing a model");
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            RemoveUser();
        }
    }
}
