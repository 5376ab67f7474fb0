namespace GenRL.MessageGenerator;

/// <summary>One field of a message.</summary>
/// <param name="Name">Its ROS name, lower case with underscores.</param>
/// <param name="Type">Its type.</param>
/// <param name="DefaultText">The default value as written, or null.</param>
public sealed record FieldDefinition(string Name, FieldType Type, string? DefaultText);
