namespace GenRL.Simulation.Motions.Captions;

/// <summary>English forms of a verb phrase whose first word is the verb.</summary>
internal static class VerbForms
{
    private static readonly HashSet<string> Doubling =
        ["run", "sit", "hop", "flip", "jog", "squat", "get", "put", "drop", "step", "trip", "spin", "nap", "cut", "mop", "knit", "plan", "hug", "zip", "swim", "wag", "pat", "shop", "grin"];

    /// <summary>"stand up" to "standing up".</summary>
    public static string Gerund(string phrase) => Change(phrase, verb => verb switch
    {
        "lie" or "die" or "tie" => verb[..^2] + "ying",
        "be" => "being",
        _ when Doubling.Contains(verb) => verb + verb[^1] + "ing",
        _ when verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) => verb[..^1] + "ing",
        _ => verb + "ing",
    });

    /// <summary>"stand up" to "stands up".</summary>
    public static string ThirdPerson(string phrase) => Change(phrase, verb => verb switch
    {
        "be" => "is",
        "have" => "has",
        _ when verb[^1] is 's' or 'x' or 'o' or 'z' => verb + "es",
        _ when verb.EndsWith("sh", StringComparison.Ordinal) || verb.EndsWith("ch", StringComparison.Ordinal) => verb + "es",
        _ when verb[^1] == 'y' && !"aeou".Contains(verb[^2], StringComparison.Ordinal) => verb[..^1] + "ies",
        _ => verb + "s",
    });

    private static string Change(string phrase, Func<string, string> form)
    {
        int end = phrase.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? form(phrase) : form(phrase[..end]) + phrase[end..];
    }
}
