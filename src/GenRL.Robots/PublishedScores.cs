using System.Globalization;

namespace GenRL.Robots;

/// <summary>The scores that the paper reports: Table 1 by task, and the domain means of Table 5 (spec 9.4, 9.6).</summary>
public static class PublishedScores
{
    // Table 1, language to action: domain, task, then mean and standard error of each method.
    private const string Table1 = """
        walker stand .67 .03 .92 .02 .93 .03 1.01 .00 .66 .05 .64 .03 1.01 .00 .94 .01 1.02 .00
        walker run .24 .03 .27 .01 .09 .02 .05 .02 .29 .02 .24 .02 .35 .01 .70 .01 .77 .02
        walker walk .41 .05 .34 .05 .14 .00 .21 .01 .40 .03 .44 .03 .88 .02 .91 .02 1.01 .00
        cheetah run .41 .05 .00 .01 -.01 .00 -.00 .00 .15 .02 -.01 .00 .37 .01 .56 .03 .74 .01
        quadruped stand .56 .02 .64 .04 .65 .04 .97 .00 .52 .06 .43 .05 .61 .05 .97 .00 .97 .00
        quadruped run .30 .03 .28 .02 .24 .02 .27 .00 .38 .03 .25 .02 .26 .01 .61 .02 .86 .02
        quadruped walk .26 .02 .31 .02 .28 .01 .47 .02 .32 .02 .28 .04 .28 .02 .92 .01 .93 .01
        stickman stand .45 .06 .58 .04 .06 .04 .71 .02 .43 .04 .45 .05 .08 .02 .32 .01 .70 .02
        stickman walk .40 .04 .48 .04 .18 .01 .23 .01 .51 .02 .46 .03 .41 .02 .65 .05 .83 .01
        stickman run .20 .01 .22 .02 .03 .00 .19 .01 .23 .02 .19 .02 .21 .00 .35 .01 .35 .01
        kitchen microwave .06 .04 .22 .11 .00 .00 .00 .00 .01 .01 .00 .00 .11 .08 .90 .09 .97 .02
        kitchen light .14 .04 .11 .11 .59 .16 .10 .09 .02 .01 .00 .00 .18 .11 .26 .13 .46 .09
        kitchen burner .21 .05 .18 .05 .09 .05 .03 .03 .05 .02 .02 .01 .31 .10 .78 .06 .62 .07
        kitchen slide .02 .01 .00 .00 .00 .00 .00 .00 .04 .02 .02 .02 .70 .14 .88 .04 1.00 .00
        """;

    // Table 5, mean over all tasks of a domain.
    private const string Table5 = """
        cheetah .93 .01 .82 .17 .31 .09
        stickman .66 .01 .54 .03 .38 .02
        walker .75 .01 .70 .02 .56 .04
        kitchen .76 .08 .71 .14 .32 .16
        quadruped .91 .02 .81 .04 .32 .04
        """;

    private static readonly string[] DomainMethods = ["GenRL", "WM-CLIP-V", "TD3-V"];

    /// <summary>Methods in the order of Table 1.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["IQL-I", "TD3+BC-I", "TD3-I", "WM-CLIP-I", "IQL-V", "TD3+BC-V", "TD3-V", "WM-CLIP-V", "GenRL"];

    /// <summary>All scores: one per method and in-distribution task, and the domain means that were published.</summary>
    public static IReadOnlyList<PublishedScore> All { get; } =
    [
        .. Lines(Table1).SelectMany(words => Scores(words[0], words[1], Methods, words[2..])),
        .. Lines(Table5).SelectMany(words => Scores(words[0], null, DomainMethods, words[1..])),
    ];

    /// <summary>One score, or null where the paper has none.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="domain">Robot.</param>
    /// <param name="task">Task; null for the mean over all tasks of the domain.</param>
    public static PublishedScore? Find(string method, string domain, string? task) =>
        All.FirstOrDefault(score => score.Method == method && score.Domain == domain && score.Task == task);

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<PublishedScore> Scores(string domain, string? task, IReadOnlyList<string> methods, string[] numbers) =>
        methods.Select((method, i) => new PublishedScore(method, domain, task, Number(numbers[2 * i]), Number(numbers[2 * i + 1])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
