namespace GenRL.MessageGenerator;

/// <summary>All interfaces of a folder tree <c>package/{msg,srv}/Name.{msg,srv}</c>, with every reference resolved.</summary>
public sealed class InterfaceRepository
{
    private readonly SortedDictionary<string, MessageDefinition> _messages = new(StringComparer.Ordinal);
    private readonly List<InterfaceName> _services = [];

    /// <summary>Every message and every half of a service, by name.</summary>
    public IEnumerable<MessageDefinition> Messages => _messages.Values;

    /// <summary>Every service.</summary>
    public IReadOnlyList<InterfaceName> Services => _services;

    /// <summary>Reads every interface below a folder.</summary>
    /// <exception cref="InvalidDataException">A file is malformed, refers to an unknown message, or messages contain each other.</exception>
    public static InterfaceRepository Load(string folder)
    {
        InterfaceRepository repository = new();
        foreach (string path in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
            if (parts.Length != 3 || parts[1] is not ("msg" or "srv") || Path.GetExtension(path) != "." + parts[1])
            {
                throw new InvalidDataException($"{path}: interfaces are package/msg/Name.msg or package/srv/Name.srv.");
            }

            repository.Add(new InterfaceName(parts[0], parts[1], Path.GetFileNameWithoutExtension(path)), File.ReadAllText(path), path);
        }

        repository.CheckReferences();
        return repository;
    }

    /// <summary>Adds one interface; references are checked by <see cref="CheckReferences"/>.</summary>
    public void Add(InterfaceName name, string text, string source)
    {
        if (name.Kind == "msg")
        {
            _messages.Add(name.ToString(), InterfaceParser.ParseMessage(name, text, source));
            return;
        }

        (MessageDefinition request, MessageDefinition response) = InterfaceParser.ParseService(name, text, source);
        _messages.Add(request.Name.ToString(), request);
        _messages.Add(response.Name.ToString(), response);
        _services.Add(name);
    }

    /// <summary>The definition of a message.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public MessageDefinition Get(InterfaceName name) =>
        _messages.GetValueOrDefault(name.ToString()) ?? throw new InvalidDataException($"There is no interface {name}; add its .msg file.");

    /// <summary>Every message that <paramref name="message"/> contains, directly or not, sorted by name.</summary>
    public IReadOnlyList<MessageDefinition> Dependencies(MessageDefinition message)
    {
        SortedDictionary<string, MessageDefinition> found = new(StringComparer.Ordinal);
        Collect(message, found);
        return [.. found.Values];
    }

    /// <summary>Least number of bytes a message takes in CDR, without alignment.</summary>
    public int MinimumSize(MessageDefinition message) => message.WireFields.Sum(field => field.Type.Array switch
    {
        ArrayKind.Sequence or ArrayKind.BoundedSequence => sizeof(uint),
        ArrayKind.Fixed => field.Type.Capacity * MinimumElementSize(field.Type),
        _ => MinimumElementSize(field.Type),
    });

    /// <summary>Checks that every nested message exists and that no message contains itself.</summary>
    /// <exception cref="InvalidDataException">One of the two does not hold.</exception>
    public void CheckReferences()
    {
        foreach (MessageDefinition message in _messages.Values)
        {
            if (Dependencies(message).Any(dependency => dependency.Name == message.Name))
            {
                throw new InvalidDataException($"{message.Name} contains itself.");
            }
        }
    }

    /// <summary>Least number of bytes one element of a field takes in CDR, without alignment.</summary>
    public int MinimumElementSize(FieldType type) => type.Primitive?.Size ?? MinimumSize(Get(type.Nested!));

    private void Collect(MessageDefinition message, SortedDictionary<string, MessageDefinition> found)
    {
        foreach (InterfaceName reference in message.References)
        {
            MessageDefinition nested = Get(reference);
            if (found.TryAdd(reference.ToString(), nested))
            {
                Collect(nested, found);
            }
        }
    }
}
