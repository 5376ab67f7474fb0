using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp.Modules
{
    /// <summary>Gradient descent, with momentum if asked.</summary>
    public unsafe class SGD : OptimizerHelper
    {
        private readonly SgdArguments _options;
        private readonly GroupState _group;

        internal SGD(IEnumerable<Parameter> parameters, SgdArguments options)
        {
            _options = options;
            Parameter[] all = parameters.ToArray();
            var controller = new ParamGroup { Parameters = all, Options = new OptimizerOptions { LearningRate = options.LearningRate, InitialLearningRate = options.LearningRate } };
            _group = new GroupState(controller, all, new long[all.Length], [new torch.Tensor?[all.Length]]);
        }

        private protected override IReadOnlyList<GroupState> Groups => [_group];

        protected override void Step()
        {
            SgdArguments arguments = _options;
            arguments.LearningRate = _group.Controller.LearningRate;
            torch.Tensor?[] momenta = _group.Moments[0];
            using var parameters = new HandleList(_group.Parameters);
            using var buffers = new HandleList(momenta);
            fixed (nint* p = parameters, b = buffers)
            {
                NativeError.Check(gt_sgd_step(p, b, parameters.Count, &arguments));
            }
            for (int i = 0; i < momenta.Length; i++)
            {
                if (momenta[i] is null && buffers.Span[i] != 0)
                {
                    momenta[i] = new torch.Tensor(buffers.Span[i]).DetachFromDisposeScope();
                }
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0.0, double weight_decay = 0.0, bool nesterov = false, bool maximize = false) =>
                new(parameters, new SgdArguments
                {
                    LearningRate = learningRate,
                    Momentum = momentum,
                    Dampening = dampening,
                    WeightDecay = weight_decay,
                    Nesterov = nesterov ? 1 : 0,
                    Maximize = maximize ? 1 : 0,
                });
        }
    }
}
