using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private static int Type(ScalarType? type) => type.HasValue ? (int)type.Value : -1;

        public Tensor sum(ScalarType? type = null) => Wrap(gt_sum(Handle, Type(type)), this);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* pointer = dim)
            {
                return Wrap(gt_sum_dims(Handle, pointer, dim.Length, keepdim, Type(type)), this);
            }
        }

        public Tensor mean() => Wrap(gt_mean(Handle, -1), this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* pointer = dimensions)
            {
                return Wrap(gt_mean_dims(Handle, pointer, dimensions.Length, keepdim, Type(type)), this);
            }
        }

        public Tensor prod(ScalarType? type = null) => Wrap(gt_prod(Handle, Type(type)), this);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Wrap(gt_prod_dim(Handle, dim, keepdim, Type(type)), this);

        public Tensor std(bool unbiased = true) => Wrap(gt_std(Handle, unbiased), this);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std((long[])[dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* pointer = dimensions)
            {
                return Wrap(gt_std_dims(Handle, pointer, dimensions.Length, unbiased, keepdim), this);
            }
        }

        public Tensor var(bool unbiased = true) => Wrap(gt_var(Handle, unbiased), this);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var((long[])[dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* pointer = dimensions)
            {
                return Wrap(gt_var_dims(Handle, pointer, dimensions.Length, unbiased, keepdim), this);
            }
        }

        public Tensor amax(params long[] dims) => amax(dims, false);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* pointer = dims)
            {
                return Wrap(gt_amax(Handle, pointer, dims.Length, keepdim), this);
            }
        }

        public Tensor amin(params long[] dims) => amin(dims, false);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* pointer = dims)
            {
                return Wrap(gt_amin(Handle, pointer, dims.Length, keepdim), this);
            }
        }

        public Tensor max() => Wrap(gt_max(Handle), this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            nint* results = stackalloc nint[2];
            Check(gt_max_dim(Handle, dim, keepdim, results, 2), this);
            return (new Tensor(results[0]), new Tensor(results[1]));
        }

        public Tensor min() => Wrap(gt_min(Handle), this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            nint* results = stackalloc nint[2];
            Check(gt_min_dim(Handle, dim, keepdim, results, 2), this);
            return (new Tensor(results[0]), new Tensor(results[1]));
        }

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            nint* results = stackalloc nint[2];
            Check(gt_sort(Handle, dim, descending, stable, results, 2), this);
            return (new Tensor(results[0]), new Tensor(results[1]));
        }

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            nint* results = stackalloc nint[2];
            Check(gt_topk(Handle, k, dim, largest, sorted, results, 2), this);
            return (new Tensor(results[0]), new Tensor(results[1]));
        }

        public Tensor median() => Wrap(gt_median(Handle), this);
        public Tensor all() => Wrap(gt_all(Handle), this);
        public Tensor all(long dim, bool keepdim = false) => Wrap(gt_all_dim(Handle, dim, keepdim), this);
        public Tensor any() => Wrap(gt_any(Handle), this);
        public Tensor any(long dim, bool keepdim = false) => Wrap(gt_any_dim(Handle, dim, keepdim), this);
        public Tensor argmax() => Wrap(gt_argmax(Handle, 0, false, false), this);
        public Tensor argmax(long dim, bool keepdim = false) => Wrap(gt_argmax(Handle, dim, true, keepdim), this);
        public Tensor argmin() => Wrap(gt_argmin(Handle, 0, false, false), this);
        public Tensor argmin(long dim, bool keepdim = false) => Wrap(gt_argmin(Handle, dim, true, keepdim), this);
        public Tensor argsort(long dim = -1, bool descending = false) => Wrap(gt_argsort(Handle, dim, descending), this);
        public Tensor norm(float p = 2.0f) => Wrap(gt_norm(Handle, p), this);
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Wrap(gt_norm_dim(Handle, p, dim, keepdim), this);
        public Tensor cumsum(long dim, ScalarType? type = null) => Wrap(gt_cumsum(Handle, dim, Type(type)), this);
        public Tensor cumprod(long dim, ScalarType? type = null) => Wrap(gt_cumprod(Handle, dim, Type(type)), this);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Wrap(gt_quantile(Handle, q.Handle, dim, true, keepdim), this, q);
        public Tensor count_nonzero() => Wrap(gt_count_nonzero(Handle), this);
        public Tensor nonzero() => Wrap(gt_nonzero(Handle), this);

        public Tensor logsumexp(long dim, bool keepdim = false) => Wrap(gt_logsumexp(Handle, &dim, 1, keepdim), this);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Wrap(gt_softmax(Handle, dim, Type(dtype)), this);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Wrap(gt_log_softmax(Handle, dim, Type(dtype)), this);
    }
}
