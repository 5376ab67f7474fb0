using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Interchange;

/// <summary>Turns a checkpoint of the published code into the folder of a world-model run, to be trained on, exported or learned behaviours in.</summary>
public static class CheckpointImport
{
    /// <summary>File of an imported policy's weights in the run folder.</summary>
    public const string ActorFile = "imported_actor.safetensors";

    /// <summary>File of an imported critic's weights in the run folder.</summary>
    public const string CriticFile = "imported_critic.safetensors";

    /// <summary>Writes the run; nothing is written when the checkpoint cannot be used.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="folder">Folder of the run; it must not hold one yet.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    /// <exception cref="IOException">The folder holds a run already, or cannot be written.</exception>
    public static WorldModelTrainingOptions Run(PublishedCheckpoint checkpoint, string folder)
    {
        var options = WorldModelTrainingOptions.Paper with { Sizes = checkpoint.Sizes, Connector = checkpoint.Connector ?? WorldModelTrainingOptions.Paper.Connector };
        using var model = new WorldModel(options.Sizes);
        using var connector = new Connector(options.Sizes, options.Connector);
        checkpoint.LoadInto(model);
        if (checkpoint.Connector is not null)
        {
            checkpoint.LoadInto(connector);
        }

        using var actor = checkpoint.HasBehaviour ? new Actor(options.Sizes.FeatureSize, options.Sizes.ActionSize, options.Sizes.Units, checkpoint.BehaviourLayers) : null;
        using var critic = checkpoint.HasBehaviour ? new Critic(options.Sizes.FeatureSize, options.Sizes.Units, checkpoint.BehaviourLayers) : null;
        if (actor is not null && critic is not null)
        {
            checkpoint.LoadInto(actor);
            checkpoint.LoadInto(critic);
        }

        WorldModelRun.Write(folder, options, model, connector);
        if (actor is not null && critic is not null)
        {
            ModuleCheckpoint.Save(Path.Combine(folder, ActorFile), actor);
            ModuleCheckpoint.Save(Path.Combine(folder, CriticFile), critic);
        }

        return options;
    }
}
