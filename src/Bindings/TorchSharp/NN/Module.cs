using System.Reflection;
using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and submodules under names. Subclasses hold them in fields and call
        /// <see cref="RegisterComponents"/> at the end of their constructor. A module owns what it registered and disposes it.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly string _name;
            private readonly List<(string Name, Parameter Value)> _parameters = [];
            private readonly List<(string Name, Tensor Value, bool Persistent)> _buffers = [];
            private readonly List<(string Name, Module Value)> _modules = [];
            private bool _registered;

            protected Module(string name) => _name = name;

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => _name;

            /// <summary>Registers all fields that hold modules, parameters or tensors (as buffers) under their field names.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                {
                    return;
                }
                _registered = true;
                foreach (FieldInfo field in ComponentFields(GetType()))
                {
                    switch (field.GetValue(this))
                    {
                        case Module module when !_modules.Any(m => m.Name == field.Name): register_module(field.Name, module); break;
                        case Parameter parameter when !has_own(field.Name): register_parameter(field.Name, parameter); break;
                        case Tensor tensor when tensor is not Modules.Parameter && !has_own(field.Name): register_buffer(field.Name, tensor); break;
                    }
                }
            }

            // Fields of the class and its bases, base class first. The library's own classes register by hand.
            private static IEnumerable<FieldInfo> ComponentFields(Type? type)
            {
                if (type is null || type.Assembly == typeof(Module).Assembly)
                {
                    yield break;
                }
                foreach (FieldInfo field in ComponentFields(type.BaseType))
                {
                    yield return field;
                }
                foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    yield return field;
                }
            }

            private bool has_own(string name) => _parameters.Any(p => p.Name == name) || _buffers.Any(b => b.Name == name);

            public virtual void register_module(string name, Module submodule)
            {
                RequireFree(name);
                submodule.RegisterComponents();
                _modules.Add((name, submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                RequireFree(name);
                if (param is not null)
                {
                    param.DetachFromDisposeScope();
                    _parameters.Add((name, param));
                }
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                RequireFree(name);
                tensor.DetachFromDisposeScope();
                _buffers.Add((name, tensor, persistent));
            }

            private void RequireFree(string name)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                {
                    throw new ArgumentException($"'{name}' is no name for a component of {_name}: it must not be empty or contain a dot.");
                }
                if (has_own(name) || _modules.Any(m => m.Name == name))
                {
                    throw new InvalidOperationException($"{_name} already has a component named '{name}'.");
                }
            }

            /// <summary>Exchanges a registered parameter, keeping its place; adds it if there is none of that name.</summary>
            internal void ReplaceParameter(string name, Parameter? value)
            {
                int index = _parameters.FindIndex(p => p.Name == name);
                if (index >= 0)
                {
                    _parameters[index].Value.Dispose();
                    _parameters.RemoveAt(index);
                }
                if (value is not null)
                {
                    value.DetachFromDisposeScope();
                    _parameters.Insert(index >= 0 ? index : _parameters.Count, (name, value));
                }
            }

            internal void ClearModules() => _modules.Clear();

            public virtual IEnumerable<(string name, Module module)> named_children() => _modules.Select(m => (m.Name, m.Value));

            public virtual IEnumerable<Module> children() => _modules.Select(m => m.Value);

            public virtual IEnumerable<(string name, Module module)> named_modules() => Tree("").Skip(1);

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            private IEnumerable<(string name, Module module)> Tree(string prefix)
            {
                yield return (prefix, this);
                foreach ((string name, Module child) in _modules)
                {
                    foreach (var below in child.Tree(prefix.Length == 0 ? name : $"{prefix}.{name}"))
                    {
                        yield return below;
                    }
                }
            }

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach ((string prefix, Module module) in recurse ? Tree("") : [("", this)])
                {
                    foreach ((string name, Parameter value) in module._parameters)
                    {
                        if (seen.Add(value))
                        {
                            yield return (prefix.Length == 0 ? name : $"{prefix}.{name}", value);
                        }
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach ((string prefix, Module module) in recurse ? Tree("") : [("", this)])
                {
                    foreach ((string name, Tensor value, bool persistent) in module._buffers)
                    {
                        if (persistent || include_nonpersistent)
                        {
                            yield return (prefix.Length == 0 ? name : $"{prefix}.{name}", value);
                        }
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(b => b.name == target).buffer;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module child in children())
                {
                    child.apply(fn);
                }
                fn(this);
                return this;
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (Module child in children())
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual unsafe void zero_grad(bool set_to_none = true)
            {
                using var list = new HandleList(parameters());
                fixed (nint* handles = list)
                {
                    NativeError.Check(NativeMethods.gt_zero_grads(handles, list.Count, set_to_none));
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }
                foreach (Parameter parameter in _parameters.Select(p => p.Value))
                {
                    parameter.Dispose();
                }
                foreach (Tensor buffer in _buffers.Select(b => b.Value))
                {
                    buffer.Dispose();
                }
                foreach (Module module in _modules.Select(m => m.Value))
                {
                    module.Dispose();
                }
            }
        }
    }
}
