namespace GenRL.Data;

/// <summary>The variable-width LZW coding of GIF, for 8-bit pixels.</summary>
internal static class GifCompression
{
    private const int ClearCode = 256;
    private const int EndCode = 257;
    private const int LargestCode = 4095;

    /// <summary>Writes the minimum code size, the coded pixels in sub-blocks and the block terminator.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> pixels)
    {
        stream.WriteByte(8);
        BlockWriter writer = new(stream);
        Dictionary<int, int> codes = [];
        int width = 9;
        int next = EndCode + 1;
        writer.Write(ClearCode, width);
        int prefix = pixels[0];
        foreach (byte pixel in pixels[1..])
        {
            int key = (prefix << 8) | pixel;
            if (codes.TryGetValue(key, out int code))
            {
                prefix = code;
                continue;
            }
            writer.Write(prefix, width);
            prefix = pixel;
            if (next > LargestCode)
            {
                writer.Write(ClearCode, width);
                codes.Clear();
                width = 9;
                next = EndCode + 1;
                continue;
            }
            codes.Add(key, next);
            // The decoder learns each code one step later, so the width grows only when a code needs it.
            if (next >> width != 0)
            {
                width++;
            }
            next++;
        }
        writer.Write(prefix, width);
        writer.Write(EndCode, next - 1 == (1 << width) - 1 && width < 12 ? width + 1 : width);
        writer.End();
    }

    private sealed class BlockWriter(Stream stream)
    {
        private readonly byte[] _block = new byte[255];
        private int _length;
        private uint _bits;
        private int _bitCount;

        public void Write(int code, int width)
        {
            _bits |= (uint)code << _bitCount;
            _bitCount += width;
            while (_bitCount >= 8)
            {
                Add((byte)_bits);
                _bits >>= 8;
                _bitCount -= 8;
            }
        }

        public void End()
        {
            if (_bitCount > 0)
            {
                Add((byte)_bits);
            }
            Flush();
            stream.WriteByte(0);
        }

        private void Add(byte value)
        {
            _block[_length++] = value;
            if (_length == _block.Length)
            {
                Flush();
            }
        }

        private void Flush()
        {
            if (_length > 0)
            {
                stream.WriteByte((byte)_length);
                stream.Write(_block.AsSpan(0, _length));
                _length = 0;
            }
        }
    }
}
