using System.IO.Compression;

namespace GenRL.Data.Tests;

public sealed class NpzFileTests
{
    private static byte[] SampleBytes()
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder["a.npz"], [new("numbers", NpyArray.From<int>([1, 2, 3], 3)), new("more", NpyArray.From<float>(new float[500], 5, 100))]);
        return File.ReadAllBytes(folder["a.npz"]);
    }

    private static Dictionary<string, NpyArray> Read(byte[] bytes, NpzLimits? limits = null) =>
        NpzFile.Read(new MemoryStream(bytes), "a.npz", null, limits);

    [Fact]
    public void Arrays_survive_a_round_trip_and_unwanted_ones_are_not_read()
    {
        byte[] bytes = SampleBytes();
        Assert.Equal([1, 2, 3], Read(bytes)["numbers"].Values<int>().ToArray());
        Assert.Equal(["more"], NpzFile.Read(new MemoryStream(bytes), "a.npz", name => name == "more").Keys);
    }

    [Fact]
    public void Equal_content_makes_an_equal_file() => Assert.Equal(SampleBytes(), SampleBytes());

    [Fact]
    public void Every_truncation_is_refused_with_the_file_named()
    {
        byte[] bytes = SampleBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(bytes[..length]));
            Assert.StartsWith("a.npz", error.Message);
        }
    }

    [Fact]
    public void Damaged_bytes_never_cause_another_exception_nor_wrong_content()
    {
        byte[] good = SampleBytes();
        Dictionary<string, NpyArray> original = Read(good);
        SeededRandom random = new(5);
        int refused = 0;
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] bytes = (byte[])good.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 + random.Next(255));
            try
            {
                foreach ((string name, NpyArray array) in Read(bytes))
                {
                    if (original.TryGetValue(name, out NpyArray? expected))
                    {
                        Assert.Equal(expected.Bytes.ToArray(), array.Bytes.ToArray());
                    }
                }
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("a.npz", error.Message);
                refused++;
            }
        }
        Assert.True(refused > 1000, $"only {refused} of 3000 damaged files were refused");
    }

    [Fact]
    public void A_bomb_is_stopped_by_the_limits()
    {
        MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("zeros.npy").Open();
            NpyFormat.Write(entry, NpyArray.From<byte>(new byte[10_000_000], 10_000_000));
        }
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(stream.ToArray(), new NpzLimits(MaximumArrayBytes: 1_000_000)));
        Assert.Equal("a.npz: entry 'zeros': holds 10000000 bytes, more than the limit of 1000000", error.Message);
        Assert.Throws<InvalidDataException>(() => Read(SampleBytes(), new NpzLimits(MaximumTotalBytes: 100)));
        Assert.Throws<InvalidDataException>(() => Read(SampleBytes(), new NpzLimits(MaximumEntries: 1)));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_litter()
    {
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder["a.txt"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFiles(folder.Root));
    }
}
