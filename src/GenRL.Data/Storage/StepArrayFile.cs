using System.Runtime.InteropServices;

namespace GenRL.Data;

/// <summary>Files of step arrays: raw rows, named <c>{name}.{type}x{columns}.bin</c> (such as <c>action.f4x6.bin</c>), so that numpy.fromfile reads them too.</summary>
internal static class StepArrayFile
{
    private const string Ending = ".bin";

    public static StepArray<T> OpenWritable<T>(string folder, string name, long rows, int columns)
        where T : unmanaged
    {
        string path = Path.Combine(folder, Name<T>(name) + columns + Ending);
        foreach (string other in Find(folder, name))
        {
            if (Path.GetFileName(other) != Path.GetFileName(path))
            {
                throw new InvalidDataException($"{other}: exists with another type or size than {Path.GetFileName(path)}; delete it to make it anew.");
            }
        }
        return new StepArray<T>(RowStore.OpenWritable(path, rows, checked(columns * Marshal.SizeOf<T>())));
    }

    /// <summary>Opens an array for reading, or returns null when there is none of this name.</summary>
    public static StepArray<T>? TryOpen<T>(string folder, string name)
        where T : unmanaged
    {
        string[] found = Find(folder, name);
        if (found.Length == 0)
        {
            return null;
        }
        string file = Path.GetFileName(found[0]);
        string expected = Name<T>(name);
        if (found.Length > 1 || !file.StartsWith(expected, StringComparison.Ordinal)
            || !int.TryParse(file.AsSpan(expected.Length, file.Length - expected.Length - Ending.Length), out int columns)
            || columns is <= 0 or > 1 << 24)
        {
            throw new InvalidDataException($"{found[0]}: one file named {expected}<columns>{Ending} expected.");
        }
        return new StepArray<T>(RowStore.OpenRead(found[0], checked(columns * Marshal.SizeOf<T>())));
    }

    private static string[] Find(string folder, string name) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, $"{name}.*{Ending}") : [];

    private static string Name<T>(string name)
        where T : unmanaged => $"{name}.{NpyTypes.Of<T>().Descriptor()[1..]}x";
}
