using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private Tensor To(ScalarType type, DeviceType deviceType, int index, bool copy, bool disposeAfter, bool nonBlocking)
        {
            Tensor result = Wrap(gt_to(Handle, (int)type, (int)deviceType, index, nonBlocking, copy), this);
            if (disposeAfter)
            {
                Dispose();
            }
            return result;
        }

        /// <summary>This tensor with another element type: a new handle to the same data if it already has it.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            gt_device(Handle, out int deviceType, out int index);
            return To(type, (DeviceType)deviceType, index, copy, disposeAfter, non_blocking);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(dtype, device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(type, device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor @bool() => to_type(ScalarType.Bool);
        public Tensor @byte() => to_type(ScalarType.Byte);
        public Tensor @int() => to_type(ScalarType.Int32);
        public Tensor @long() => to_type(ScalarType.Int64);
        public Tensor half() => to_type(ScalarType.Float16);
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);
        public Tensor @float() => to_type(ScalarType.Float32);
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>The elements of a CPU tensor, in logical order.</summary>
        /// <typeparam name="T">The type that matches <see cref="dtype"/>.</typeparam>
        /// <exception cref="ArgumentException">The types do not match.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU.</exception>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }
            ValidateType<T>();
            return new Utils.TensorAccessor<T>(this);
        }

        internal void ValidateType<T>() where T : unmanaged
        {
            if (TypeOf<T>() != dtype)
            {
                throw new ArgumentException($"A tensor of {dtype} cannot be read as {typeof(T).Name}.");
            }
        }

        /// <summary>
        /// The raw memory of a contiguous CPU tensor. Valid while the tensor lives; setting copies the bytes in.
        /// Writing through the span is invisible to autograd: change parameters by setting, or with <see cref="copy_"/>.
        /// </summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                Check(gt_data(Handle, out nint address), this);
                return new Span<byte>((void*)address, checked((int)(NumberOfElements * ElementSize)));
            }
            set
            {
                Span<byte> own = bytes;
                if (own.Length != value.Length)
                {
                    throw new ArgumentException($"The tensor holds {own.Length} bytes, not {value.Length}.");
                }
                value.CopyTo(own);
                Check(gt_mark_changed(Handle), this);
            }
        }

        /// <summary>The value of a tensor with one element.</summary>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new InvalidOperationException($"item() needs a tensor of one element, this one has {NumberOfElements}.");
            }
            ValidateType<T>();
            if (typeof(T) == typeof(float)) { return (T)(object)(float)ReadDouble(); }
            if (typeof(T) == typeof(double)) { return (T)(object)ReadDouble(); }
            if (typeof(T) == typeof(Half)) { return (T)(object)(Half)ReadDouble(); }
            if (typeof(T) == typeof(long)) { return (T)(object)ReadLong(); }
            if (typeof(T) == typeof(int)) { return (T)(object)(int)ReadLong(); }
            if (typeof(T) == typeof(short)) { return (T)(object)(short)ReadLong(); }
            if (typeof(T) == typeof(sbyte)) { return (T)(object)(sbyte)ReadLong(); }
            if (typeof(T) == typeof(byte)) { return (T)(object)(byte)ReadLong(); }
            return (T)(object)(ReadLong() != 0);
        }

        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Bool => ReadLong() != 0,
            var type when torch.is_integral(type) => ReadLong(),
            _ => ReadDouble(),
        };

        internal double ReadDouble()
        {
            Check(gt_item_double(Handle, out double value), this);
            return value;
        }

        internal long ReadLong()
        {
            Check(gt_item_long(Handle, out long value), this);
            return value;
        }

        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
