using System.IO.Compression;
using System.Runtime.InteropServices;
using GenRL.Testing;

namespace GenRL.Data.Tests;

public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["state.pt"];

    public void Dispose() => _folder.Dispose();

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static float[] Floats(SafetensorsTensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray();

    private string Refusal(byte[] pickle, params (string Key, byte[] Bytes)[] storages)
    {
        TorchArchive.Write(FilePath, pickle, storages);
        string message = Assert.Throws<InvalidDataException>(() => TorchFile.Read(FilePath)).Message;
        Assert.StartsWith(FilePath, message);
        return message;
    }

    private static PickleWriter One(string storageClass, int count, int offset, int[] shape, int[] strides) =>
        new PickleWriter().Op('}').Text("weight").Tensor(storageClass, "0", count, offset, shape, strides).Op('s');

    [Fact]
    public void Nested_dictionaries_and_lists_give_names_joined_by_dots_and_plain_values_are_left_out()
    {
        byte[] pickle = new PickleWriter().Op('}').Op('(')
            .Text("step").Number(7)
            .Text("agent").Op('}').Text("w").Tensor("FloatStorage", "0", 3, 1, [2], [1]).Op('s')
            .Text("list").Op(']').Tensor("FloatStorage", "0", 3, 0, [], []).Op('a')
            .Op('u').End();
        TorchArchive.Write(FilePath, pickle, [("0", Bytes(1f, 2f, 3f))]);

        IReadOnlyDictionary<string, SafetensorsTensor> tensors = TorchFile.Read(FilePath);

        Assert.Equal(["agent.w", "list.0"], tensors.Keys.Order());
        Assert.Equal([2f, 3f], Floats(tensors["agent.w"]));
        Assert.Equal([1f], Floats(tensors["list.0"]));
        Assert.Empty(tensors["list.0"].Shape);
    }

    [Fact]
    public void Transposed_tensors_become_contiguous()
    {
        TorchArchive.Write(FilePath, One("FloatStorage", 6, 0, [3, 2], [1, 3]).End(), [("0", Bytes(0f, 1f, 2f, 3f, 4f, 5f))]);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], Floats(TorchFile.Read(FilePath)["weight"]));
    }

    [Fact]
    public void Other_element_types_become_those_that_checkpoints_keep()
    {
        void Holds<T>(string storageClass, byte[] storage, SafetensorsType type, params T[] expected)
            where T : unmanaged
        {
            TorchArchive.Write(FilePath, One(storageClass, 2, 0, [2], [1]).End(), [("0", storage)]);
            SafetensorsTensor tensor = TorchFile.Read(FilePath)["weight"];
            Assert.Equal(type, tensor.Type);
            Assert.Equal(expected, MemoryMarshal.Cast<byte, T>(tensor.Bytes.Span).ToArray());
        }

        Holds("DoubleStorage", Bytes(1.5, -2.0), SafetensorsType.F32, 1.5f, -2f);
        Holds("HalfStorage", Bytes((Half)1.5, (Half)(-2)), SafetensorsType.F16, (Half)1.5, (Half)(-2));
        Holds("BFloat16Storage", Bytes<ushort>(0x3fc0, 0xc000), SafetensorsType.F32, 1.5f, -2f);
        Holds("LongStorage", Bytes(1L << 40, -1L), SafetensorsType.I64, 1L << 40, -1L);
        Holds("IntStorage", Bytes(70000, -1), SafetensorsType.I64, 70000L, -1L);
        Holds("ShortStorage", Bytes<short>(300, -1), SafetensorsType.I64, 300L, -1L);
        Holds("CharStorage", Bytes<sbyte>(5, -1), SafetensorsType.I64, 5L, -1L);
        Holds("BoolStorage", Bytes(true, false), SafetensorsType.U8, (byte)1, (byte)0);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("agent.genrl", "GenRLAgent")]
    [InlineData("torch", "load")]
    [InlineData("torch.storage", "FloatStorage")]
    public void Any_other_class_or_function_is_refused_by_name(string module, string name)
    {
        string message = Refusal(new PickleWriter().Global(module, name).Op('(').Text("touch /tmp/owned").Op('t').Op('R').End());
        Assert.Contains($"'{module}.{name}'", message, StringComparison.Ordinal);
        Assert.Contains("convert_snapshot.py", message, StringComparison.Ordinal);
        // and under the newer instruction that takes the name from the stack
        Assert.Contains($"'{module}.{name}'", Refusal(new PickleWriter().Text(module).Text(name).Raw(0x93).End()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'i' })]
    [InlineData(new byte[] { (byte)'o' })]
    [InlineData(new byte[] { 0x81 })]
    [InlineData(new byte[] { 0x92 })]
    [InlineData(new byte[] { (byte)'P' })]
    [InlineData(new byte[] { 0x82, 1 })]
    public void Instructions_that_make_objects_are_refused(byte[] instruction) =>
        Assert.Contains("which a state dict does not need", Refusal(new PickleWriter().Op(')').Raw(instruction).End()), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, new[] { 4 }, new[] { 1 })]
    [InlineData(2, new[] { 2 }, new[] { 1 })]
    [InlineData(-1, new[] { 2 }, new[] { 1 })]
    [InlineData(0, new[] { 2 }, new[] { -1 })]
    [InlineData(0, new[] { -2 }, new[] { 1 })]
    [InlineData(0, new[] { 2 }, new[] { int.MaxValue })]
    [InlineData(0, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { 0, 0, 0 })]
    [InlineData(0, new[] { 1000000 }, new[] { 0 })]
    public void Tensors_that_reach_beyond_their_memory_or_repeat_it_are_refused(int offset, int[] shape, int[] strides) =>
        Refusal(One("FloatStorage", 3, offset, shape, strides).End(), ("0", Bytes(1f, 2f, 3f)));

    [Fact]
    public void Missing_or_short_memory_is_named()
    {
        byte[] pickle = One("FloatStorage", 3, 0, [3], [1]).End();
        Assert.Contains("memory '0' of tensor 'weight' is missing", Refusal(pickle), StringComparison.Ordinal);
        Assert.Contains("has 8 bytes instead of 3 x 4", Refusal(pickle, ("0", Bytes(1f, 2f))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_archive_is_refused_before_it_unfolds()
    {
        TorchArchive.Write(FilePath, One("FloatStorage", 10_000_000, 0, [10_000_000], [1]).End(), [("0", new byte[40_000_000])], CompressionLevel.Optimal);
        Assert.Contains("is compressed", Assert.Throws<InvalidDataException>(() => TorchFile.Read(FilePath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_on_entries_description_and_tensors_hold()
    {
        TorchArchive.WriteFloats(FilePath, [("a", [2], [1, 2]), ("b", [2], [3, 4])]);
        Assert.Equal(2, TorchFile.Read(FilePath).Count);
        foreach (TorchFileLimits limits in new[] { new TorchFileLimits(Entries: 3), new TorchFileLimits(PickleBytes: 50), new TorchFileLimits(TensorBytes: 15) })
        {
            Assert.Contains("more than the limit", Assert.Throws<InvalidDataException>(() => TorchFile.Read(FilePath, limits)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_dictionary_that_contains_itself_is_refused()
    {
        byte[] pickle = new PickleWriter().Op('}').Raw((byte)'q', 0).Text("self").Raw((byte)'h', 0).Op('s').End();
        Assert.Contains("nested", Refusal(pickle), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_file_and_pickle_is_refused()
    {
        byte[] pickle = One("FloatStorage", 3, 0, [3], [1]).End();
        for (int length = 0; length < pickle.Length; length++)
        {
            Refusal(pickle[..length], ("0", Bytes(1f, 2f, 3f)));
        }

        TorchArchive.Write(FilePath, pickle, [("0", Bytes(1f, 2f, 3f))]);
        byte[] file = File.ReadAllBytes(FilePath);
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(FilePath, file[..length]);
            Assert.Throws<InvalidDataException>(() => TorchFile.Read(FilePath));
        }
    }

    [Fact]
    public void Damaged_bytes_never_cause_another_exception()
    {
        byte[] good = new PickleWriter().Op('}').Op('(').Text("agent").Op('}').Text("w").Tensor("FloatStorage", "0", 3, 0, [3], [1]).Op('s').Text("n").Number(3).Op('u').End();
        SeededRandom random = new(7);
        int refused = 0;
        for (int trial = 0; trial < 1500; trial++)
        {
            byte[] pickle = [.. good];
            pickle[random.Next(pickle.Length)] = (byte)random.Next(256);
            TorchArchive.Write(FilePath, pickle, [("0", Bytes(1f, 2f, 3f))]);
            try
            {
                TorchFile.Read(FilePath);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 1499);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0x02, 0x8a, 0x0a }, "before PyTorch 1.6")]
    [InlineData(new byte[] { 1, 2, 3 }, "not a readable PyTorch file")]
    public void Files_of_another_layout_are_told_apart(byte[] content, string message)
    {
        File.WriteAllBytes(FilePath, content);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TorchFile.Read(FilePath)).Message, StringComparison.Ordinal);
    }

    [FactWithPythonTorch]
    [Trait("speed", "slow")]
    public void Files_of_PyTorch_itself_are_read()
    {
        PythonTorch.Run(
            _folder.Root,
            "-c",
            """
            import torch, collections
            model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.LayerNorm(2))
            with torch.no_grad():
                model[0].weight.copy_(torch.arange(6.).reshape(2, 3))
            torch.save({'model': model.state_dict(), 'parameter': torch.nn.Parameter(torch.ones(2)), 'transposed': torch.arange(6.).reshape(2, 3).t(),
                        'half': torch.ones(2).half(), 'double': torch.ones(2).double(), 'brain': torch.full((2,), 1.5).bfloat16(),
                        'flags': torch.tensor([True, False]), 'counts': torch.tensor([1, 2]), 'scalar': torch.tensor(4.), 'slice': torch.arange(10.)[3:5],
                        'step': 12, 'name': 'x', 'rate': 0.5, 'nothing': None, 'big': 1 << 40, 'list': [torch.zeros(1), (torch.ones(1),)]}, 'state.pt')
            torch.save(model, 'module.pt')
            """);

        IReadOnlyDictionary<string, SafetensorsTensor> tensors = TorchFile.Read(FilePath);

        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], Floats(tensors["model.0.weight"]));
        Assert.Equal([2L, 3L], tensors["model.0.weight"].Shape);
        Assert.Equal([1f, 1f], Floats(tensors["model.1.weight"]));
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], Floats(tensors["transposed"]));
        Assert.Equal([1.5f, 1.5f], Floats(tensors["brain"]));
        Assert.Equal([3f, 4f], Floats(tensors["slice"]));
        Assert.Equal([1f], Floats(tensors["list.1.0"]));
        Assert.Equal(SafetensorsType.F16, tensors["half"].Type);
        Assert.Equal(["brain", "counts", "double", "flags", "half", "list.0", "list.1.0", "model.0.bias", "model.0.weight", "model.1.bias", "model.1.weight", "parameter", "scalar", "slice", "transposed"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("torch.nn.modules.container.Sequential", Assert.Throws<InvalidDataException>(() => TorchFile.Read(_folder["module.pt"])).Message, StringComparison.Ordinal);
    }
}
