using System.Globalization;
using System.Text.RegularExpressions;

namespace GenRL.MessageGenerator;

/// <summary>Reads the ROS 2 interface language (.msg and .srv files).</summary>
public static partial class InterfaceParser
{
    /// <summary>Reads one message.</summary>
    /// <param name="name">The full name the text belongs to.</param>
    /// <param name="text">The .msg text.</param>
    /// <param name="source">What to call the text in errors, usually its path.</param>
    /// <exception cref="InvalidDataException">A line is not valid; the message names source, line and reason.</exception>
    public static MessageDefinition ParseMessage(InterfaceName name, string text, string source) => Parse(name, text.Split('\n'), 0, source);

    /// <summary>Reads one service as its request and its response.</summary>
    /// <inheritdoc cref="ParseMessage"/>
    public static (MessageDefinition Request, MessageDefinition Response) ParseService(InterfaceName name, string text, string source)
    {
        string[] lines = text.Split('\n');
        int[] separators = [.. Enumerable.Range(0, lines.Length).Where(line => lines[line].Trim() == "---")];
        if (separators.Length != 1)
        {
            throw new InvalidDataException($"{source}: a service has exactly one line '---' between request and response, this has {separators.Length}.");
        }

        MessageDefinition request = Parse(name with { Name = name.Name + "_Request" }, lines[..separators[0]], 0, source);
        MessageDefinition response = Parse(name with { Name = name.Name + "_Response" }, lines[(separators[0] + 1)..], separators[0] + 1, source);
        return (request, response);
    }

    private static MessageDefinition Parse(InterfaceName name, string[] lines, int firstLine, string source)
    {
        List<FieldDefinition> fields = [];
        List<ConstantDefinition> constants = [];
        for (int index = 0; index < lines.Length; index++)
        {
            string line = StripComment(lines[index]);
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                ParseLine(name, line, fields, constants);
            }
            catch (FormatException exception)
            {
                throw new InvalidDataException($"{source}:{firstLine + index + 1}: {exception.Message} (line: '{line}')", exception);
            }
        }

        string? duplicate = fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (duplicate is not null)
        {
            throw new InvalidDataException($"{source}: field '{duplicate}' is declared twice.");
        }

        return new MessageDefinition(name, fields, constants, string.Join('\n', lines));
    }

    private static void ParseLine(InterfaceName name, string line, List<FieldDefinition> fields, List<ConstantDefinition> constants)
    {
        Match match = LinePattern().Match(line);
        if (!match.Success)
        {
            throw new FormatException("expected 'type name', 'type name default' or 'type NAME=value'");
        }

        FieldType type = ParseType(name.Package, match.Groups["type"].Value);
        string member = match.Groups["name"].Value;
        string rest = match.Groups["rest"].Value.Trim();
        if (match.Groups["equals"].Success)
        {
            if (!ConstantNamePattern().IsMatch(member))
            {
                throw new FormatException($"a constant's name is upper case, '{member}' is not");
            }

            if (type.Primitive is null || type.Array != ArrayKind.Single || rest.Length == 0)
            {
                throw new FormatException("a constant needs a built-in type and a value");
            }

            constants.Add(new ConstantDefinition(member, type.Primitive, rest));
            return;
        }

        if (!FieldNamePattern().IsMatch(member))
        {
            throw new FormatException($"a field's name is lower case with single underscores, '{member}' is not");
        }

        if (rest.Length > 0 && (type.Array != ArrayKind.Single || type.Primitive is null))
        {
            throw new FormatException("only single built-in values can have a default here");
        }

        fields.Add(new FieldDefinition(member, type, rest.Length > 0 ? rest : null));
    }

    private static FieldType ParseType(string package, string text)
    {
        Match match = TypePattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"'{text}' is not a type");
        }

        string element = match.Groups["element"].Value;
        int stringCapacity = match.Groups["stringCapacity"].Success ? Count(match.Groups["stringCapacity"].Value) : 0;
        PrimitiveType? primitive = PrimitiveType.Find(element);
        if (stringCapacity > 0 && primitive is not { IsString: true })
        {
            throw new FormatException($"only a string can be bounded with '<=', '{element}' cannot");
        }

        if (element == "wstring")
        {
            throw new FormatException("wstring is not supported; use string, which is UTF-8");
        }

        ArrayKind array = ArrayKind.Single;
        int capacity = 0;
        if (match.Groups["array"].Success)
        {
            string bound = match.Groups["bound"].Value;
            array = bound.Length == 0 ? ArrayKind.Sequence : bound.StartsWith("<=", StringComparison.Ordinal) ? ArrayKind.BoundedSequence : ArrayKind.Fixed;
            capacity = array == ArrayKind.Sequence ? 0 : Count(bound.TrimStart('<', '='));
        }

        return new FieldType(primitive, primitive is null ? NestedName(package, element) : null, array, capacity, stringCapacity);
    }

    private static InterfaceName NestedName(string package, string element)
    {
        string[] parts = element.Split('/');
        InterfaceName name = parts switch
        {
            [string local] => new InterfaceName(package, "msg", local),
            [string other, string type] => new InterfaceName(other, "msg", type),
            [string other, "msg", string type] => new InterfaceName(other, "msg", type),
            _ => throw new FormatException($"'{element}' is not a message name"),
        };
        return TypeNamePattern().IsMatch(name.Name) ? name : throw new FormatException($"'{element}' is neither a built-in type nor a message name");
    }

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new FormatException($"'{text}' is not a positive number of elements");

    private static string StripComment(string line)
    {
        // a '#' inside quotes belongs to the string
        char quote = '\0';
        for (int index = 0; index < line.Length; index++)
        {
            char character = line[index];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '#')
            {
                return line[..index].Trim();
            }
        }

        return line.Trim();
    }

    [GeneratedRegex(@"^(?<type>\S+)\s+(?<name>\w+)\s*(?:(?<equals>=)\s*|\s)?(?<rest>.*)$")]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"^(?<element>[A-Za-z][\w/]*)(?:<=(?<stringCapacity>\d+))?(?<array>\[(?<bound>(?:<=)?\d+)?\])?$")]
    private static partial Regex TypePattern();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex TypeNamePattern();

    [GeneratedRegex("^[a-z](?:[a-z0-9]|_(?!_))*(?<!_)$")]
    private static partial Regex FieldNamePattern();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex ConstantNamePattern();
}
