using GenRL.Data.Safetensors;
using static TorchSharp.torch;

namespace GenRL.Learning.Checkpoints;

/// <summary>A module's parameters and buffers in a safetensors file, written atomically.</summary>
public static class ModuleCheckpoint
{
    /// <summary>Saves a module's state.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="module">The module.</param>
    /// <param name="half">Stores floats in 16 bits: half the size, enough for what is shipped.</param>
    public static void Save(string path, nn.Module module, bool half = false)
    {
        var entries = new List<SafetensorsEntry>();
        foreach (var (name, tensor) in module.state_dict())
        {
            using var values = tensor.detach().to(half ? ScalarType.Float16 : ScalarType.Float32).contiguous();
            entries.Add(new SafetensorsEntry(name, half ? "F16" : "F32", tensor.shape, values.bytes.ToArray()));
        }

        SafetensorsFile.Save(path, entries);
    }

    /// <summary>Loads a module's state; every parameter must be there in its shape.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to another network.</exception>
    public static void Load(string path, nn.Module module)
    {
        var entries = SafetensorsFile.Load(path);
        using var frozen = no_grad();
        foreach (var (name, tensor) in module.state_dict())
        {
            if (!entries.TryGetValue(name, out var entry) || !entry.Shape.SequenceEqual(tensor.shape))
            {
                throw new InvalidDataException(
                    $"{path}: '{name}' of shape [{string.Join(", ", tensor.shape)}] is {(entry is null ? "missing" : $"there as [{string.Join(", ", entry.Shape)}]")}; the file belongs to another network");
            }

            using var values = AsTensor(entry);
            tensor.copy_(values);
        }
    }

    private static Tensor AsTensor(SafetensorsEntry entry)
    {
        if (entry.Type is not ("F32" or "F16"))
        {
            throw new InvalidDataException($"array '{entry.Name}' holds {entry.Type}, not floats");
        }

        using var raw = empty([.. entry.Shape], dtype: entry.Type == "F32" ? ScalarType.Float32 : ScalarType.Float16);
        entry.Bytes.Span.CopyTo(raw.bytes);
        return raw.to(ScalarType.Float32).clone();
    }
}
