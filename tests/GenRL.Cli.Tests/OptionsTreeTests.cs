using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;

namespace GenRL.Cli.Tests;

public sealed class OptionsTreeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genrl-presets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Defaults_hold_for_whatever_nobody_sets()
    {
        Sample bound = OptionsTree.Stack([], [], _folder.FullName).Bind<Sample>("sample");
        Assert.Equal(new Sample(), bound);
    }

    [Fact]
    public void Later_presets_win_and_overrides_win_over_all()
    {
        Write("first.yaml", "sample:\n  steps: 10\n  rate: 0.5\n  inner:\n    name: one\n    count: 7\n");
        Write("second.yaml", "sample:\n  steps: 20\n  inner:\n    name: two\n");
        Sample bound = OptionsTree.Stack(["first", "second"], ["sample.rate=0.25", "sample.inner.label=free text"], _folder.FullName).Bind<Sample>("sample");
        Assert.Equal(20, bound.Steps);
        Assert.Equal(0.25, bound.Rate);
        Assert.Equal(new Inner { Name = "two", Count = 7, Label = "free text" }, bound.Inner);
    }

    [Fact]
    public void A_preset_may_be_a_json_file_anywhere()
    {
        string path = Write("mine.json", """{ "sample": { "steps": 3 } }""");
        Assert.Equal(3, OptionsTree.Stack([path], [], "/nowhere").Bind<Sample>("sample").Steps);
    }

    [Theory]
    [InlineData("sample.stepz=3", "stepz")]
    [InlineData("sample.steps=many", "steps")]
    [InlineData("sample.inner.nam=x", "nam")]
    public void An_option_that_does_not_fit_is_named(string entry, string expected)
    {
        OptionsTree tree = OptionsTree.Stack([], [entry], _folder.FullName);
        WrongUseException refusal = Assert.Throws<WrongUseException>(() => tree.Bind<Sample>("sample"));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_the_options_class_reaches_the_user()
    {
        OptionsTree tree = OptionsTree.Stack([], ["sample.steps=-1"], _folder.FullName);
        WrongUseException refusal = Assert.Throws<WrongUseException>(() => tree.Bind<Sample>("sample"));
        Assert.Contains("steps must be positive", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_line_named_holds_unless_the_tree_says_otherwise()
    {
        OptionsTree tree = OptionsTree.Stack([], ["sample.inner.count=4"], _folder.FullName);
        Sample bound = tree.Bind("sample", new Sample { Steps = 9, Inner = new Inner { Name = "kept" } });
        Assert.Equal((9, "kept", 4), (bound.Steps, bound.Inner.Name, bound.Inner.Count));
    }

    [Fact]
    public void Parity_sets_every_switch_over_all_presets_and_under_single_overrides()
    {
        Write("parity-paper.yaml", "sample:\n  steps: 5\n  rate: 0.5\n  inner: { count: 5 }\n");
        Write("mine.yaml", "sample:\n  steps: 7\n  inner: { name: mine }\n");
        Sample bound = OptionsTree.Stack(["mine"], ["sample.rate=0.25", "parity=paper"], _folder.FullName).Bind<Sample>("sample");
        Assert.Equal((5, 0.25, "mine", 5), (bound.Steps, bound.Rate, bound.Inner.Name, bound.Inner.Count));
    }

    [Fact]
    public void A_preset_that_names_a_parity_overrides_single_switches_of_it()
    {
        Write("parity-code.yaml", "sample:\n  steps: 5\n  rate: 0.5\n");
        Write("mine.yaml", "parity: code\nsample:\n  steps: 7\n");
        Sample bound = OptionsTree.Stack(["mine"], [], _folder.FullName).Bind<Sample>("sample");
        Assert.Equal((7, 0.5), (bound.Steps, bound.Rate));
    }

    [Fact]
    public void An_unknown_parity_lists_those_that_exist()
    {
        Write("parity-code.yaml", "");
        WrongUseException refusal = Assert.Throws<WrongUseException>(() => OptionsTree.Stack([], ["parity=prose"], _folder.FullName));
        Assert.Contains("code", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps=3")]
    [InlineData("sample.steps")]
    [InlineData("=3")]
    [InlineData(".=")]
    [InlineData("")]
    public void A_malformed_override_is_refused(string entry) =>
        Assert.Throws<WrongUseException>(() => OptionsTree.Stack([], [entry], _folder.FullName));

    [Theory]
    [InlineData("broken.yaml", "sample: [1, 2\n")]
    [InlineData("list.yaml", "- 1\n- 2\n")]
    [InlineData("broken.json", "{ \"sample\": ")]
    [InlineData("key.yaml", "[a, b]: 1\n")]
    public void A_malformed_preset_is_refused_with_its_name(string name, string content)
    {
        string path = Write(name, content);
        WrongUseException refusal = Assert.Throws<WrongUseException>(() => OptionsTree.Stack([path], [], _folder.FullName));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_preset_lists_the_shipped_ones()
    {
        Write("tiny.yaml", "");
        WrongUseException refusal = Assert.Throws<WrongUseException>(() => OptionsTree.Stack(["huge"], [], _folder.FullName));
        Assert.Contains("tiny", refusal.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private sealed record Sample
    {
        public int Steps
        {
            get;
            init => field = value > 0 ? value : throw new ArgumentException("steps must be positive");
        } = 1;

        public double Rate { get; init; } = 1;

        public Inner Inner { get; init; } = new();
    }

    private sealed record Inner
    {
        public string Name { get; init; } = "";

        public int Count { get; init; }

        public string Label { get; init; } = "";
    }
}
