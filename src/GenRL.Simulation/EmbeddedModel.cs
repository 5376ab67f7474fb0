using System.Reflection;
using System.Xml.Linq;

namespace GenRL.Simulation;

/// <summary>
/// MJCF models that are compiled into this assembly. What several share is written once and taken in by MJCF's own
/// <c>include</c>, which is resolved here because the text is compiled without files: as in MuJoCo, the children of the
/// included file's root take the element's place.
/// </summary>
internal static class EmbeddedModel
{
    /// <summary>The model as one text.</summary>
    /// <param name="file">Name of the resource, such as <c>walker.xml</c>.</param>
    /// <exception cref="InvalidOperationException">This build has no such resource.</exception>
    public static string Read(string file) => Load(file).ToString();

    private static XElement Load(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The model {file} is not part of this build.");
        XElement root = XElement.Load(stream);
        foreach (XElement include in root.Descendants("include").ToList())
        {
            include.ReplaceWith(Load(include.Attribute("file")!.Value).Elements());
        }

        return root;
    }
}
