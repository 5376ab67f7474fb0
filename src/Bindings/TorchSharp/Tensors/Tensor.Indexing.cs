using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices).Dispose();
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices).Dispose();
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set
            {
                using Tensor part = select(0, i1);
                part.copy_(value).Dispose();
            }
        }

        public Tensor this[long i1, long i2]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2)).Dispose();
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3)).Dispose();
        }

        public Tensor index(params TensorIndex[] indices)
        {
            IndexArgument* arguments = stackalloc IndexArgument[indices.Length];
            Encode(indices, arguments);
            Tensor result = Wrap(gt_index(Handle, arguments, indices.Length), this);
            GC.KeepAlive(indices);
            return result;
        }

        public Tensor index(params Tensor[] indices) => index(Wrapped(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            IndexArgument* arguments = stackalloc IndexArgument[indices.Length];
            Encode(indices, arguments);
            Tensor result = Wrap(gt_index_put_(Handle, arguments, indices.Length, value.Handle), this, value);
            GC.KeepAlive(indices);
            return result;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Wrapped(indices));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            IndexArgument* arguments = stackalloc IndexArgument[indices.Length];
            Encode(indices, arguments);
            Tensor result = Wrap(gt_index_put_scalar_(Handle, arguments, indices.Length, value), this);
            GC.KeepAlive(indices);
            return result;
        }

        public Tensor narrow(long dim, long start, long length) => Wrap(gt_narrow(Handle, dim, start, length), this);
        public Tensor slice(long dim, long start, long finish, long step) => Wrap(gt_slice(Handle, dim, start, finish, step), this);
        public Tensor select(long dim, long index) => Wrap(gt_select(Handle, dim, index), this);
        public Tensor index_select(long dim, Tensor index) => Wrap(gt_index_select(Handle, dim, index.Handle), this, index);
        public Tensor gather(long dim, Tensor index) => Wrap(gt_gather(Handle, dim, index.Handle), this, index);
        public Tensor take(Tensor index) => Wrap(gt_take(Handle, index.Handle), this, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Wrap(gt_scatter(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Wrap(gt_scatter_(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Wrap(gt_scatter_add(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Wrap(gt_scatter_add_(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Wrap(gt_index_add_(Handle, dim, index.Handle, source.Handle, alpha), this, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Wrap(gt_index_copy_(Handle, dim, index.Handle, source.Handle), this, index, source);
        public Tensor masked_fill(Tensor mask, Scalar value) => Wrap(gt_masked_fill(Handle, mask.Handle, value), this, mask);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Wrap(gt_masked_fill_(Handle, mask.Handle, value), this, mask);
        public Tensor masked_select(Tensor mask) => Wrap(gt_masked_select(Handle, mask.Handle), this, mask);

        private static void Encode(TensorIndex[] indices, IndexArgument* arguments)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                arguments[i] = indices[i].Encode();
            }
        }

        private static TensorIndex[] Wrapped(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);
    }
}
