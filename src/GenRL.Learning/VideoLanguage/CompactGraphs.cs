using GenRL.Data.Clips;
using GenRL.Learning.Export.Onnx;
using GenRL.VideoLanguage;

namespace GenRL.Learning.VideoLanguage;

/// <summary>The two networks of a compact video-language model as ONNX, for any batch size.</summary>
internal static class CompactGraphs
{
    /// <summary>
    /// Video network: frames uint8 [N, F, 3, 64, 64] to unit embeddings [N * (F - 7), D], one for every window of 8 consecutive frames;
    /// overlapping windows share the convolutions. With F = 8 it is <see cref="VideoTower.Forward"/>.
    /// </summary>
    public static OnnxGraph Video(NetworkWeights weights, int dimension)
    {
        const int size = ClipFormat.Size;
        var graph = new OnnxGraph("video");
        OnnxValue bytes = graph.Input(VideoLanguageManifest.FramesInput, OnnxElement.UInt8, "N", "F", 3, size, size);
        OnnxValue frames = graph.Multiply(graph.Cast(bytes, OnnxElement.Float32), graph.Constant(1 / 255f));
        OnnxValue earlier = graph.Slice(frames, 1, 0, -1), later = graph.Slice(frames, 1, 1, long.MaxValue);
        OnnxValue colour = graph.Multiply(graph.Subtract(later, graph.Mean(later, true, 3, 4)), graph.Constant(VideoTower.ColourScale));
        OnnxValue difference = graph.Multiply(graph.Mean(graph.Subtract(later, earlier), true, 2), graph.Constant(VideoTower.DifferenceScale));
        OnnxValue x = graph.Reshape(graph.Concatenate(2, colour, difference), -1, 4, size, size);
        x = Convolution(graph, x, weights, "video.conv0", 4, 2);
        x = Convolution(graph, x, weights, "video.conv1", 2, 1);
        x = Convolution(graph, x, weights, "video.conv2", 2, 1);
        OnnxValue tokens = graph.Dense(graph.Flatten(x), weights, "video.token", "video.token_norm");
        OnnxValue joined = graph.Dense(Windows(graph, tokens, bytes), weights, "video.mix", "video.mix_norm");
        OnnxValue features = graph.Silu(graph.Linear(joined, weights, "video.features"));
        graph.Output(VideoLanguageManifest.EmbeddingOutput, graph.Normalize(graph.Linear(features, weights, "video.embedding")), "M", dimension);
        return graph;
    }

    /// <summary>Joins the tokens of the pairs (j, j+1), (j+2, j+3), ... of every window j: [N * (F - 1), T] to [N * (F - 7), 4 T].</summary>
    private static OnnxValue Windows(OnnxGraph graph, OnnxValue tokens, OnnxValue bytes)
    {
        const int pairs = ClipFormat.Frames / 2;
        OnnxValue batch = graph.Slice(graph.Node("Shape", [bytes]), 0, 0, 1);
        OnnxValue shape = graph.Concatenate(0, batch, graph.Integers(-1, VideoTower.TokenSize));
        OnnxValue sequences = graph.Node("Reshape", [tokens, shape]);
        OnnxValue[] parts = new OnnxValue[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            int left = 2 * (pairs - 1 - pair);
            parts[pair] = graph.Slice(sequences, 1, 2 * pair, left == 0 ? long.MaxValue : -left);
        }
        return graph.Reshape(graph.Concatenate(2, parts), -1, pairs * VideoTower.TokenSize);
    }

    /// <summary>Text network: ids int64 and mask float32 [N, words, grams] to unit embeddings [N, D]. Mirrors <see cref="TextTower"/>.</summary>
    public static OnnxGraph Text(NetworkWeights weights, TokenizerDescription tokenizer, int dimension)
    {
        const int width = TextTower.WordSize, heads = TextTower.Heads;
        int words = tokenizer.MaximumWords;
        var graph = new OnnxGraph("text");
        OnnxValue ids = graph.Input(VideoLanguageManifest.IdsInput, OnnxElement.Int64, "N", words, tokenizer.GramsPerWord);
        OnnxValue mask = graph.Input(VideoLanguageManifest.MaskInput, "N", words, tokenizer.GramsPerWord);
        OnnxValue grams = graph.Gather(graph.Parameter(weights, "text.grams.weight"), ids);
        OnnxValue counts = graph.Clip(graph.Sum(mask, true, 2), 1, tokenizer.GramsPerWord);
        OnnxValue gramMask = graph.Reshape(mask, -1, words, tokenizer.GramsPerWord, 1);
        OnnxValue vectors = graph.Divide(graph.Sum(graph.Multiply(grams, gramMask), false, 2), counts);
        // A word that is there has at least its first gram.
        OnnxValue present = graph.Slice(mask, 2, 0, 1);
        OnnxValue x = graph.Add(vectors, graph.Parameter(weights, "text.places"));
        OnnxValue absent = graph.Multiply(graph.Subtract(graph.Constant(1), graph.Reshape(present, -1, 1, 1, words)), graph.Constant(TextTower.Absent));
        x = graph.Add(x, Rows(graph, Attention(graph, x, absent, weights, words, heads), weights, "text.attention_out", words));
        OnnxValue inner = graph.Silu(Flat(graph, graph.LayerNorm(x, weights, "text.inner_norm"), weights, "text.inner_in"));
        x = graph.Add(x, graph.Reshape(graph.Linear(inner, weights, "text.inner_out"), -1, words, width));
        OnnxValue mean = graph.Divide(graph.Sum(graph.Multiply(x, present), false, 1), graph.Clip(graph.Sum(present, false, 1), 1, words));
        OnnxValue hidden = graph.Silu(graph.Linear(graph.LayerNorm(mean, weights, "text.output_norm"), weights, "text.hidden"));
        graph.Output(VideoLanguageManifest.EmbeddingOutput, graph.Normalize(graph.Linear(hidden, weights, "text.embedding")), "N", dimension);
        return graph;
    }

    private static OnnxValue Attention(OnnxGraph graph, OnnxValue x, OnnxValue absent, NetworkWeights weights, int words, int heads)
    {
        const int width = TextTower.WordSize;
        OnnxValue all = Flat(graph, graph.LayerNorm(x, weights, "text.attention_norm"), weights, "text.attention_in");
        OnnxValue[] parts = graph.Split(all, 1, width, width, width);
        OnnxValue Heads(OnnxValue part, params long[] axes) => graph.Transpose(graph.Reshape(part, -1, words, heads, width / heads), axes);
        OnnxValue scores = graph.MatrixProduct(Heads(parts[0], 0, 2, 1, 3), Heads(parts[1], 0, 2, 3, 1));
        OnnxValue scaled = graph.Multiply(scores, graph.Constant(1 / MathF.Sqrt(width / heads)));
        OnnxValue mixed = graph.MatrixProduct(graph.Softmax(graph.Add(scaled, absent)), Heads(parts[2], 0, 2, 1, 3));
        return graph.Reshape(graph.Transpose(mixed, 0, 2, 1, 3), -1, width);
    }

    private static OnnxValue Flat(OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer) =>
        graph.Linear(graph.Reshape(x, -1, TextTower.WordSize), weights, layer);

    private static OnnxValue Rows(OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer, int words) =>
        graph.Reshape(graph.Linear(x, weights, layer), -1, words, TextTower.WordSize);

    private static OnnxValue Convolution(OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer, long stride, long pad) =>
        graph.Relu(graph.Convolution(
            x, graph.Parameter(weights, layer + ".weight"), graph.Parameter(weights, layer + ".bias"), [stride, stride], [pad, pad, pad, pad]));
}
