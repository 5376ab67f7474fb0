namespace GenRL.Data.Tests;

public sealed class GifCompressionTests
{
    [Fact]
    public void Every_length_of_pixels_decodes_to_itself()
    {
        // Code widths change at certain numbers of codes; trying every length shows a change that comes too early or too late.
        SeededRandom random = new(1);
        byte[] noise = [.. Enumerable.Range(0, 9000).Select(_ => (byte)random.Next(252))];
        byte[] flat = [.. Enumerable.Range(0, 9000).Select(i => (byte)(i / 700))];
        foreach (byte[] pixels in new[] { noise, flat })
        {
            foreach (int length in Enumerable.Range(1, 1100).Concat(Enumerable.Range(1980, 120)).Concat(Enumerable.Range(3780, 400)).Append(9000))
            {
                MemoryStream stream = new();
                GifCompression.Write(stream, pixels.AsSpan(0, length));
                Assert.Equal(pixels[..length], Decode(stream.ToArray()));
            }
        }
    }

    private static byte[] Decode(byte[] coded)
    {
        List<byte> data = [];
        int position = 1;
        for (; coded[position] != 0; position += coded[position] + 1)
        {
            data.AddRange(coded[(position + 1)..(position + 1 + coded[position])]);
        }
        Assert.Equal(coded.Length, position + 1);
        List<byte> pixels = [];
        List<byte[]> table = [];
        byte[]? previous = null;
        int width = 9;
        int bit = 0;
        while (true)
        {
            int code = 0;
            for (int i = 0; i < width; i++, bit++)
            {
                code |= ((data[bit / 8] >> (bit % 8)) & 1) << i;
            }
            if (code == 257)
            {
                Assert.True(data.Count * 8 - bit < 8, "bytes follow the end code");
                return [.. pixels];
            }
            if (code == 256)
            {
                table = [.. Enumerable.Range(0, 258).Select(i => new[] { (byte)i })];
                previous = null;
                width = 9;
                continue;
            }
            byte[] current = code < table.Count ? table[code] : [.. previous!, previous![0]];
            pixels.AddRange(current);
            if (previous is not null && table.Count < 4096)
            {
                table.Add([.. previous, current[0]]);
            }
            width = table.Count == 1 << width && width < 12 ? width + 1 : width;
            previous = current;
        }
    }
}
