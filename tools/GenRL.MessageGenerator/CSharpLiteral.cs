using System.Globalization;
using System.Text;

namespace GenRL.MessageGenerator;

/// <summary>Turns values as written in an interface file into C# literals.</summary>
public static class CSharpLiteral
{
    /// <summary>The literal of a constant or default value.</summary>
    /// <exception cref="InvalidDataException">The text is not a value of the type.</exception>
    public static string FromValue(PrimitiveType type, string text, string where)
    {
        try
        {
            return type.CSharpName switch
            {
                "bool" => text.ToUpperInvariant() switch
                {
                    "TRUE" or "1" => "true",
                    "FALSE" or "0" => "false",
                    _ => throw new FormatException("not a truth value"),
                },
                "string" => Quote(Unquote(text)),
                "float" => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) + "f",
                "double" => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) + "d",
                _ => Integer(type, text),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InvalidDataException($"{where}: '{text}' is not a value of type {type.RosName}.", exception);
        }
    }

    /// <summary>A C# string literal.</summary>
    public static string Quote(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\')
            {
                literal.Append('\\').Append(character);
            }
            else if (character < ' ')
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                literal.Append(character);
            }
        }

        return literal.Append('"').ToString();
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    private static string Integer(PrimitiveType type, string text)
    {
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;
        Int128 magnitude = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Int128.Parse(digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        Int128 value = negative ? -magnitude : magnitude;
        int bits = type.Size * 8;
        bool signed = type.CSharpName is "sbyte" or "short" or "int" or "long";
        Int128 least = signed ? -(Int128.One << (bits - 1)) : Int128.Zero;
        Int128 most = (Int128.One << (signed ? bits - 1 : bits)) - 1;
        return value >= least && value <= most ? value.ToString(CultureInfo.InvariantCulture) : throw new OverflowException();
    }
}
