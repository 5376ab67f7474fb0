using System.Globalization;

namespace GenRL.Robots.Packages;

/// <summary>Checks what a manifest says, before any other file of the package is touched.</summary>
internal static class ManifestValidation
{
    private const string Remedy = "Export the package again with this version of the program";

    /// <exception cref="PackageException">The manifest contradicts itself or leaves the permitted ranges.</exception>
    public static void Check(PackageManifest manifest, string path)
    {
        Require(manifest.SchemaVersion == PackageManifest.CurrentSchema, path,
            $"schema_version is {manifest.SchemaVersion}, this program reads {PackageManifest.CurrentSchema}");
        Require(IsName(manifest.Robot), path, "robot must be lower-case letters, digits, '_' or '-'");
        Require(manifest.VlmId.Length is > 0 and <= PackageLimits.PromptLength, path, "vlm_id is empty or too long");
        Require(manifest.AgentPeriodS is >= 1e-4 and <= 10, path, Text($"agent_period_s is {manifest.AgentPeriodS}, not between 0.0001 and 10"));
        Require(manifest.ActionRepeat is >= 1 and <= 1000, path, $"action_repeat is {manifest.ActionRepeat}, not between 1 and 1000");
        Require(manifest.Observation == ObservationDescription.Standard, path,
            $"observation is {manifest.Observation}, this program reads {ObservationDescription.Standard}");
        CheckWidths(manifest, path);
        CheckJoints(manifest, path);
        CheckCommands(manifest.Commands, path);
        CheckFiles(manifest, path);
        CheckBehaviours(manifest, path);
        CheckConditionedPolicy(manifest, path);
    }

    /// <summary>A short name that is safe as a folder, a topic part and a command line word.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= PackageLimits.NameLength && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    private static void CheckWidths(PackageManifest manifest, string path)
    {
        LatentDescription latent = manifest.Latent;
        RequireWidth(latent.Variables, "latent.variables", path);
        RequireWidth(latent.Classes, "latent.classes", path);
        RequireWidth(latent.Deter, "latent.deter", path);
        RequireWidth(manifest.EmbeddingSize, "embedding_size", path);
        Require((long)latent.Variables * latent.Classes <= PackageLimits.Width, path, "latent.variables times latent.classes is too large");
        Require(latent.Classes >= 2, path, "latent.classes must be at least 2");
    }

    private static void CheckJoints(PackageManifest manifest, string path)
    {
        int count = manifest.JointNames.Count;
        Require(count is > 0 and <= PackageLimits.Joints, path, $"joint_names has {count} entries, not between 1 and {PackageLimits.Joints}");
        Require(manifest.JointNames.All(name => name is { Length: > 0 and <= PackageLimits.NameLength }), path, "a joint name is empty or too long");
        Require(manifest.JointNames.Distinct(StringComparer.Ordinal).Count() == count, path, "joint_names holds a name twice");
        Require(manifest.JointLimits.All(joint => joint is not null), path, "joint_limits holds a null");
        Require(manifest.JointLimits.Select(joint => joint.Name).SequenceEqual(manifest.JointNames, StringComparer.Ordinal), path,
            "joint_limits does not list the joints of joint_names in the same order");
        foreach (JointDescription joint in manifest.JointLimits)
        {
            Require(double.IsFinite(joint.LowerRad) && double.IsFinite(joint.UpperRad) && joint.LowerRad < joint.UpperRad, path,
                Text($"joint '{joint.Name}' has the range {joint.LowerRad}..{joint.UpperRad} rad"));
            Require(joint.EffortNm > 0 && double.IsFinite(joint.EffortNm), path, Text($"joint '{joint.Name}' has the largest torque {joint.EffortNm} N·m"));
            Require(joint.VelocityRadPerS > 0 && double.IsFinite(joint.VelocityRadPerS), path,
                Text($"joint '{joint.Name}' has the largest speed {joint.VelocityRadPerS} rad/s"));
        }

        CheckScaling(manifest, path);
    }

    private static void CheckScaling(PackageManifest manifest, string path)
    {
        ActionScaling scaling = manifest.ActionScaling;
        string kind = manifest.Commands is null ? ActionScaling.Torque : ActionScaling.Target;
        int count = manifest.Commands is null ? manifest.JointNames.Count : 0;
        Require(scaling.Kind == kind, path, $"action_scaling.kind is '{scaling.Kind}', not '{kind}' as it must be {(manifest.Commands is null ? "without" : "with")} commands");
        Require(scaling.ScaleNm.Count == count, path, $"action_scaling.scale_nm has {scaling.ScaleNm.Count} entries for {count} joints");
        Require(scaling.ScaleNm.All(scale => scale > 0 && double.IsFinite(scale)), path, "action_scaling.scale_nm holds a number that is not positive");
    }

