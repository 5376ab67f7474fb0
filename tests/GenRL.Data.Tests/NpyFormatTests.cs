using System.Text;

namespace GenRL.Data.Tests;

public sealed class NpyFormatTests
{
    private static byte[] File(string header, byte[] content, byte version = 1, int? declaredLength = null)
    {
        int length = declaredLength ?? header.Length;
        byte[] lengthBytes = version == 1 ? [(byte)length, (byte)(length >> 8)] : BitConverter.GetBytes(length);
        return [0x93, .. "NUMPY"u8, version, 0, .. lengthBytes, .. Encoding.ASCII.GetBytes(header), .. content];
    }

    private static NpyArray Read(byte[] file, long limit = 1 << 20) => NpyFormat.Read(new MemoryStream(file), "x.npz: entry 'a'", limit);

    [Fact]
    public void Every_element_type_survives_a_round_trip()
    {
        NpyArray[] arrays =
        [
            NpyArray.From<byte>([1, 2, 255], 3),
            NpyArray.From<bool>([true, false], 2, 1),
            NpyArray.From<Half>([(Half)1.5, Half.MinValue], 2),
            NpyArray.From<float>([1.5f, -2], 1, 2),
            NpyArray.From<double>([Math.PI], 1),
            NpyArray.From<int>([int.MinValue, 7], 2),
            NpyArray.From<long>([long.MaxValue], []),
            NpyArray.From<float>([], 0, 5),
        ];
        foreach (NpyArray array in arrays)
        {
            MemoryStream stream = new();
            NpyFormat.Write(stream, array);
            stream.Position = 0;
            NpyArray copy = NpyFormat.Read(stream, "test");
            Assert.Equal(array.Type, copy.Type);
            Assert.Equal(array.Shape, copy.Shape);
            Assert.Equal(array.Bytes.ToArray(), copy.Bytes.ToArray());
        }
    }

    [Fact]
    public void The_header_is_the_one_numpy_writes()
    {
        MemoryStream stream = new();
        NpyFormat.Write(stream, NpyArray.From<float>(new float[6], 2, 3));
        byte[] bytes = stream.ToArray();
        Assert.Equal(128 + 24, bytes.Length);
        string header = Encoding.ASCII.GetString(bytes, 10, 118);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", header);
        Assert.EndsWith(" \n", header);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }")]
    [InlineData("{\"shape\": (1,), \"descr\": \"<f4\", \"fortran_order\": False}")]
    [InlineData("{'descr':'<f4','fortran_order':True,'shape':(1,)}   \n")]
    public void Equivalent_headers_are_understood(string header)
    {
        Assert.Equal(1.5f, Read(File(header, BitConverter.GetBytes(1.5f))).Values<float>()[0]);
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "element type '>f4'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "element type '|O'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", "Fortran order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "truncated: 4 of 8")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "more than the 3 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647, 2147483647, 0), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "dimension between")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "dimension between")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'extra': '', }", "unknown header key")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "lacks")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", "True or False")]
    [InlineData("{'descr': '<f4", "unterminated")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } + 1", "unexpected text")]
    [InlineData("", "'{' expected")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1000000,), }", "more than the limit")]
    public void A_malformed_header_is_refused_with_place_and_reason(string header, string reason)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(File(header, BitConverter.GetBytes(1.5f))));
        Assert.StartsWith("x.npz: entry 'a': ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Wrong_magic_version_header_length_and_truth_values_are_refused()
    {
        string good = "{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }";
        Assert.True(Read(File(good, [1])).Values<bool>()[0]);
        Assert.Contains("magic", Assert.Throws<InvalidDataException>(() => Read([.. "PK345678901234"u8])).Message);
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => Read(File(good, [1], version: 9))).Message);
        Assert.Contains("too long", Assert.Throws<InvalidDataException>(() => Read(File(good, [1], version: 2, declaredLength: int.MaxValue))).Message);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => Read(File(good, [], declaredLength: 4000))).Message);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => Read([0x93, 0x4e])).Message);
        Assert.Contains("neither 0 nor 1", Assert.Throws<InvalidDataException>(() => Read(File(good, [2]))).Message);
    }

    [Fact]
    public void A_promise_of_gigabytes_without_content_allocates_little()
    {
        byte[] file = File("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }", [1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Read(file, int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L << 20);
    }

    [Fact]
    public void Values_must_fit_the_shape()
    {
        Assert.Throws<ArgumentException>(() => NpyArray.From<float>(new float[5], 2, 3));
        Assert.Throws<InvalidOperationException>(() => NpyArray.From<float>(new float[1], 1).Values<int>());
        Assert.Throws<NotSupportedException>(() => NpyArray.From<char>(new char[1], 1));
    }
}
