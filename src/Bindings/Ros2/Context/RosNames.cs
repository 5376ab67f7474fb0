using System.Text.RegularExpressions;

namespace ROS2;

/// <summary>ROS 2 names: validity, expansion, remapping, and their form on DDS.</summary>
internal sealed partial class RosNames
{
    private readonly Dictionary<string, string> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads the remapping rules of a command line (<c>--ros-args -r from:=to ... --</c>).</summary>
    /// <exception cref="ArgumentException">A rule is not of that form.</exception>
    public RosNames(IReadOnlyList<string> arguments)
    {
        bool inside = false;
        for (int index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] is "--ros-args" or "--")
            {
                inside = arguments[index] == "--ros-args";
            }
            else if (inside && arguments[index] is "-r" or "--remap")
            {
                string rule = index + 1 < arguments.Count ? arguments[++index] : "";
                int separator = rule.IndexOf(":=", StringComparison.Ordinal);
                if (separator <= 0 || separator + 2 >= rule.Length)
                {
                    throw new ArgumentException($"'{rule}' after --remap is not a rule of the form from:=to.");
                }

                _rules[rule[..separator]] = rule[(separator + 2)..];
            }
        }
    }

    /// <summary>A node's name after <c>__node:=</c>.</summary>
    /// <exception cref="ArgumentException">It is not letters, digits and underscores, or starts with a digit.</exception>
    public string NodeName(string name)
    {
        string remapped = _rules.GetValueOrDefault("__node") ?? _rules.GetValueOrDefault("__name") ?? name;
        return TokenPattern().IsMatch(remapped) ? remapped : throw new ArgumentException($"'{remapped}' is not a node name: use letters, digits and underscores.");
    }

    /// <summary>A node's namespace after <c>__ns:=</c>, always with a leading slash; <c>/</c> for none.</summary>
    /// <exception cref="ArgumentException">It is not a valid namespace.</exception>
    public string Namespace(string? name)
    {
        string remapped = _rules.GetValueOrDefault("__ns") ?? name ?? "";
        string rooted = remapped.StartsWith('/') ? remapped : "/" + remapped;
        return rooted == "/" || NamePattern().IsMatch(rooted) ? rooted : throw new ArgumentException($"'{remapped}' is not a namespace.");
    }

    /// <summary>The full name of a topic or service after expansion and remapping.</summary>
    /// <param name="nodeNamespace">As <see cref="Namespace"/> returns it.</param>
    /// <param name="nodeName">The node's name, for names that start with <c>~</c>.</param>
    /// <param name="name">Absolute (<c>/x</c>), relative (<c>x</c>) or private (<c>~/x</c>).</param>
    /// <exception cref="ArgumentException">It is not a valid name.</exception>
    public string Resolve(string nodeNamespace, string nodeName, string name)
    {
        string expanded = Expand(nodeNamespace, nodeName, name);
        string? rule = _rules.GetValueOrDefault(expanded) ?? _rules.GetValueOrDefault(name)
            ?? _rules.FirstOrDefault(pair => !pair.Key.StartsWith("__", StringComparison.Ordinal) && Expand(nodeNamespace, nodeName, pair.Key) == expanded).Value;
        return rule is null ? expanded : Expand(nodeNamespace, nodeName, rule);
    }

    /// <summary>A topic's name on DDS.</summary>
    public static string DdsTopic(string resolvedName, bool avoidConventions) => avoidConventions ? resolvedName.TrimStart('/') : "rt" + resolvedName;

    /// <summary>The name on DDS of a service's requests.</summary>
    public static string DdsRequest(string resolvedName) => $"rq{resolvedName}Request";

    /// <summary>The name on DDS of a service's replies.</summary>
    public static string DdsReply(string resolvedName) => $"rr{resolvedName}Reply";

    private static string Expand(string nodeNamespace, string nodeName, string name)
    {
        string prefix = nodeNamespace == "/" ? "" : nodeNamespace;
        string expanded = name.StartsWith('/') ? name
            : name.StartsWith('~') ? $"{prefix}/{nodeName}/{name[1..].TrimStart('/')}".TrimEnd('/')
            : $"{prefix}/{name}";
        return NamePattern().IsMatch(expanded)
            ? expanded
            : throw new ArgumentException($"'{name}' is not a topic or service name: use letters, digits, underscores and single slashes.");
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("^(/[A-Za-z_][A-Za-z0-9_]*)+$")]
    private static partial Regex NamePattern();
}
