using System.IO.Compression;

namespace GenRL.Testing;

/// <summary>Files in the layout of torch.save, made without PyTorch.</summary>
internal static class TorchArchive
{
    public static void Write(string path, byte[] pickle, IEnumerable<(string Key, byte[] Bytes)> storages, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        Add("archive/data.pkl", pickle);
        foreach ((string key, byte[] bytes) in storages)
        {
            Add($"archive/data/{key}", bytes);
        }

        Add("archive/version", "3\n"u8.ToArray());

        void Add(string name, byte[] content)
        {
            using Stream entry = archive.CreateEntry(name, level).Open();
            entry.Write(content);
        }
    }

    /// <summary>A flat dictionary of contiguous float tensors.</summary>
    public static void WriteFloats(string path, IEnumerable<(string Name, int[] Shape, float[] Values)> tensors)
    {
        PickleWriter pickle = new PickleWriter().Op('}').Op('(');
        List<(string, byte[])> storages = [];
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            string key = $"{storages.Count}";
            pickle.Text(name).Tensor("FloatStorage", key, values.Length, 0, shape, Strides(shape));
            storages.Add((key, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values).ToArray()));
        }

        Write(path, pickle.Op('u').End(), storages);
    }

    private static int[] Strides(int[] shape)
    {
        int[] strides = new int[shape.Length];
        for (int dimension = shape.Length - 1, next = 1; dimension >= 0; next *= shape[dimension--])
        {
            strides[dimension] = next;
        }

        return strides;
    }
}
