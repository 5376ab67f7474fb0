using System.CommandLine;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train</c>: the stages of learning.</summary>
internal static class TrainVerb
{
    public static Command Create() => new Verb(
        "train",
        "Train a video-language model, a world model, behaviours, a whole package, experts from demonstrations, or what the paper compares itself with",
        "./genrl train vlm runs/vlm --out runs/vlm/model",
        "./genrl train world-model data/walker runs/world",
        "./genrl train behaviour --package runs/walker/package --prompt \"kneel down\" --data-free",
        "./genrl train behaviours --package runs/walker/package --prompts sentences.txt --jobs runs/walker/jobs --data-free",
        "./genrl train package data/walker runs/world runs/walker",
        "./genrl train baseline data/walker runs/world runs/td3 --method td3 --task walk --evaluate 20")
    {
        TrainVlmVerb.Create(),
        TrainWorldModelVerb.Create(),
        TrainBehaviourVerb.Create(),
        TrainBehavioursVerb.Create(),
        TrainPackageVerb.Create(),
        TrainBaselineVerb.Create(),
        TrainImitationVerb.Create(),
    };
}
