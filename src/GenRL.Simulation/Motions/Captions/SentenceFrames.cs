namespace GenRL.Simulation.Motions.Captions;

/// <summary>Sentences around a phrase; {0} is the phrase, {1} who does it.</summary>
internal static class SentenceFrames
{
    public static IReadOnlyList<string> Base { get; } =
    [
        "{0}", "{1} {0}", "please {0}", "{0} now", "make the {1} {0}", "i want you to {0}", "can you {0}", "the {1} should {0}", "try to {0}", "{0} clean", "{0} cleanly", "let the {1} {0}", "{0} please",
        "show me how to {0}", "you have to {0}",
    ];

    public static IReadOnlyList<string> Gerund { get; } =
    [
        "{0}", "a {1} {0}", "the {1} is {0}", "a {1} is {0}", "someone {0}", "video of a {1} {0}", "keep {0}", "start {0}", "a clip of someone {0}", "{1} {0}", "the {1} keeps {0}", "{0} clean", "{0} carefully",
    ];

    public static IReadOnlyList<string> ThirdPerson { get; } =
        ["a {1} {0}", "the {1} {0}", "somebody {0}", "it {0}", "the {1} {0} now", "in this video a {1} {0}"];

    public static IReadOnlyList<string> Noun { get; } =
        ["{0}", "{0}", "a {1} in {0}", "the {1} shows {0}", "perform {0}", "{1} {0}", "{0} please", "{0} of a {1}", "show {0}", "do {0}"];

    public static IReadOnlyList<string> HeldOutBase { get; } = ["could you {0}", "your task is to {0}", "the {1} wants to {0}", "i would like the {1} to {0}"];

    public static IReadOnlyList<string> HeldOutGerund { get; } = ["here we see a {1} {0}", "watch it {0}", "continue {0}", "an image sequence of {0}"];

    public static IReadOnlyList<string> Subjects { get; } =
    [
        "robot", "person", "man", "woman", "human", "walker", "stick figure", "humanoid", "character", "agent", "biped", "figure", "athlete", "machine", "legged robot", "guy", "girl", "simulated robot",
    ];

    /// <summary>Circumstances that change nothing about the motion.</summary>
    public static IReadOnlyList<string> Circumstances { get; } =
    [
        "in the park", "outside", "on a sunny day", "at night", "in the simulator", "in front of the camera", "on the floor of a hall", "for a while", "again", "right now", "for me", "in the lab", "today",
        "without stopping", "on the blue floor", "smoothly", "very well", "like a pro", "nicely", "in a clean way",
    ];
}
