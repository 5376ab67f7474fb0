using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// What the video tower must also predict while it learns, and what is thrown away afterwards: the kind of clip, and posture and motion at
/// each pair's later frame.
/// </summary>
internal sealed class VideoHeads : nn.Module
{
    private readonly Linear labels, measures;

    public VideoHeads(int labelCount, int measureCount) : base("heads")
    {
        labels = nn.Linear(VideoTower.FeatureSize, labelCount);
        measures = nn.Linear(VideoTower.TokenSize, measureCount);
        RegisterComponents();
    }

    /// <summary>Logits [N, labels] from features [N, F].</summary>
    public Tensor Labels(Tensor features) => labels.forward(features);

    /// <summary>Measures [N, pairs, M] from tokens [N, pairs, T].</summary>
    public Tensor Measures(Tensor tokens) => measures.forward(tokens);
}
