using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor view(params long[] shape)
        {
            fixed (long* pointer = shape)
            {
                return Wrap(gt_view(Handle, pointer, shape.Length), this);
            }
        }

        public Tensor reshape(params long[] shape)
        {
            fixed (long* pointer = shape)
            {
                return Wrap(gt_reshape(Handle, pointer, shape.Length), this);
            }
        }

        public Tensor repeat(params long[] sizes)
        {
            fixed (long* pointer = sizes)
            {
                return Wrap(gt_repeat(Handle, pointer, sizes.Length), this);
            }
        }

        public Tensor permute(params long[] permutation)
        {
            fixed (long* pointer = permutation)
            {
                return Wrap(gt_permute(Handle, pointer, permutation.Length), this);
            }
        }

        public Tensor flip(params long[] dims)
        {
            fixed (long* pointer = dims)
            {
                return Wrap(gt_flip(Handle, pointer, dims.Length), this);
            }
        }

        public Tensor expand(params long[] sizes) => expand(sizes, false);

        public Tensor expand(long[] sizes, bool isImplicit = false)
        {
            fixed (long* pointer = sizes)
            {
                return Wrap(gt_expand(Handle, pointer, sizes.Length, isImplicit), this);
            }
        }

        public Tensor expand_as(Tensor other) => expand(other.shape, false);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape_as(Tensor other) => reshape(other.shape);

        public Tensor broadcast_to(params long[] shape) => expand(shape, false);

        public Tensor roll(long[] shifts, long[] dims)
        {
            fixed (long* s = shifts, d = dims)
            {
                return Wrap(gt_roll(Handle, s, shifts.Length, d, dims.Length), this);
            }
        }

        public Tensor unflatten(long dim, params long[] sizes)
        {
            fixed (long* pointer = sizes)
            {
                return Wrap(gt_unflatten(Handle, dim, pointer, sizes.Length), this);
            }
        }

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Wrap(gt_flatten(Handle, start_dim, end_dim), this);
        public Tensor transpose(long dim0, long dim1) => Wrap(gt_transpose(Handle, dim0, dim1), this);
        public Tensor t() => Wrap(gt_t(Handle), this);
        public Tensor mT => transpose(-2, -1);
        public Tensor squeeze(long? dim = null) => dim.HasValue ? Wrap(gt_squeeze_dim(Handle, dim.Value), this) : Wrap(gt_squeeze(Handle), this);
        public Tensor unsqueeze(long dim) => Wrap(gt_unsqueeze(Handle, dim), this);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Wrap(gt_repeat_interleave(Handle, repeats, dim ?? 0, dim.HasValue), this);

        public Tensor tril(long diagonal = 0) => Wrap(gt_tril(Handle, diagonal), this);
        public Tensor triu(long diagonal = 0) => Wrap(gt_triu(Handle, diagonal), this);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Wrap(gt_diagonal(Handle, offset, dim1, dim2), this);

        public Tensor[] chunk(long chunks, long dim = 0L)
        {
            int capacity = checked((int)Math.Max(1, chunks));
            nint[] results = new nint[capacity];
            fixed (nint* pointer = results)
            {
                return Take(results, gt_chunk(Handle, chunks, dim, pointer, capacity));
            }
        }

        public Tensor[] split(long size, int dim = 0)
        {
            int capacity = checked((int)(size <= 0 ? 1 : Math.Max(1, (this.size(dim) + size - 1) / size)));
            nint[] results = new nint[capacity];
            fixed (nint* pointer = results)
            {
                return Take(results, gt_split(Handle, size, dim, pointer, capacity));
            }
        }

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            nint[] results = new nint[Math.Max(1, sizes.Length)];
            fixed (long* s = sizes)
            fixed (nint* pointer = results)
            {
                return Take(results, gt_split_sizes(Handle, s, sizes.Length, dim, pointer, results.Length));
            }
        }

        public Tensor[] unbind(long dimension = 0L)
        {
            nint[] results = new nint[Math.Max(1, size((int)dimension))];
            fixed (nint* pointer = results)
            {
                return Take(results, gt_unbind(Handle, dimension, pointer, results.Length));
            }
        }

        private Tensor[] Take(nint[] handles, int count)
        {
            Check(count, this);
            var tensors = new Tensor[count];
            for (int i = 0; i < count; i++)
            {
                tensors[i] = new Tensor(handles[i]);
            }
            return tensors;
        }
    }
}
