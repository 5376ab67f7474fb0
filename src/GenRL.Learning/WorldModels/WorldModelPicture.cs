using GenRL.Data;
using GenRL.Learning.Networks;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Pictures of what a world model sees: real frames, reconstructions, and open-loop predictions below each other.</summary>
public static class WorldModelPicture
{
    private const int Rows = 3;

    /// <summary>Draws the first sequences of a batch with frames.</summary>
    public static void Save(string path, WorldModel model, SequenceBatch batch)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (b, t) = (batch.Actions.shape[0], batch.Actions.shape[1]);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var stoch = OneHotCategorical.Sample(model.PosteriorLogits(images)).unflatten(0, b, t);
        var decoded = model.Decode(stoch).unflatten(0, b, t);
        var foreseen = WorldModelEvaluation.OpenLoopImages(model, stoch, batch);
        var real = images.unflatten(0, b, t);
        var grid = new List<IReadOnlyList<RgbImage>>();
        for (var row = 0; row < Math.Min(Rows, b); row++)
        {
            grid.Add(Images(real.select(0, row)));
            grid.Add(Images(decoded.select(0, row)));
            grid.Add(Images(cat(new[] { decoded.select(0, row).narrow(0, 0, WorldModelEvaluation.Context), foreseen.select(0, row) }, 0)));
        }

        PngFile.Save(path, ImageStrip.Grid(grid, scale: 1));
    }

    /// <summary>Images of [n, 3, 64, 64] in [-0.5, 0.5], clipped.</summary>
    public static IReadOnlyList<RgbImage> Images(Tensor images)
    {
        using var scope = NewDisposeScope();
        var bytes = images.add(0.5).mul(255).clamp(0, 255).to(ScalarType.Byte).cpu().contiguous();
        var all = bytes.bytes.ToArray();
        return Enumerable.Range(0, (int)images.shape[0])
            .Select(index => RgbImage.FromChannelFirst(all.AsSpan(index * FrameFormat.Bytes, FrameFormat.Bytes)))
            .ToArray();
    }
}
