using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules applied one after the other.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.Module<Tensor, Tensor>> _steps = [];

        protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module<Tensor, Tensor> module) in modules)
            {
                append(name, module);
            }
        }

        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (nn.Module<Tensor, Tensor> module in modules)
            {
                append(module);
            }
        }

        public int Count => _steps.Count;

        public nn.Module<Tensor, Tensor> this[int index] => _steps[index];

        public Sequential append(string name, nn.Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            _steps.Add(module);
            return this;
        }

        public Sequential append(nn.Module<Tensor, Tensor> module) => append(_steps.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

        /// <summary>Disposes each result in between as soon as the next step has read it (autograd keeps what it needs).</summary>
        public override Tensor forward(Tensor tensor)
        {
            Tensor current = tensor;
            foreach (nn.Module<Tensor, Tensor> step in _steps)
            {
                Tensor next = step.call(current);
                if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                {
                    current.Dispose();
                }
                current = next;
            }
            return ReferenceEquals(current, tensor) ? tensor.alias() : current;
        }

        // The steps are registered as they are appended.
        protected override void RegisterComponents()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules.ToArray());

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());
        }
    }
}
