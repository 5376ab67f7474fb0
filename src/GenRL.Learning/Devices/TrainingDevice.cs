using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Devices;

/// <summary>
/// The device that networks live and learn on: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. It is chosen once, before any network is
/// made; learning code never names one.
/// </summary>
public static class TrainingDevice
{
    private const string Known = "cpu, cuda or cuda:N";

    /// <summary>Makes a device the one that all tensors without a place of their own are made on.</summary>
    /// <param name="name">The device; <c>cuda</c> is the GPU of this process's number on its machine, the first one when it trains alone.</param>
    /// <param name="localRank">Number of this process on its machine, or null.</param>
    /// <exception cref="ArgumentException">The name is none of a device.</exception>
    /// <exception cref="NotSupportedException">There is no such device; the message says what is missing.</exception>
    public static Device Use(string name, int? localRank = null)
    {
        var wanted = Parse(name);
        if (wanted.type == DeviceType.CUDA)
        {
            wanted = new Device(DeviceType.CUDA, wanted.index >= 0 ? wanted.index : localRank ?? 0);
            RequireCuda(wanted);
        }

        set_default_device(wanted);
        return wanted;
    }

    private static Device Parse(string name)
    {
        try
        {
            var device = new Device(name);
            return device.type is DeviceType.CPU or DeviceType.CUDA && !(device.type == DeviceType.CPU && device.index > 0)
                ? device
                : throw new ArgumentException($"'{name}' is no device to train on; known are {Known}.");
        }
        catch (FormatException)
        {
            throw new ArgumentException($"'{name}' is no device to train on; known are {Known}.");
        }
    }

    private static void RequireCuda(Device wanted)
    {
        if (!cuda.is_available())
        {
            throw new NotSupportedException($"The device {wanted} is not there: {Missing()} Use --device cpu.");
        }

        if (wanted.index >= cuda.device_count())
        {
            throw new NotSupportedException($"The device {wanted} is not there: this machine has {cuda.device_count()} GPU(s), cuda:0 to cuda:{cuda.device_count() - 1}.");
        }
    }

    private static string Missing() =>
#if OFFICIAL_PACKAGES
        "libtorch finds no NVIDIA GPU, or the package TorchSharp-cuda-linux is not the one in use.";
#else
        Native.HasCuda
            ? $"libtorch {Native.LibTorchVersion} was built with CUDA, but finds no NVIDIA GPU or driver."
            : $"libtorch {Native.LibTorchVersion} was built without CUDA; build the program against one that has it (CMAKE_PREFIX_PATH) or with -p:OfficialPackages=true.";
#endif
}
