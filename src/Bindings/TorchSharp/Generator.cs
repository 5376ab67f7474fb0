using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers on the CPU.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        static Generator() => Native.Start();

        private Generator(nint handle) => _handle = handle != 0 ? handle : throw NativeError.Last();

        public Generator(ulong seed = 0, Device? device = null) : this(gt_generator_new(unchecked((long)seed)))
        {
            if (device is not null && device.type != DeviceType.CPU)
            {
                throw new ArgumentException($"Generators exist on the CPU only, not on {device}.");
            }
        }

        ~Generator() => Free();

        public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device => CPU;

        public static Generator Default => new(gt_generator_default());

        public Generator manual_seed(long seed)
        {
            NativeError.Check(gt_generator_manual_seed(Handle, seed));
            GC.KeepAlive(this);
            return this;
        }

        public long initial_seed()
        {
            NativeError.Check(gt_generator_initial_seed(Handle, out long seed));
            GC.KeepAlive(this);
            return seed;
        }

        public Tensor get_state()
        {
            Tensor state = NativeError.Wrap(gt_generator_get_state(Handle));
            GC.KeepAlive(this);
            return state;
        }

        public void set_state(Tensor value)
        {
            NativeError.Check(gt_generator_set_state(Handle, value.Handle), value);
            GC.KeepAlive(this);
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        internal static nint Of(Generator? generator) => generator?.Handle ?? 0;

        private void Free()
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                gt_generator_free(handle);
            }
        }
    }

    /// <summary>Seeds the default generator and answers it.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Start();
        NativeError.Check(gt_manual_seed(seed));
        return Generator.Default;
    }

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
    }
}
