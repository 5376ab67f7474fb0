using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>Rewrites of what happens to images: encoder, decoder, replay (spec 11.4).</summary>
internal static class ImageRewrites
{
    /// <summary>Channels of a pixel side by side, so that their norm needs no reordering, and the norm and its activation in one pass.</summary>
    public static Rewrite Encoder(long frames, int multiplier)
    {
        var encoder = new ImageEncoder(multiplier);
        var named = encoder.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        var images = randn(frames, 3, FrameFormat.Size, FrameFormat.Size);
        Tensor[] wanted = [.. named.Values];
        return new Rewrite(
            "encoder: channels last, norms fused",
            () =>
            {
                var hidden = images;
                for (var layer = 0; layer < ImageEncoder.Layers; layer++)
                {
                    hidden = nn.functional.conv2d(hidden, named[$"convolutions.{layer}.weight"], named[$"convolutions.{layer}.bias"], strides: new long[] { 2, 2 });
                    hidden = nn.functional.layer_norm(
                        hidden.permute(0, 2, 3, 1), new[] { hidden.shape[1] }, named[$"norms.{layer}.norm.weight"], named[$"norms.{layer}.norm.bias"], ChannelLayerNorm.Epsilon)
                        .permute(0, 3, 1, 2).silu();
                }

                return Rewrite.WithGradients(hidden.flatten(1), wanted);
            },
            () => Rewrite.WithGradients(encoder.call(FusedLayers.ChannelsLast(images)), wanted),
            encoder, images);
    }

    /// <summary>The first transposed convolution sees one pixel: a matrix product.</summary>
    public static Rewrite FirstDeconvolution(long frames, int multiplier)
    {
        const int kernel = 5;
        var (inputs, outputs) = (32L * multiplier, 4L * multiplier);
        var hidden = Rewrite.Leaf(frames, inputs);
        var weight = randn(inputs, outputs, kernel, kernel).mul_(0.05).requires_grad_();
        var bias = Rewrite.Leaf(outputs);
        return new Rewrite(
            "decoder: first deconvolution as a product",
            () => Rewrite.WithGradients(
                nn.functional.conv_transpose2d(hidden.view(frames, inputs, 1, 1), weight, bias, strides: new long[] { 2, 2 }), hidden, weight, bias),
            () => Rewrite.WithGradients(
                hidden.matmul(weight.flatten(1)).view(frames, outputs, kernel, kernel) + bias.view(1, -1, 1, 1), hidden, weight, bias),
            hidden, weight, bias);
    }

    /// <summary>A transposed convolution of stride 2 as one convolution for its four output phases.</summary>
    public static Rewrite PhaseSplit(long frames, long inputs, long outputs, long kernel, long size)
    {
        var layer = new PhaseDeconvolution("layer", inputs, outputs, kernel);
        var named = layer.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        using var drawn = randn(frames, inputs, size, size);
        var hidden = FusedLayers.ChannelsLast(drawn).requires_grad_();
        Tensor[] wanted = [hidden, named["weight"], named["bias"]];
        return new Rewrite(
            $"decoder: deconvolution of {size}x{size} in four phases",
            () => Rewrite.WithGradients(nn.functional.conv_transpose2d(hidden, named["weight"], named["bias"], strides: new long[] { 2, 2 }), wanted),
            () => Rewrite.WithGradients(layer.call(hidden), wanted),
            layer, hidden);
    }

    /// <summary>Frames kept as bytes, a quarter of the memory, and turned into numbers after they are drawn.</summary>
    public static Rewrite ByteReplay(int batch, int length)
    {
        const int rows = 512;
        var bytes = StepArray<byte>.InMemory(rows, FrameFormat.Bytes);
        var numbers = StepArray<float>.InMemory(rows, FrameFormat.Bytes);
        var random = new SeededRandom(1);
        for (var row = 0; row < rows; row++)
        {
            var from = bytes.Write(row);
            var to = numbers.Write(row);
            for (var index = 0; index < from.Length; index++)
            {
                from[index] = (byte)random.Next(256);
                to[index] = (from[index] * (float)(1.0 / 255)) - 0.5f;
            }
        }

        long[] starts = [.. Enumerable.Range(0, batch).Select(index => (long)(index * 37 % (rows - length)))];
        long[] shape = [batch * length, 3, FrameFormat.Size, FrameFormat.Size];
        return new Rewrite(
            "replay: frames as bytes",
            () =>
            {
                var images = empty(shape);
                numbers.Gather(starts, length, MemoryMarshal.Cast<byte, float>(images.bytes));
                return [FusedLayers.ChannelsLast(images)];
            },
            () =>
            {
                var images = empty(shape, dtype: ScalarType.Byte);
                bytes.Gather(starts, length, images.bytes);
                return [WorldModel.Normalise(images)];
            },
            bytes, numbers);
    }
}
