using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// What this binding offers beyond the official API. Nothing here exists in the official package, so callers keep a
/// plain loop for it (see <c>OfficialPackages</c> in Directory.Build.targets).
/// </summary>
public static unsafe class Native
{
    private static readonly bool Started = Initialize();

    /// <summary>Tensors handles alive in native memory: zero when everything was disposed.</summary>
    public static long LiveTensors
    {
        get
        {
            Start();
            return gt_live_tensors();
        }
    }

    /// <summary>Version of the libtorch the shim was built against.</summary>
    public static string LibTorchVersion => Marshal.PtrToStringUTF8(gt_version())!;

    /// <summary>Whether libtorch was built with CUDA, whether or not there is a GPU.</summary>
    public static bool HasCuda
    {
        get
        {
            Start();
            return gt_cuda_is_built();
        }
    }

    /// <summary>Moves every target towards its source: <c>target += weight * (source - target)</c>, without gradients.</summary>
    public static void ForeachLerp(IEnumerable<Tensor> targets, IEnumerable<Tensor> sources, double weight)
    {
        using var to = new HandleList(targets);
        using var from = new HandleList(sources);
        RequireSameLength(to.Count, from.Count);
        fixed (nint* t = to)
        fixed (nint* s = from)
        {
            NativeError.Check(gt_foreach_lerp_(t, s, to.Count, weight));
        }
    }

    /// <summary>Copies every source into its target, without gradients.</summary>
    public static void ForeachCopy(IEnumerable<Tensor> targets, IEnumerable<Tensor> sources)
    {
        using var to = new HandleList(targets);
        using var from = new HandleList(sources);
        RequireSameLength(to.Count, from.Count);
        fixed (nint* t = to)
        fixed (nint* s = from)
        {
            NativeError.Check(gt_foreach_copy_(t, s, to.Count));
        }
    }

    /// <summary>Multiplies every tensor by a factor, without gradients.</summary>
    public static void ForeachMultiply(IEnumerable<Tensor> targets, double factor)
    {
        using var to = new HandleList(targets);
        fixed (nint* t = to)
        {
            NativeError.Check(gt_foreach_mul_(t, to.Count, factor));
        }
    }

    internal static void Start() => _ = Started;

    private static bool Initialize()
    {
        string? setting = Environment.GetEnvironmentVariable("GENRL_TORCH_THREADS");
        int threads = setting is null ? 1
            : int.TryParse(setting, out int parsed) && parsed > 0 ? parsed
            : throw new InvalidOperationException($"GENRL_TORCH_THREADS must be a positive number of threads, not '{setting}'.");
        NativeError.Check(gt_set_num_threads(threads));
        return true;
    }

    private static void RequireSameLength(int targets, int sources)
    {
        if (targets != sources)
        {
            throw new ArgumentException($"There are {targets} targets but {sources} sources.");
        }
    }
}
