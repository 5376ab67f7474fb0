using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Convolutions of kernel 3 with ReLU on stacked frames: uint8 [N, 3 * stack, 64, 64] to [N, <see cref="OutputSize"/>] (spec 7.3).</summary>
public sealed class PixelEncoder : nn.Module<Tensor, Tensor>
{
    private const int Kernel = 3;

    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> convolutions = nn.ModuleList<nn.Module<Tensor, Tensor>>();

    /// <param name="options">Frame stack, channels and strides.</param>
    /// <exception cref="ArgumentException">The strides leave no pixel.</exception>
    public PixelEncoder(PixelAgentOptions options)
        : base(nameof(PixelEncoder))
    {
        long channels = options.FrameStack * FrameFormat.Channels;
        long size = FrameFormat.Size;
        foreach (var stride in options.Strides)
        {
            size = ((size - Kernel) / stride) + 1;
            if (size < 1)
            {
                throw new ArgumentException($"The strides {string.Join(", ", options.Strides)} leave no pixel of a frame of {FrameFormat.Size}.", nameof(options));
            }

            convolutions.Add(nn.Conv2d(channels, options.Channels, (long)Kernel, (long)stride));
            channels = options.Channels;
        }

        OutputSize = channels * size * size;
        RegisterComponents();
    }

    /// <summary>Numbers that a picture becomes.</summary>
    public long OutputSize { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor frames)
    {
        using var scope = NewDisposeScope();
        var hidden = WorldModel.Normalise(frames);
        foreach (var convolution in convolutions)
        {
            hidden = convolution.call(hidden).relu();
        }

        return hidden.flatten(1).MoveToOuterDisposeScope();
    }
}