    private static void CheckCommands(IReadOnlyList<CommandDescription>? commands, string path)
    {
        if (commands is null)
        {
            return;
        }

        Require(commands.Count is > 0 and <= PackageLimits.Joints, path, $"commands has {commands.Count} entries, not between 1 and {PackageLimits.Joints}");
        Require(commands.All(command => command is { Name.Length: > 0 and <= PackageLimits.NameLength }), path, "a command is null or its name is empty or too long");
        Require(commands.Select(command => command.Name).Distinct(StringComparer.Ordinal).Count() == commands.Count, path, "commands holds a name twice");
        foreach (CommandDescription command in commands)
        {
            Require(Enum.IsDefined(command.Kind), path, $"command '{command.Name}' has the kind {(int)command.Kind}, which this program does not know");
            Require(double.IsFinite(command.Lower) && double.IsFinite(command.Upper) && command.Lower < command.Upper, path,
                Text($"command '{command.Name}' has the range {command.Lower}..{command.Upper}"));
        }
    }

    private static void CheckFiles(PackageManifest manifest, string path)
    {
        Require(manifest.Hashes.Count <= PackageLimits.Files, path, $"hashes has {manifest.Hashes.Count} entries, more than {PackageLimits.Files}");
        foreach ((string file, string hash) in manifest.Hashes)
        {
            PackagePath.Check(file, path);
            Require(IsHash(hash), path, $"the hash of '{file}' is not 64 lower-case hexadecimal digits");
        }

        foreach (string file in PackageFile.Required)
        {
            Require(manifest.Hashes.ContainsKey(file), path, $"hashes does not name the required file '{file}'");
        }
    }

    private static void CheckBehaviours(PackageManifest manifest, string path)
    {
        Require(manifest.Behaviours.Count <= PackageLimits.Behaviours, path, $"behaviours has {manifest.Behaviours.Count} entries, more than {PackageLimits.Behaviours}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (BehaviourDescription behaviour in manifest.Behaviours)
        {
            Require(behaviour is not null, path, "behaviours holds a null");
            Require(IsName(behaviour!.Name), path, $"behaviour name '{Shorten(behaviour.Name)}' must be lower-case letters, digits, '_' or '-'");
            Require(names.Add(behaviour.Name), path, $"behaviour '{behaviour.Name}' is listed twice");
            Require(behaviour.Prompt.Length <= PackageLimits.PromptLength, path, $"the prompt of behaviour '{behaviour.Name}' is longer than {PackageLimits.PromptLength} characters");
            Require(manifest.Hashes.TryGetValue(behaviour.File, out string? hash), path, $"hashes does not name '{Shorten(behaviour.File)}' of behaviour '{behaviour.Name}'");
            Require(hash == behaviour.Sha256, path, $"behaviour '{behaviour.Name}' and hashes disagree about the hash of '{behaviour.File}'");
            Require(behaviour.EmbeddingFile is null || manifest.Hashes.ContainsKey(behaviour.EmbeddingFile), path,
                $"hashes does not name the embedding file of behaviour '{behaviour.Name}'");
            Require(behaviour.Scores.Values.All(double.IsFinite), path, $"a score of behaviour '{behaviour.Name}' is not a number");
        }
    }

    private static void CheckConditionedPolicy(PackageManifest manifest, string path)
    {
        if (manifest.ConditionedPolicy is not { } policy)
        {
            return;
        }

        bool placed = policy.File.StartsWith(PackageFile.Conditioned + "/", StringComparison.Ordinal) && policy.File.EndsWith(".onnx", StringComparison.Ordinal);
        Require(placed, path, $"conditioned_policy.file is '{Shorten(policy.File)}', not an .onnx file below '{PackageFile.Conditioned}'");
        Require(manifest.Hashes.TryGetValue(policy.File, out string? hash), path, $"hashes does not name '{Shorten(policy.File)}' of conditioned_policy");
        Require(hash == policy.Sha256, path, $"conditioned_policy and hashes disagree about the hash of '{policy.File}'");
        Require(policy.EmbeddingSize == manifest.EmbeddingSize, path,
            $"conditioned_policy.embedding_size is {policy.EmbeddingSize}, the package's embedding_size is {manifest.EmbeddingSize}");
        Require(policy.Steps >= 0, path, $"conditioned_policy.steps is {policy.Steps}, a number of steps is 0 or more");
        Require(policy.Scores is null || policy.Scores.Values.All(double.IsFinite), path, "a score of conditioned_policy is not a number");
    }

    private static bool IsHash(string hash) => hash is { Length: 64 } && hash.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));

    private static string Shorten(string text) => text.Length <= PackageLimits.NameLength ? text : text[..PackageLimits.NameLength] + "...";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void RequireWidth(int width, string name, string path) =>
        Require(width is > 0 and <= PackageLimits.Width, path, $"{name} is {width}, not between 1 and {PackageLimits.Width}");

    private static void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            throw new PackageException(path, problem, Remedy + ".");
        }
    }
}
