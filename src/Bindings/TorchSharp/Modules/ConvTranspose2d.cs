using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Transposed convolution of images [B, C, H, W]; the weight is [in, out / groups, kh, kw].</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        private readonly long[] _stride;
        private readonly long[] _padding;
        private readonly long[] _outputPadding;
        private readonly long[] _dilation;
        private readonly long _groups;

        internal ConvTranspose2d(long inChannels, long outChannels, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) outputPadding, (long, long) dilation, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose2d), [inChannels, outChannels / groups, kernel.Item1, kernel.Item2], outChannels, bias, device, dtype)
        {
            (_stride, _padding, _outputPadding, _dilation, _groups) = (Pair(stride), Pair(padding), Pair(outputPadding), Pair(dilation), groups);
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.conv_transpose2d(input, weight, bias, _stride, _padding, _outputPadding, _dilation, _groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            // The official versions name these arguments differently: pass them by position.
            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                ConvTranspose2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                if (padding_mode != PaddingModes.Zeros)
                {
                    throw new ArgumentException("Transposed convolutions pad with zeros only.");
                }
                return new(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), output_padding ?? (0, 0), dilation ?? (1, 1), groups, bias, device, dtype);
            }
        }
    }
}
