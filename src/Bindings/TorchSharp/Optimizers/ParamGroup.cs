using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Options every optimizer's group has.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }
}

/// <summary>Parameters that share options.</summary>
public class ParamGroup : optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    public OptimizerOptions Options { get; set; } = new();

    public double LearningRate
    {
        get => Options.LearningRate ?? throw new InvalidOperationException("The group has no learning rate.");
        set => Options.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <inheritdoc cref="ParamGroup"/>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions, new()
{
    public ParamGroup() => base.Options = new TOptions();

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options ?? new TOptions();
    }

    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
