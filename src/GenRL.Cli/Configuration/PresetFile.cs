using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GenRL.Cli.Configuration;

/// <summary>Reads a preset: a YAML or JSON file whose top-level keys are sections of the options tree.</summary>
internal static class PresetFile
{
    /// <summary>Reads a shipped preset by name, or a file by path.</summary>
    /// <exception cref="WrongUseException">There is none, or it cannot be read.</exception>
    public static JsonObject Read(string nameOrPath, string folder)
    {
        string shipped = Path.Combine(folder, nameOrPath + ".yaml");
        string path = File.Exists(shipped) ? shipped : nameOrPath;
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no preset '{nameOrPath}'. Shipped presets: {string.Join(", ", Shipped(folder))}; or give the path of a YAML or JSON file.");
        }

        try
        {
            string text = File.ReadAllText(path);
            JsonNode? node = path.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(text) : FromYaml(text);
            return node switch
            {
                null => [],
                JsonObject tree => tree,
                _ => throw new WrongUseException($"{path}: a preset is a map of sections."),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or YamlException)
        {
            throw new WrongUseException($"{path}: {malformed.Message}");
        }
    }

    /// <summary>Names of the presets in a folder.</summary>
    public static IEnumerable<string> Shipped(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)
        : [];

    private static JsonNode? FromYaml(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(Key(pair.Key), Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static string Key(YamlNode node) =>
        (node as YamlScalarNode)?.Value ?? throw new YamlException(node.Start, node.End, "a key must be one word");

    // YAML's plain scalars carry no type; quoted ones are always text.
    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        return scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) ? JsonValue.Create(text)
            : text is "" or "~" or "null" ? null
            : text is "true" ? JsonValue.Create(true)
            : text is "false" ? JsonValue.Create(false)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? JsonValue.Create(whole)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
