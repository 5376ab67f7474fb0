using System.Xml;

namespace GenRL.Simulation.Urdf;

internal static class UrdfXml
{
    /// <summary>Writes an element that has attributes only.</summary>
    public static void WriteUrdfElement(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach ((string attribute, string value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }
}
