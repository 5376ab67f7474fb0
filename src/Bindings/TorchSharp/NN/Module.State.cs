using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters and persistent buffers by dotted name. The tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string head = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string prefixOfModule, Module module) in Tree(""))
                {
                    string path = prefixOfModule.Length == 0 ? head : $"{head}{prefixOfModule}.";
                    foreach ((string name, Parameter value) in module._parameters)
                    {
                        destination.TryAdd(path + name, value);
                    }
                    foreach ((string name, Tensor value, bool persistent) in module._buffers)
                    {
                        if (persistent)
                        {
                            destination.TryAdd(path + name, value);
                        }
                    }
                }
                return destination;
            }

            /// <summary>Copies values by name into this module.</summary>
            /// <param name="source">Values by dotted name.</param>
            /// <param name="strict">Whether a name that only one side has is an error.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <exception cref="InvalidOperationException">The names differ although <paramref name="strict"/>.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                string[] missing = [.. own.Keys.Where(key => !source.ContainsKey(key) && skip?.Contains(key) != true)];
                string[] unexpected = [.. source.Keys.Where(key => !own.ContainsKey(key) && skip?.Contains(key) != true)];
                if (strict && missing.Length + unexpected.Length > 0)
                {
                    throw new InvalidOperationException(
                        $"The state does not fit {_name}. Missing: {Names(missing)}. Unexpected: {Names(unexpected)}.");
                }
                using IDisposable noGrad = no_grad();
                foreach ((string key, Tensor target) in own)
                {
                    if (source.TryGetValue(key, out Tensor? value) && skip?.Contains(key) != true)
                    {
                        target.copy_(value).Dispose();
                    }
                }
                return (missing, unexpected);
            }

            private static string Names(string[] names) =>
                names.Length == 0 ? "none" : string.Join(", ", names.Take(5)) + (names.Length > 5 ? $" and {names.Length - 5} more" : "");

            /// <summary>Converts parameters and buffers in place; optimizers keep their references.</summary>
            internal void ConvertTo(Device? device, ScalarType? dtype)
            {
                using IDisposable noGrad = no_grad();
                foreach (Parameter parameter in parameters())
                {
                    Convert(parameter, device, dtype);
                }
                foreach (Tensor buffer in buffers())
                {
                    Convert(buffer, device, dtype);
                }
            }

            private static void Convert(Tensor tensor, Device? device, ScalarType? dtype)
            {
                ScalarType type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                using Tensor converted = tensor.to(type, device ?? tensor.device);
                NativeError.Check(NativeMethods.gt_set_data(tensor.Handle, converted.Handle), tensor);
                NativeError.Check(NativeMethods.gt_set_grad(tensor.Handle, 0), tensor);
            }
        }
    }

}
