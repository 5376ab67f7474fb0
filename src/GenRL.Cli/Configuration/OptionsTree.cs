using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Configuration;

/// <summary>
/// One tree of options with a section per process or stage (<c>collect</c>, <c>world_model</c>, <c>behaviour</c> ...), made by
/// stacking presets and then single overrides; bound section by section to options classes whose defaults hold for what is not named.
/// </summary>
internal sealed class OptionsTree
{
    private const string ParityKey = "parity";

    private readonly JsonObject _root;

    private OptionsTree(JsonObject root) => _root = root;

    /// <summary>
    /// Stacks presets from left to right and then overrides of the form <c>section.key=value</c>. Where one of them says
    /// <c>parity: paper</c>, the shipped preset <c>parity-paper</c> is stacked in its place: under the other keys of a preset that says so,
    /// and over all presets but under the other overrides where an override does.
    /// </summary>
    /// <param name="presets">Names of shipped presets, or paths of YAML or JSON files.</param>
    /// <param name="overrides">Such as <c>behaviour.horizon=16</c>; the value is JSON, or text where it is not.</param>
    /// <param name="folder">Folder of the shipped presets.</param>
    /// <exception cref="WrongUseException">A preset or an override cannot be read.</exception>
    public static OptionsTree Stack(IEnumerable<string> presets, IEnumerable<string> overrides, string folder)
    {
        JsonObject root = [];
        foreach (string preset in presets)
        {
            JsonObject tree = PresetFile.Read(preset, folder);
            if (tree.Remove(ParityKey, out JsonNode? parity))
            {
                Merge(root, Switches(parity?.ToString() ?? "", folder));
            }

            Merge(root, tree);
        }

        ILookup<bool, string> entries = overrides.ToLookup(entry => entry.StartsWith(ParityKey + "=", StringComparison.Ordinal));
        foreach (string entry in entries[true])
        {
            Merge(root, Switches(entry[(ParityKey.Length + 1)..], folder));
        }

        foreach (string entry in entries[false])
        {
            Set(root, entry);
        }

        return new OptionsTree(root);
    }

    /// <summary>Binds one section; keys that the options class does not know are refused by name.</summary>
    /// <exception cref="WrongUseException">A key or value does not fit; the message names it.</exception>
    public T Bind<T>(string section)
        where T : class, new() => Bind(section, new T());

    /// <summary>Binds one section over values that the command line already named otherwise.</summary>
    /// <exception cref="WrongUseException">A key or value does not fit; the message names it.</exception>
    public T Bind<T>(string section, T start)
        where T : class
    {
        if (_root[section] is not JsonObject named)
        {
            return _root[section] is JsonNode other ? Read<T>(section, other) : start;
        }

        JsonObject merged = JsonSerializer.SerializeToNode(start, JsonDefaults.Strict) as JsonObject ?? [];
        Merge(merged, named);
        return Read<T>(section, merged);
    }

    /// <summary>Names of the sections that are set, to find those that nobody binds.</summary>
    public IEnumerable<string> Sections => _root.Select(pair => pair.Key);

    /// <summary>Deep merge: objects key by key, everything else replaced.</summary>
    internal static void Merge(JsonObject target, JsonObject source)
    {
        foreach ((string key, JsonNode? value) in source)
        {
            if (value is JsonObject from && target[key] is JsonObject into)
            {
                Merge(into, from);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    private static JsonObject Switches(string parity, string folder)
    {
        string[] known = [.. PresetFile.Shipped(folder).Where(name => name.StartsWith(ParityKey + "-", StringComparison.Ordinal)).Select(name => name[(ParityKey.Length + 1)..])];
        return known.Contains(parity)
            ? PresetFile.Read($"{ParityKey}-{parity}", folder)
            : throw new WrongUseException($"There is no parity '{parity}'. Known: {string.Join(", ", known)}.");
    }

    private static T Read<T>(string section, JsonNode node)
        where T : class
    {
        try
        {
            return node.Deserialize<T>(JsonDefaults.Strict) ?? throw new WrongUseException($"The options of '{section}' are null.");
        }
        catch (JsonException wrong)
        {
            string where = wrong.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"{section}.{path[2..]}" : section;
            throw new WrongUseException($"The option {where} cannot be used: {FirstSentence(wrong.Message)} Options of '{section}': {Keys<T>()}.");
        }
        catch (ArgumentException wrong)
        {
            throw new WrongUseException($"The options of '{section}' cannot be used: {wrong.Message}");
        }
    }

    private static void Set(JsonObject root, string entry)
    {
        int equals = entry.IndexOf('=', StringComparison.Ordinal);
        string[] path = equals > 0 ? entry[..equals].Split('.') : [];
        if (path.Length < 2 || path.Any(string.IsNullOrWhiteSpace))
        {
            throw new WrongUseException($"--set {entry}: expected section.key=value, such as behaviour.horizon=16.");
        }

        JsonObject at = root;
        foreach (string name in path[..^1])
        {
            if (at[name] is not JsonObject next)
            {
                at[name] = next = [];
            }

            at = next;
        }

        at[path[^1]] = Value(entry[(equals + 1)..]);
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" Path:", StringComparison.Ordinal);
        string sentence = end > 0 ? message[..end] : message;
        return sentence.EndsWith('.') ? sentence : sentence + ".";
    }

    private static string Keys<T>() => string.Join(", ", typeof(T).GetProperties()
        .Where(property => property.CanWrite)
        .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
        .Order(StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: true)));
}
