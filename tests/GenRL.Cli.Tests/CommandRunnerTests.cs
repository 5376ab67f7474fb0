using GenRL.Cli.CommandLine;
using GenRL.Cli.Verbs;

namespace GenRL.Cli.Tests;

public sealed class CommandRunnerTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("doctor --bogus")]
    [InlineData("doctor --log-level Loud")]
    [InlineData("say")]
    [InlineData("say --revrt")]
    [InlineData("say walk --revert")]
    [InlineData("say --revert --status")]
    [InlineData("say --ros --status")]
    [InlineData("say --ros --wait walk")]
    [InlineData("collect --bogus")]
    [InlineData("urdf --print")]
    [InlineData("urdf --robot walker --print --out somewhere")]
    [InlineData("urdf --robot unicorn")]
    [InlineData("view --address nowhere")]
    [InlineData("view --robot unicorn --port 0")]
    public async Task Wrong_use_returns_two(string line) =>
        Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(line.Split(' ')));

    [Fact]
    public void Every_verb_explains_itself_with_a_description_and_an_example_of_itself()
    {
        foreach (Verb verb in RootVerb.Create().Subcommands.SelectMany(Flatten).OfType<Verb>())
        {
            Assert.False(string.IsNullOrWhiteSpace(verb.Description), verb.Name);
            Assert.NotEmpty(verb.Examples);
            Assert.All(verb.Examples, example => Assert.Contains(verb.Name, example, StringComparison.Ordinal));
            Assert.All(verb.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{verb.Name} {option.Name}"));
        }
    }

    [Fact]
    public void Every_example_parses()
    {
        System.CommandLine.RootCommand root = RootVerb.Create();
        foreach (string example in root.Subcommands.SelectMany(Flatten).OfType<Verb>().SelectMany(verb => verb.Examples))
        {
            string line = example.Split(" #")[0].Trim();
            Assert.StartsWith("./genrl ", line, StringComparison.Ordinal);
            Assert.Empty(root.Parse(line["./genrl ".Length..]).Errors);
        }
    }

    private static IEnumerable<System.CommandLine.Command> Flatten(System.CommandLine.Command command) =>
        command.Subcommands.SelectMany(Flatten).Prepend(command);
}
