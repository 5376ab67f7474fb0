using System.Globalization;

namespace GenRL.Data;

/// <summary>The Python dictionary literal at the start of an npy file: type, order and shape.</summary>
internal sealed record NpyHeader(NpyType Type, int[] Shape, long ByteCount)
{
    private const int MaximumRank = 16;

    /// <summary>Parses <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (501, 10), }</c>.</summary>
    /// <exception cref="InvalidDataException">The reason, without the file name (the caller adds it).</exception>
    public static NpyHeader Parse(string text)
    {
        Cursor cursor = new(text);
        string? descriptor = null;
        bool? fortran = null;
        int[]? shape = null;
        cursor.Expect('{');
        while (!cursor.TryTake('}'))
        {
            string key = cursor.QuotedString();
            cursor.Expect(':');
            switch (key)
            {
                case "descr":
                    descriptor = cursor.QuotedString();
                    break;
                case "fortran_order":
                    fortran = cursor.Boolean();
                    break;
                case "shape":
                    shape = cursor.Tuple();
                    break;
                default:
                    throw new InvalidDataException($"unknown header key '{key}'");
            }
            if (!cursor.TryTake(','))
            {
                cursor.Expect('}');
                break;
            }
        }
        cursor.ExpectEnd();
        if (descriptor is null || fortran is null || shape is null)
        {
            throw new InvalidDataException("header lacks 'descr', 'fortran_order' or 'shape'");
        }
        if (!NpyTypes.TryParse(descriptor, out NpyType type))
        {
            throw new InvalidDataException($"element type '{descriptor}' is not supported (use |u1, |b1, <f2, <f4, <f8, <i4 or <i8)");
        }
        if (fortran.Value && shape.Length > 1)
        {
            throw new InvalidDataException("array is in Fortran order; save it with numpy.ascontiguousarray");
        }
        return new NpyHeader(type, shape, CountBytes(type, shape));
    }

    private static long CountBytes(NpyType type, int[] shape)
    {
        // Dimensions of zero are multiplied last, so that a product such as huge x huge x 0 is refused as well.
        long bytes = type.Size();
        foreach (int dimension in shape)
        {
            long factor = Math.Max(dimension, 1);
            if (bytes > Array.MaxLength / factor)
            {
                throw new InvalidDataException($"shape ({string.Join(", ", shape)}) is too large");
            }
            bytes *= factor;
        }
        return shape.Contains(0) ? 0 : bytes;
    }

    private sealed class Cursor(string text)
    {
        private int _position;

        public bool TryTake(char expected)
        {
            SkipSpace();
            if (_position >= text.Length || text[_position] != expected)
            {
                return false;
            }
            _position++;
            return true;
        }

        public void Expect(char expected)
        {
            if (!TryTake(expected))
            {
                throw Malformed($"'{expected}' expected");
            }
        }

        public void ExpectEnd()
        {
            SkipSpace();
            if (_position != text.Length)
            {
                throw Malformed("unexpected text after '}'");
            }
        }

        public string QuotedString()
        {
            SkipSpace();
            char quote = _position < text.Length ? text[_position] : '\0';
            if (quote is not ('\'' or '"'))
            {
                throw Malformed("quoted text expected");
            }
            int end = text.IndexOf(quote, _position + 1);
            if (end < 0)
            {
                throw Malformed("unterminated text");
            }
            string value = text[(_position + 1)..end];
            _position = end + 1;
            return value;
        }

        public bool Boolean()
        {
            SkipSpace();
            foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
            {
                if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
                {
                    _position += word.Length;
                    return value;
                }
            }
            throw Malformed("True or False expected");
        }

        public int[] Tuple()
        {
            Expect('(');
            List<int> values = [];
            while (!TryTake(')'))
            {
                values.Add(Number());
                if (values.Count > MaximumRank)
                {
                    throw Malformed($"more than {MaximumRank} dimensions");
                }
                if (!TryTake(','))
                {
                    Expect(')');
                    break;
                }
            }
            return [.. values];
        }

        private int Number()
        {
            SkipSpace();
            int start = _position;
            while (_position < text.Length && char.IsAsciiDigit(text[_position]))
            {
                _position++;
            }
            if (!int.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                throw Malformed("dimension between 0 and 2147483647 expected");
            }
            return value;
        }

        private void SkipSpace()
        {
            while (_position < text.Length && text[_position] is ' ' or '\n' or '\t')
            {
                _position++;
            }
        }

        private InvalidDataException Malformed(string reason) => new($"malformed header at character {_position}: {reason}");
    }
}
