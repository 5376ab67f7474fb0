using System.Xml.Linq;

namespace GenRL.Contract.Tests;

/// <summary>Which room may know which: the arrows of the architecture, read from the project files.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, HashSet<string>> Known = ReadProjects();

    [Theory]
    [InlineData("GenRL.Control", "GenRL.Learning")]
    [InlineData("GenRL.Control", "TorchSharp")]
    [InlineData("GenRL.Control", "GenRL.Simulation")]
    [InlineData("GenRL.Learning", "Ros2")]
    [InlineData("GenRL.Inference", "TorchSharp")]
    [InlineData("GenRL.Prompting", "TorchSharp")]
    [InlineData("GenRL.Console", "TorchSharp")]
    [InlineData("GenRL.Console", "MuJoCo")]
    [InlineData("GenRL.Console", "GenRL.Simulation")]
    public void A_room_never_reaches_another_one_even_through_others(string from, string to) =>
        Assert.DoesNotContain(to, Reachable(from));

    [Fact]
    public void Safety_knows_the_vocabulary_only_and_no_package()
    {
        Assert.Equal(["GenRL.Robots"], Known["GenRL.Safety"]);
        Assert.Empty(Packages("GenRL.Safety"));
    }

    [Fact]
    public void The_vocabulary_knows_nobody() => Assert.Empty(Known["GenRL.Robots"]);

    [Fact]
    public void Bindings_know_nobody()
    {
        var bindings = Directory.GetDirectories(Path.Combine(Root(), "src", "Bindings")).Select(Path.GetFileName).ToList();
        Assert.Contains("MuJoCo", bindings);
        Assert.All(bindings, binding => Assert.Empty(Known[binding!]));
    }

    [Fact]
    public void Only_the_command_line_knows_the_rooms_of_the_upper_floor()
    {
        string[] upper = ["GenRL.Console", "GenRL.Prompting", "GenRL.Control", "GenRL.Learning", "GenRL.Simulation"];
        foreach ((string project, HashSet<string> references) in Known.Where(p => p.Key != "GenRL.Cli"))
        {
            Assert.True(!references.Overlaps(upper), $"{project} refers to {string.Join(", ", references.Intersect(upper))}");
        }
    }

    [Fact]
    public void Only_the_console_brings_a_web_server_into_the_command_line()
    {
        IEnumerable<string> web = ProjectFiles().Where(file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Equal(["GenRL.Console"], web.Select(file => Path.GetFileNameWithoutExtension(file)));
    }

    [Fact]
    public void No_room_reaches_itself() => Assert.All(Known.Keys, project => Assert.DoesNotContain(project, Reachable(project)));

    [Fact]
    public void Native_libraries_are_asked_for_by_name_and_never_as_projects()
    {
        foreach (string file in ProjectFiles())
        {
            Assert.DoesNotContain("src/Bindings/", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    private static HashSet<string> Reachable(string project)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(Known[project]);
        while (open.TryPop(out string? next))
        {
            if (reached.Add(next))
            {
                foreach (string further in Known[next])
                {
                    open.Push(further);
                }
            }
        }

        return reached;
    }

    private static Dictionary<string, HashSet<string>> ReadProjects() => ProjectFiles().ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => XDocument.Load(file).Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "NativeApi")
            // a build tool is run, not known
            .Where(e => e.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')) switch
            {
                "" => throw new InvalidDataException($"{file} has a reference without a name."),
                string name => name.Replace(".csproj", "", StringComparison.Ordinal),
            }).ToHashSet());

    private static List<string> Packages(string project) =>
        [.. XDocument.Load(ProjectFiles().Single(f => Path.GetFileNameWithoutExtension(f) == project)).Descendants()
            .Where(e => e.Name.LocalName == "PackageReference").Select(e => e.Attribute("Include")!.Value)];

    private static string[] ProjectFiles() => Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories);

    private static string Root()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "GenRL.Robotics.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
