using GenRL.Data;

namespace GenRL.VideoLanguage.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void Recall_counts_videos_whose_nearest_text_has_their_class()
    {
        float[] videos = [1, 0, 0, 1, 0.6f, 0.8f];
        float[] texts = [1, 0, 0, 1];
        Assert.Equal(2.0 / 3, EmbeddingStatistics.RecallAtOne(videos, [7, 8, 7], texts, [7, 8], 2), 6);
        Assert.Throws<ArgumentException>(() => EmbeddingStatistics.RecallAtOne(videos, [7, 8], texts, [7, 8], 2));
    }

    [Fact]
    public void Auroc_is_the_share_of_ordered_pairs()
    {
        Assert.Equal(1, EmbeddingStatistics.Auroc([3, 4], [1, 2]));
        Assert.Equal(0.625, EmbeddingStatistics.Auroc([1, 4], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingStatistics.Auroc([], [1]));
    }

    [Fact]
    public void Gap_cone_and_lag_are_those_of_the_definition()
    {
        float[] a = [1, 0, 0, 1];
        Assert.Equal(0, EmbeddingStatistics.MeanPairwiseSimilarity(a, 2), 6);
        Assert.Equal(1, EmbeddingStatistics.MeanPairwiseSimilarity([1, 0, 1, 0, 1, 0], 2), 6);
        Assert.Equal(Math.Sqrt(2), EmbeddingStatistics.ModalityGap([1, 0], [0, 1], 2), 6);
        Assert.Equal(0.5, EmbeddingStatistics.MeanSimilarityAtLag([1, 0, 1, 0, 0, 1], 2, 1), 6);
    }

    [Fact]
    public void A_clip_bank_names_the_nearest_behaviours_and_survives_a_round_trip()
    {
        ClipBank bank = new([1, 0, 0.8f, 0.6f, 0, 1], [0, 0, 1], ["walk", "lie down"]);
        string path = Path.Combine(Path.GetTempPath(), $"bank-{Guid.NewGuid():N}.npz");
        try
        {
            bank.Save(path);
            ClipBank copy = ClipBank.Load(path);
            Assert.Equal(0.6, copy.Confidence([1, 0]), 5);
            Assert.Equal(["walk", "lie down"], copy.Nearest([1, 0], 5).Select(pair => pair.Behaviour));
            Assert.Equal(("lie down", 1.0), copy.Nearest([0, 1], 1)[0]);
            NpzFile.Write(path, [new("embeddings", NpyArray.From<float>([1, 0], 1, 2)), new("behaviours", NpyArray.From<int>([5], 1)), new("names", NpyArray.From<byte>([65], 1))]);
            Assert.Throws<InvalidDataException>(() => ClipBank.Load(path));
            NpzFile.Write(path, [new("embeddings", NpyArray.From<float>([1, 0], 1, 2))]);
            Assert.Throws<InvalidDataException>(() => ClipBank.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
