using GenRL.MessageGenerator;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: GenRL.MessageGenerator <folder of interfaces> <folder for C# files>");
    return 2;
}

try
{
    InterfaceRepository repository = InterfaceRepository.Load(args[0]);
    Directory.CreateDirectory(args[1]);
    Dictionary<string, string> files = new(StringComparer.Ordinal);
    foreach (MessageDefinition message in repository.Messages)
    {
        files.Add($"{message.Name.Package}.{message.Name.Kind}.{message.Name.Name}.g.cs", new MessageWriter(repository, message).Write());
    }

    foreach (InterfaceName service in repository.Services)
    {
        files.Add($"{service.Package}.{service.Kind}.{service.Name}.g.cs", MessageWriter.WriteService(service));
    }

    foreach (string stale in Directory.EnumerateFiles(args[1], "*.g.cs").Where(path => !files.ContainsKey(Path.GetFileName(path))))
    {
        File.Delete(stale);
    }

    foreach ((string name, string text) in files)
    {
        File.WriteAllText(Path.Combine(args[1], name), text);
    }

    return 0;
}
catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
{
    // the form in which MSBuild shows a tool's message as an error of the build
    Console.Error.WriteLine($"GenRL.MessageGenerator : error GENRL001: {exception.Message}");
    return 1;
}
