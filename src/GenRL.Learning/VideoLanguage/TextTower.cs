using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// The text half of the compact video-language model: a word is the mean of its n-grams' vectors, a sentence the mean of its words after
/// one self-attention layer.
/// </summary>
internal sealed class TextTower : nn.Module
{
    /// <summary>Length of a word's vector.</summary>
    public const int WordSize = 128;

    /// <summary>Attention heads.</summary>
    public const int Heads = 4;

    /// <summary>Added to the attention toward words that are not there.</summary>
    public const float Absent = -10_000;

    private const int Inner = 256;

    private readonly Embedding grams;
    private readonly Parameter places;
    private readonly LayerNorm attention_norm, inner_norm, output_norm;
    private readonly Linear attention_in, attention_out, inner_in, inner_out, hidden, embedding;

    /// <param name="vocabulary">Number of token ids.</param>
    /// <param name="words">Words of a sentence.</param>
    /// <param name="dimension">Length of the embedding.</param>
    public TextTower(int vocabulary, int words, int dimension) : base("text")
    {
        grams = nn.Embedding(vocabulary, WordSize);
        places = new Parameter(randn([words, WordSize]) * .1f);
        attention_norm = nn.LayerNorm([WordSize]);
        attention_in = nn.Linear(WordSize, 3 * WordSize);
        attention_out = nn.Linear(WordSize, WordSize);
        inner_norm = nn.LayerNorm([WordSize]);
        inner_in = nn.Linear(WordSize, Inner);
        inner_out = nn.Linear(Inner, WordSize);
        output_norm = nn.LayerNorm([WordSize]);
        hidden = nn.Linear(WordSize, Inner);
        embedding = nn.Linear(Inner, dimension);
        RegisterComponents();
    }

    /// <summary>Vectors of words, so that a batch computes each of its words once.</summary>
    /// <param name="ids">[U, grams], int64.</param>
    /// <param name="mask">[U, grams], 1 for a gram.</param>
    /// <returns>[U, <see cref="WordSize"/>].</returns>
    public Tensor Words(Tensor ids, Tensor mask)
    {
        Tensor sum = (grams.forward(ids) * mask.unsqueeze(-1)).sum([1]);
        return sum / mask.sum([1], true).clamp(min: 1);
    }

    /// <summary>Unit embeddings of sentences.</summary>
    /// <param name="words">Vectors, [N, words, <see cref="WordSize"/>].</param>
    /// <param name="mask">[N, words], 1 for a word.</param>
    /// <returns>[N, D].</returns>
    public Tensor Sentences(Tensor words, Tensor mask)
    {
        long count = words.shape[0], length = words.shape[1];
        Tensor x = words + places;
        Tensor[] parts = attention_in.forward(attention_norm.forward(x)).chunk(3, 2);
        Tensor Split(Tensor part) => part.reshape(count, length, Heads, WordSize / Heads).permute(0, 2, 1, 3);
        Tensor scores = Split(parts[0]).matmul(Split(parts[1]).transpose(2, 3)) * (1 / MathF.Sqrt(WordSize / Heads));
        Tensor weights = (scores + ((1 - mask) * Absent).reshape(count, 1, 1, length)).softmax(-1);
        Tensor mixed = weights.matmul(Split(parts[2])).permute(0, 2, 1, 3).reshape(count, length, WordSize);
        x = x + attention_out.forward(mixed);
        x = x + inner_out.forward(inner_in.forward(inner_norm.forward(x)).silu());
        Tensor present = mask.unsqueeze(-1);
        Tensor mean = (x * present).sum([1]) / present.sum([1]).clamp(min: 1);
        Tensor inner = hidden.forward(output_norm.forward(mean)).silu();
        return nn.functional.normalize(embedding.forward(inner), 2, 1);
    }
}
