using GenRL.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Checkpoints;

/// <summary>Keeps the state of modules in safetensors files, written atomically.</summary>
public static class ModuleCheckpoint
{
    /// <summary>Writes a module's parameters and persistent buffers.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyDictionary{string, Tensor}, IReadOnlyDictionary{string, string}?, bool)"/>
    public static void Save(string path, nn.Module module, bool half = false, IReadOnlyDictionary<string, string>? metadata = null) =>
        Save(path, module.state_dict(), metadata, half);

    /// <summary>Writes a state, such as <c>module.state_dict()</c>.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="state">Tensors by name: Float32, Float16, Int64 or Byte, on any device.</param>
    /// <param name="metadata">Free text by key, or null.</param>
    /// <param name="half">Whether Float32 tensors are stored as Float16, half the size and 11 bits of precision.</param>
    /// <exception cref="ArgumentException">A tensor has another element type, or a value that Float16 cannot hold.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> state, IReadOnlyDictionary<string, string>? metadata = null, bool half = false)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        List<KeyValuePair<string, SafetensorsTensor>> entries = [];
        foreach ((string name, Tensor tensor) in state)
        {
            Tensor stored = tensor.detach().cpu();
            if (half && stored.dtype == ScalarType.Float32)
            {
                stored = Halved(name, stored);
            }
            stored = stored.contiguous();
            entries.Add(new(name, new SafetensorsTensor(TypeOf(name, stored.dtype), stored.shape, stored.bytes.ToArray())));
        }
        SafetensorsFile.Write(path, entries, metadata);
    }

    /// <summary>
    /// A module's state as the content of a file in half precision: what a package ships to learn on from, where sixteen bits are enough.
    /// </summary>
    public static byte[] HalfBytes(nn.Module module)
    {
        string path = Path.GetTempFileName();
        try
        {
            Save(path, module, half: true);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads a state into new CPU tensors, which the caller owns.</summary>
    /// <param name="path">A file that a Save method wrote.</param>
    /// <param name="restoreHalf">Whether Float16 tensors become Float32.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Dictionary<string, Tensor> ReadState(string path, bool restoreHalf = true)
    {
        Dictionary<string, Tensor> state = [];
        foreach ((string name, SafetensorsTensor entry) in SafetensorsFile.Read(path).Tensors)
        {
            Tensor tensor = ToTensor(entry);
            state.Add(name, restoreHalf && entry.Type == SafetensorsType.F16 ? Widened(tensor) : tensor);
        }
        return state;
    }

    /// <summary>An array of a file as a new CPU tensor of the same type, which the caller owns.</summary>
    public static Tensor ToTensor(SafetensorsTensor array)
    {
        Tensor tensor = empty([.. array.Shape], TypeOf(array.Type), device: CPU);
        if (array.Bytes.Length > 0)
        {
            array.Bytes.Span.CopyTo(tensor.bytes);
        }
        return tensor;
    }

    /// <summary>Copies a file's state into a module.</summary>
    /// <param name="path">A file that a Save method wrote.</param>
    /// <param name="module">The module; it must have the same names and shapes.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or its names or shapes are not the module's.</exception>
    public static void Load(string path, nn.Module module)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = ReadState(path);
        foreach ((string name, Tensor own) in module.state_dict())
        {
            if (state.TryGetValue(name, out Tensor? stored) && !stored.shape.SequenceEqual(own.shape))
            {
                throw new InvalidDataException(
                    $"{path}: '{name}' has shape [{string.Join(", ", stored.shape)}], but the network needs [{string.Join(", ", own.shape)}].");
            }
        }
        try
        {
            module.load_state_dict(state);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static Tensor Widened(Tensor half)
    {
        Tensor wide = half.to(float32);
        half.Dispose();
        return wide;
    }

    private static Tensor Halved(string name, Tensor tensor)
    {
        Tensor half = tensor.to(float16);
        if (!half.isfinite().all().ToBoolean() && tensor.isfinite().all().ToBoolean())
        {
            throw new ArgumentException($"'{name}' holds values beyond the range of 16-bit numbers; store it as Float32.");
        }
        return half;
    }

    private static SafetensorsType TypeOf(string name, ScalarType type) => type switch
    {
        ScalarType.Float32 => SafetensorsType.F32,
        ScalarType.Float16 => SafetensorsType.F16,
        ScalarType.Int64 => SafetensorsType.I64,
        ScalarType.Byte => SafetensorsType.U8,
        _ => throw new ArgumentException($"'{name}' holds {type}; checkpoints keep Float32, Float16, Int64 and Byte."),
    };

    private static ScalarType TypeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.F32 => ScalarType.Float32,
        SafetensorsType.F16 => ScalarType.Float16,
        SafetensorsType.I64 => ScalarType.Int64,
        _ => ScalarType.Byte,
    };
}
