using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A learned vector for each of a number of symbols: indices [...] to vectors [..., D].</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long _padding;
        private Parameter _weight;

        internal Embedding(long count, long size, long? padding, Device? device, ScalarType? dtype) : base(nameof(Embedding))
        {
            _padding = padding ?? -1;
            _weight = new Parameter(randn(count, size, dtype, device));
            if (padding is { } index)
            {
                using IDisposable noGrad = no_grad();
                using Tensor row = _weight[index];
                row.zero_().Dispose();
            }
            register_parameter(nameof(weight), _weight);
        }

        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        public override Tensor forward(Tensor input) => NativeError.Wrap(gt_embedding(_weight.Handle, input.Handle, _padding), _weight, input);
    }

    /// <summary>Sums or averages the learned vectors of bags of symbols: [B, L] or ([N], offsets [B]) to [B, D].</summary>
    public sealed class EmbeddingBag : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
    {
        private readonly EmbeddingBagMode _mode;
        private readonly bool _includeLast;
        private Parameter _weight;

        internal EmbeddingBag(long count, long size, EmbeddingBagMode mode, bool includeLast, Device? device, ScalarType? dtype) : base(nameof(EmbeddingBag))
        {
            (_mode, _includeLast) = (mode, includeLast);
            _weight = new Parameter(randn(count, size, dtype, device));
            register_parameter(nameof(weight), _weight);
        }

        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
        {
            if (offsets is not null)
            {
                return Bag(input, offsets, perSampleWeights);
            }
            if (input.ndim != 2)
            {
                throw new ArgumentException("Without offsets the indices must be [B, L].");
            }
            using Tensor starts = arange(0, input.numel(), input.size(1), int64);
            using Tensor flat = input.reshape(-1);
            return Bag(flat, starts, perSampleWeights);
        }

        public Tensor call(Tensor input, Tensor offsets) => forward(input, offsets, null);

        public Tensor call(Tensor input) => forward(input, null, null);

        private Tensor Bag(Tensor input, Tensor offsets, Tensor? weights)
        {
            Tensor result = NativeError.Wrap(
                gt_embedding_bag(_weight.Handle, input.Handle, offsets.Handle, (long)_mode, weights?.Handle ?? 0, _includeLast), _weight, input, offsets);
            GC.KeepAlive(weights);
            return result;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                max_norm is null && !scale_grad_by_freq && !sparse
                    ? new(num_embeddings, embedding_dims, padding_idx, device, dtype)
                    : throw new ArgumentException("max_norm, scale_grad_by_freq and sparse are not covered by this binding.");

            public static Modules.EmbeddingBag EmbeddingBag(long num_embeddings, long embedding_dims, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false, long padding_index = -1, Device? device = null, ScalarType? dtype = null) =>
                max_norm is null && !scale_grad_by_freq && !sparse && padding_index < 0
                    ? new(num_embeddings, embedding_dims, mode, include_last_offset, device, dtype)
                    : throw new ArgumentException("max_norm, scale_grad_by_freq, sparse and padding_index are not covered by this binding.");
        }
    }
}
