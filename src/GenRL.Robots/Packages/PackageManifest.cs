using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GenRL.Robots.Packages;

/// <summary>The content of <c>manifest.json</c>: everything the runtime must know before it opens a network.</summary>
public sealed record PackageManifest
{
    /// <summary>The schema this program reads and writes.</summary>
    public const int CurrentSchema = 1;

    public required int SchemaVersion { get; init; }

    /// <summary>Name of the robot domain, such as <c>walker</c>.</summary>
    public required string Robot { get; init; }

    /// <summary>Joints that actuators move; of a torque-driven robot in action order.</summary>
    public required IReadOnlyList<string> JointNames { get; init; }

    /// <summary>Seconds between two decisions.</summary>
    public required double AgentPeriodS { get; init; }

    /// <summary>Control steps per decision.</summary>
    public required int ActionRepeat { get; init; }

    public required ObservationDescription Observation { get; init; }

    public required LatentDescription Latent { get; init; }

    /// <summary>D, width of the video-language embedding.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Identity of the video-language model whose embeddings the connector was trained on.</summary>
    public required string VlmId { get; init; }

    public required ActionScaling ActionScaling { get; init; }

    /// <summary>Limits of each joint, in the order of <see cref="JointNames"/>.</summary>
    public required IReadOnlyList<JointDescription> JointLimits { get; init; }

    /// <summary>
    /// What the actions command, in action order; null where that is the torque of every joint. It adds to the schema and changes nothing
    /// of it, as <see cref="ConditionedPolicy"/> does.
    /// </summary>
    public IReadOnlyList<CommandDescription>? Commands { get; init; }

    /// <summary>Number of actions.</summary>
    [JsonIgnore]
    public int ActionSize => Commands?.Count ?? JointNames.Count;

    /// <summary>SHA-256 (lower-case hexadecimal) of every file by its path in the package; the manifest itself is not among them.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Where the networks came from: configuration, data, commit, losses. Free form.</summary>
    public JsonObject? Training { get; init; }

    public required IReadOnlyList<BehaviourDescription> Behaviours { get; init; }

    /// <summary>
    /// The policy that serves every sentence; null in packages without one. It adds to the schema and changes nothing of it, so the
    /// version stays: a program that does not know the key refuses it by name.
    /// </summary>
    public ConditionedPolicyDescription? ConditionedPolicy { get; init; }

    /// <summary>Starts a manifest for a robot; the writer fills in the hashes.</summary>
    public static PackageManifest For(RobotDescription robot, LatentDescription latent, int embeddingSize, string vlmId, JsonObject? training = null) => new()
    {
        SchemaVersion = CurrentSchema,
        Robot = robot.Name,
        JointNames = [.. robot.Joints.Select(joint => joint.Name)],
        AgentPeriodS = robot.AgentPeriodS,
        ActionRepeat = robot.ActionRepeat,
        Observation = ObservationDescription.Standard,
        Latent = latent,
        EmbeddingSize = embeddingSize,
        VlmId = vlmId,
        ActionScaling = ActionScaling.Of(robot),
        JointLimits = [.. robot.Joints],
        Commands = robot.IsTorqueDriven ? null : robot.Commands,
        Hashes = new Dictionary<string, string>(),
        Training = training,
        Behaviours = [],
    };

    /// <summary>The robot these networks drive.</summary>
    public RobotDescription ToRobot()
    {
        var robot = new RobotDescription(Robot, JointLimits, AgentPeriodS, ActionRepeat);
        return Commands is null ? robot : robot with { Commands = Commands };
    }
}
