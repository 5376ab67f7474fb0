using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A libtorch tensor. Freed by <see cref="Dispose"/>, by the dispose scope that owns it, or by the finalizer.
    /// Using it afterwards throws <see cref="ObjectDisposedException"/>; native failures throw
    /// <see cref="System.Runtime.InteropServices.ExternalException"/> with libtorch's message.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private nint _handle;

        static Tensor() => Native.Start();

        internal Tensor(nint handle)
        {
            _handle = handle;
            DisposeScopeManager.ThreadSingleton.CurrentDisposeScope?.Add(this);
        }

        ~Tensor() => Free();

        internal DisposeScope? OwningScope { get; set; }

        internal int ScopeIndex { get; set; }

        /// <summary>The native handle.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor was disposed, by itself or by its dispose scope.");

        public bool IsInvalid => _handle == 0;

        public void Dispose()
        {
            OwningScope?.Remove(this);
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                gt_free(handle);
            }
        }

        /// <summary>Takes the native handle over from another tensor, which becomes invalid.</summary>
        internal nint MoveHandle()
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            OwningScope?.Remove(this);
            GC.SuppressFinalize(this);
            return handle;
        }

        public Tensor MoveToOuterDisposeScope() => OwningScope is { } scope ? scope.MoveToOuter(this) : this;

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            OwningScope?.Remove(this);
            other?.Add(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope);

        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Remove(this);
            return this;
        }

        public long Dimensions => KeepAlive(gt_dim(Handle));

        public long ndim => Dimensions;

        public long dim() => Dimensions;

        public long NumberOfElements => KeepAlive(gt_numel(Handle));

        public long numel() => NumberOfElements;

        public long ElementSize
        {
            get
            {
                Check(gt_element_size(Handle, out long bytes), this);
                return bytes;
            }
        }

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)KeepAlive(gt_dtype(Handle));

        public Device device
        {
            get
            {
                gt_device(Handle, out int type, out int index);
                GC.KeepAlive(this);
                return type == 0 ? CPU : new Device((DeviceType)type, index);
            }
        }

        public DeviceType device_type
        {
            get
            {
                gt_device(Handle, out int type, out _);
                GC.KeepAlive(this);
                return (DeviceType)type;
            }
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public unsafe long[] shape
        {
            get
            {
                long[] sizes = new long[gt_dim(Handle)];
                fixed (long* pointer = sizes)
                {
                    gt_sizes(Handle, pointer);
                }
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            Check(gt_size(Handle, dim, out long size), this);
            return size;
        }

        public unsafe long[] stride()
        {
            long[] strides = new long[gt_dim(Handle)];
            fixed (long* pointer = strides)
            {
                Check(gt_strides(Handle, pointer), this);
            }
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)Dimensions : dim];

        public long storage_offset()
        {
            Check(gt_storage_offset(Handle, out long offset), this);
            return offset;
        }

        public bool is_contiguous()
        {
            Check(gt_is_contiguous(Handle, 0, out bool contiguous), this);
            return contiguous;
        }

        public Tensor alias() => Wrap(gt_alias(Handle), this);

        public Tensor clone() => Wrap(gt_clone(Handle), this);

        public Tensor contiguous() => Wrap(gt_contiguous(Handle, 0), this);

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether shape and all elements are the same.</summary>
        public bool Equals(Tensor target)
        {
            Check(gt_equal(Handle, target.Handle, out bool equal), this);
            GC.KeepAlive(target);
            return equal;
        }

        public override int GetHashCode() => base.GetHashCode();

        public override string ToString() => IsInvalid ? "[disposed]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        private long KeepAlive(long value)
        {
            GC.KeepAlive(this);
            return value;
        }
    }
}
