using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static unsafe double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var list = new HandleList(tensors);
                fixed (nint* handles = list)
                {
                    NativeError.Check(gt_clip_grad_norm_(handles, list.Count, max_norm, norm_type, out double total));
                    return total;
                }
            }
        }
    }
}
