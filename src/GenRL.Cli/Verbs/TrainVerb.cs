using System.CommandLine;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train</c>: the stages of learning.</summary>
internal static class TrainVerb
{
    public static Command Create() => new Verb(
        "train",
        "Train a video-language model, a world model, behaviours, or a whole package",
        "./genrl train vlm runs/vlm --out runs/vlm/model",
        "./genrl train world-model data/walker runs/world",
        "./genrl train behaviour --package runs/walker/package --prompt \"kneel down\" --data-free",
        "./genrl train package data/walker runs/world runs/walker")
    {
        TrainVlmVerb.Create(),
        TrainWorldModelVerb.Create(),
        TrainBehaviourVerb.Create(),
        TrainPackageVerb.Create(),
    };
}
