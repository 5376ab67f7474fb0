using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Options of Adam and AdamW; what is null comes from the optimizer's defaults.</summary>
public class AdamOptions : OptimizerOptions
{
    public double? beta1 { get; set; }
    public double? beta2 { get; set; }
    public double? weight_decay { get; set; }
    public double? eps { get; set; }
    public bool? amsgrad { get; set; }
    public bool? maximize { get; set; }
}

/// <summary>The common part of Adam and AdamW: one native call steps a whole group.</summary>
public abstract unsafe class AdamBase : OptimizerHelper
{
    private const int First = 0, Second = 1, Maximum = 2;

    private readonly List<GroupState> _groups = [];
    private readonly bool _decoupled;

    private protected AdamBase(IEnumerable<ParamGroup<AdamOptions>> groups, AdamOptions defaults, bool decoupled)
    {
        _decoupled = decoupled;
        foreach (ParamGroup<AdamOptions> group in groups)
        {
            Complete(group.Options, defaults);
            Parameter[] parameters = group.Parameters.ToArray();
            group.Parameters = parameters;
            _groups.Add(new GroupState(group, parameters, new long[parameters.Length],
                [Zeros(parameters), Zeros(parameters), group.Options.amsgrad!.Value ? Zeros(parameters) : new Tensor?[parameters.Length]]));
        }
    }

    private protected override IReadOnlyList<GroupState> Groups => _groups;

    protected override void Step()
    {
        foreach (GroupState group in _groups)
        {
            AdamOptions options = ((ParamGroup<AdamOptions>)group.Controller).Options;
            var arguments = new AdamArguments
            {
                LearningRate = options.LearningRate!.Value,
                Beta1 = options.beta1!.Value,
                Beta2 = options.beta2!.Value,
                Epsilon = options.eps!.Value,
                WeightDecay = options.weight_decay!.Value,
                Decoupled = _decoupled ? 1 : 0,
                AmsGrad = options.amsgrad!.Value ? 1 : 0,
                Maximize = options.maximize!.Value ? 1 : 0,
            };
            using var parameters = new HandleList(group.Parameters);
            using var firsts = new HandleList(group.Moments[First]);
            using var seconds = new HandleList(group.Moments[Second]);
            using var maxima = new HandleList(group.Moments[Maximum]);
            fixed (nint* p = parameters, f = firsts, s = seconds, m = maxima)
            fixed (long* steps = group.Steps)
            {
                NativeError.Check(gt_adam_step(p, f, s, m, steps, parameters.Count, &arguments));
            }
        }
    }

    // Optimizer state outlives any dispose scope it happens to be created in.
    private static Tensor?[] Zeros(Parameter[] parameters) => Array.ConvertAll(parameters, p => (Tensor?)zeros_like(p).DetachFromDisposeScope());

    private static void Complete(AdamOptions options, AdamOptions defaults)
    {
        options.LearningRate ??= defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.amsgrad ??= defaults.amsgrad;
        options.maximize ??= defaults.maximize;
    }
}
