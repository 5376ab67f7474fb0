using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether libtorch can compute on a GPU here.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        /// <summary>Whether libtorch was built with CUDA and finds a GPU.</summary>
        public static bool is_available()
        {
            Native.Start();
            return gt_cuda_is_available();
        }

        /// <summary>GPUs that libtorch finds.</summary>
        public static int device_count()
        {
            Native.Start();
            return gt_cuda_device_count();
        }
    }
}
