namespace GenRL.MessageGenerator;

/// <summary>One constant of a message.</summary>
/// <param name="Name">Its name, upper case.</param>
/// <param name="Type">A built-in type.</param>
/// <param name="ValueText">Its value as written.</param>
public sealed record ConstantDefinition(string Name, PrimitiveType Type, string ValueText);
