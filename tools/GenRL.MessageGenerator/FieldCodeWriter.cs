namespace GenRL.MessageGenerator;

/// <summary>The C# statements that write, read and check one field in CDR.</summary>
public sealed class FieldCodeWriter(InterfaceRepository repository, MessageDefinition message)
{
    /// <summary>The statement that serialises a field.</summary>
    public string Write(FieldDefinition field)
    {
        FieldType type = field.Type;
        string name = Name(field);
        string where = $"\"{message.Name}.{field.Name}\"";
        string value = type.Array == ArrayKind.Single && type.Primitive is { IsString: false }
            ? name
            : $"global::ROS2.CdrWriter.NotNull({name}, {where})";
        return type switch
        {
            { Array: ArrayKind.Single, Nested: not null } => $"{value}.__WriteTo(ref writer);",
            { Array: ArrayKind.Single, IsString: true } => $"writer.WriteString({value}, {Bound(type.StringCapacity)}, {where});",
            { Array: ArrayKind.Single } => $"writer.Write({value});",
            { Array: ArrayKind.Fixed, Nested: not null } =>
                $"global::ROS2.CdrWriter.CheckLength({value}.Length, {type.Capacity}, {where}); foreach (var item in {name}) {{ {NestedWrite(where)} }}",
            { Array: ArrayKind.Fixed, IsString: true } => $"writer.WriteFixedStrings({value}, {type.Capacity}, {Bound(type.StringCapacity)}, {where});",
            { Array: ArrayKind.Fixed } => $"writer.WriteFixed<{type.ElementCSharpName}>({value}, {type.Capacity}, {where});",
            { Nested: not null } => $"writer.WriteCount({value}.Count, {Bound(type.Capacity)}, {where}); foreach (var item in {name}) {{ {NestedWrite(where)} }}",
            { IsString: true } => $"writer.WriteStrings({value}, {Bound(type.Capacity)}, {Bound(type.StringCapacity)}, {where});",
            _ => $"writer.WriteSequence<{type.ElementCSharpName}>({value}, {Bound(type.Capacity)}, {where});",
        };
    }

    /// <summary>The statement that reads a field of a payload that <see cref="Skip"/> accepted.</summary>
    public string Read(FieldDefinition field)
    {
        FieldType type = field.Type;
        string name = Name(field);
        string element = type.ElementCSharpName;
        string single = element == "bool" ? "reader.ReadBool()" : $"reader.Read<{element}>()";
        return type switch
        {
            { Array: ArrayKind.Single, Nested: not null } => $"({name} ??= new()).__ReadFrom(ref reader);",
            { Array: ArrayKind.Single, IsString: true } => $"{name} = reader.ReadString({name});",
            { Array: ArrayKind.Single } => $"{name} = {single};",
            { Array: ArrayKind.Fixed, Nested: not null } =>
                $"if ({name} is not {{ Length: {type.Capacity} }}) {{ {name} = global::ROS2.CdrReader.NewArray<{element}>({type.Capacity}); }} "
                + $"for (int i = 0; i < {type.Capacity}; i++) {{ ({name}[i] ??= new()).__ReadFrom(ref reader); }}",
            { Array: ArrayKind.Fixed, IsString: true } => $"{name} = reader.ReadFixedStrings({name}, {type.Capacity});",
            { Array: ArrayKind.Fixed } => $"{name} = reader.ReadFixed<{element}>({name}, {type.Capacity});",
            { Nested: not null } =>
                $"reader.ReadCount({name} ??= new(), {repository.MinimumElementSize(type)}); "
                + $"for (int i = 0; i < {name}.Count; i++) {{ ({name}[i] ??= new()).__ReadFrom(ref reader); }}",
            { IsString: true } => $"reader.ReadStrings({name} ??= new());",
            _ => $"reader.ReadSequence<{element}>({name} ??= new());",
        };
    }

    /// <summary>The statement that walks over a field and throws when it does not fit, without storing anything.</summary>
    public string Skip(FieldDefinition field)
    {
        FieldType type = field.Type;
        int size = repository.MinimumElementSize(type);
        string nested = $"{type.Nested?.CSharpName}.__Skip(ref reader);";
        string text = $"reader.SkipString({Bound(type.StringCapacity)});";
        return type switch
        {
            { Array: ArrayKind.Single, Nested: not null } => nested,
            { Array: ArrayKind.Single, IsString: true } => text,
            { Array: ArrayKind.Single } => $"reader.Skip({size}, 1);",
            { Array: ArrayKind.Fixed, Nested: not null } => $"for (int i = 0; i < {type.Capacity}; i++) {{ {nested} }}",
            { Array: ArrayKind.Fixed, IsString: true } => $"for (int i = 0; i < {type.Capacity}; i++) {{ {text} }}",
            { Array: ArrayKind.Fixed } => $"reader.Skip({size}, {type.Capacity});",
            { Nested: not null } => $"for (int i = reader.ReadCount({size}, {Bound(type.Capacity)}); i > 0; i--) {{ {nested} }}",
            { IsString: true } => $"for (int i = reader.ReadCount({size}, {Bound(type.Capacity)}); i > 0; i--) {{ {text} }}",
            _ => $"reader.SkipSequence({size}, {Bound(type.Capacity)});",
        };
    }

    private static string NestedWrite(string where) => $"global::ROS2.CdrWriter.NotNull(item, {where}).__WriteTo(ref writer);";

    private static string Bound(int capacity) => capacity > 0 ? $"{capacity}" : "int.MaxValue";

    private string Name(FieldDefinition field) => CSharpNaming.Property(message.Name.Name, field.Name);
}
