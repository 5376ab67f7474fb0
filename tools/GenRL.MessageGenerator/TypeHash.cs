using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GenRL.MessageGenerator;

/// <summary>
/// ROS 2's type hash, version 1 (REP 2011): SHA-256 of the JSON text of the type description, where key order and
/// separators are part of the definition.
/// </summary>
public static class TypeHash
{
    /// <summary>The hash as ROS prints it: <c>RIHS01_</c> and 64 lower-case hexadecimal digits.</summary>
    public static string Compute(InterfaceRepository repository, MessageDefinition message)
    {
        StringBuilder json = new("{\"type_description\": ");
        AppendType(json, message);
        json.Append(", \"referenced_type_descriptions\": [");
        string separator = "";
        foreach (MessageDefinition dependency in repository.Dependencies(message))
        {
            json.Append(separator);
            AppendType(json, dependency);
            separator = ", ";
        }

        json.Append("]}");
        return "RIHS01_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToString())));
    }

    private static void AppendType(StringBuilder json, MessageDefinition message)
    {
        json.Append(CultureInfo.InvariantCulture, $"{{\"type_name\": \"{message.Name}\", \"fields\": [");
        string separator = "";
        foreach (FieldDefinition field in message.WireFields)
        {
            FieldType type = field.Type;
            json.Append(CultureInfo.InvariantCulture, $"{separator}{{\"name\": \"{field.Name}\", \"type\": {{\"type_id\": {type.HashTypeId}, ");
            json.Append(CultureInfo.InvariantCulture, $"\"capacity\": {type.Capacity}, \"string_capacity\": {type.StringCapacity}, ");
            json.Append(CultureInfo.InvariantCulture, $"\"nested_type_name\": \"{type.Nested}\"}}}}");
            separator = ", ";
        }

        json.Append("]}");
    }
}
