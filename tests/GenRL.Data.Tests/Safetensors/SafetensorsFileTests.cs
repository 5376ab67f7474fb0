using System.Buffers.Binary;
using System.Text;

namespace GenRL.Data.Tests.Safetensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"safetensors-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_written_is_read_back()
    {
        Dictionary<string, SafetensorsTensor> tensors = new()
        {
            ["encoder.0.weight"] = new(SafetensorsType.F32, [2, 3], Enumerable.Range(0, 24).Select(i => (byte)i).ToArray()),
            ["half"] = new(SafetensorsType.F16, [1], new byte[] { 1, 2 }),
            ["step"] = new(SafetensorsType.I64, [], new byte[8]),
            ["empty"] = new(SafetensorsType.U8, [0, 5], Array.Empty<byte>()),
        };
        SafetensorsFile.Write(_path, tensors, new Dictionary<string, string> { ["note"] = "a \"quoted\" text" });

        SafetensorsContent content = SafetensorsFile.Read(_path);

        Assert.Equal(tensors.Keys.Order(), content.Tensors.Keys.Order());
        foreach ((string name, SafetensorsTensor tensor) in tensors)
        {
            Assert.Equal(tensor.Type, content.Tensors[name].Type);
            Assert.Equal(tensor.Shape, content.Tensors[name].Shape);
            Assert.Equal(tensor.Bytes.ToArray(), content.Tensors[name].Bytes.ToArray());
        }
        Assert.Equal("a \"quoted\" text", content.Metadata["note"]);
    }

    [Fact]
    public void The_layout_is_the_published_one()
    {
        SafetensorsFile.Write(_path, [new("a", new SafetensorsTensor(SafetensorsType.U8, [3], new byte[] { 7, 8, 9 }))]);
        byte[] file = File.ReadAllBytes(_path);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0UL, length % 8);
        Assert.Equal("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", Encoding.UTF8.GetString(file, 8, (int)length).TrimEnd());
        Assert.Equal([7, 8, 9], file[(8 + (int)length)..]);
    }

    [Theory]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"a":""", 0, "not valid JSON")]
    [InlineData("""{"a":3}""", 0, "not described")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1, "no dtype")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,1]}}""", 1, "type Q4")]
    [InlineData("""{"a":{"dtype":"1","shape":[1],"data_offsets":[0,1]}}""", 1, "type 1")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1, "no shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "whole numbers")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", 1, "data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[3,2]}}""", 1, "data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}""", 1, "needs 2 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", 4, "there are 4 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 5, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "twice")]
    [InlineData("""{"__metadata__":[]}""", 0, "metadata")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "not text")]
    public void A_malformed_header_is_refused_with_the_reason(string header, int dataBytes, string reason)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Compose(header, dataBytes)));
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        SafetensorsFile.Write(_path, [new("a", new SafetensorsTensor(SafetensorsType.F32, [2], new byte[8]))]);
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 0; length < whole.Length; length++)
        {
            using MemoryStream part = new(whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(part));
        }
    }

    [Fact]
    public void An_oversized_header_is_refused_before_it_is_read()
    {
        byte[] file = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Contains("limit", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(file))).Message);
        BinaryPrimitives.WriteUInt64LittleEndian(file, 1000);
        Assert.Contains("only 56 follow", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(file))).Message);
    }

    [Fact]
    public void Limits_on_data_and_number_of_tensors_hold()
    {
        const string two = """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""";
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Compose(two, 2), new SafetensorsLimits(Tensors: 1)));
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Compose(two, 2), new SafetensorsLimits(DataBytes: 1)));
        Assert.Equal(2, SafetensorsFile.Read(Compose(two, 2), new SafetensorsLimits(DataBytes: 2, Tensors: 2)).Tensors.Count);
    }

    [Fact]
    public void Arrays_that_do_not_fill_their_shape_are_not_written()
    {
        SafetensorsTensor wrong = new(SafetensorsType.F32, [2], new byte[4]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_path, [new("a", wrong)]));
        SafetensorsTensor right = new(SafetensorsType.F32, [1], new byte[4]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_path, [new("a", right), new("a", right)]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_path, [new("__metadata__", right)]));
        Assert.False(File.Exists(_path));
    }

    private static MemoryStream Compose(string header, int dataBytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        return new MemoryStream(file);
    }
}
