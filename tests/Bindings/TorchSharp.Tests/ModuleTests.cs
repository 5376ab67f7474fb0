using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

public sealed class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly ModuleList<LayerNorm> norms;
        private readonly Sequential tail;
        private readonly Parameter scale;
        private readonly Tensor offset;

        public Net() : base("Net")
        {
            first = nn.Linear(3, 4);
            norms = nn.ModuleList(nn.LayerNorm(4), nn.LayerNorm(4));
            tail = nn.Sequential(("act", nn.SiLU()), ("out", nn.Linear(4, 2, hasBias: false)));
            scale = nn.Parameter(ones(1));
            offset = zeros(1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            Tensor x = first.call(input);
            foreach (LayerNorm norm in norms)
            {
                x = norm.call(x);
            }
            return tail.call(x) * scale + offset;
        }
    }

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var net = new Net();
        Assert.Equal(
            ["scale", "offset", "first.weight", "first.bias", "norms.0.weight", "norms.0.bias", "norms.1.weight", "norms.1.bias", "tail.out.weight"],
            net.state_dict().Keys);
        Assert.Equal(8, net.parameters().Count());
        Assert.Single(net.buffers());
    }

    [Fact]
    public void A_state_copied_to_another_module_makes_it_behave_the_same()
    {
        using DisposeScope scope = NewDisposeScope();
        using var one = new Net();
        using var other = new Net();
        Tensor x = randn(5, 3);
        Assert.False(one.forward(x).Equals(other.forward(x)));
        other.load_state_dict(one.state_dict());
        Assert.True(one.forward(x).Equals(other.forward(x)));
    }

    [Fact]
    public void A_state_with_other_names_is_refused_unless_told_otherwise()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new Net();
        Dictionary<string, Tensor> state = net.state_dict();
        state.Remove("scale");
        state["stranger"] = ones(1);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        Assert.Contains("scale", error.Message);
        Assert.Contains("stranger", error.Message);
        (IList<string> missing, IList<string> unexpected) = net.load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["stranger"], unexpected);
    }

    [Fact]
    public void Training_mode_reaches_all_submodules()
    {
        using var net = new Net();
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Conversion_keeps_the_parameter_objects()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new Net();
        Parameter[] before = net.parameters().ToArray();
        net.to(float64);
        Assert.Same(before[0], net.parameters().First());
        Assert.Equal(float64, net.forward(randn(2, 3, float64)).dtype);
    }

    [Fact]
    public void A_module_made_in_a_dispose_scope_outlives_it()
    {
        Net net;
        using (DisposeScope scope = NewDisposeScope())
        {
            net = new Net();
        }
        using (net)
        using (DisposeScope scope = NewDisposeScope())
        {
            Assert.Equal([2, 2], net.forward(randn(2, 3)).shape);
        }
    }

    [Fact]
    public void Layers_compute_what_their_functions_compute()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = randn([2, 3, 8, 8]);
        using Conv2d conv = nn.Conv2d(3, 5, 4, 2);
        Assert.True(conv.forward(image).Equals(F.conv2d(image, conv.weight, conv.bias, [2, 2])));
        Assert.Equal([2, 5, 3, 3], conv.forward(image).shape);
        using ConvTranspose2d up = nn.ConvTranspose2d(3, 2, 4, 2);
        Assert.Equal([2, 2, 18, 18], up.forward(image).shape);
        using Embedding embedding = nn.Embedding(7, 3);
        Assert.True(embedding.forward(tensor(new long[] { 6, 0 })).Equals(embedding.weight.index_select(0, tensor(new long[] { 6, 0 }))));
        using EmbeddingBag bag = nn.EmbeddingBag(7, 3);
        Assert.True(bag.call(tensor(new long[,] { { 6, 0 } })).allclose(((Tensor)embedding_mean(bag.weight)).unsqueeze(0)));

        static Tensor embedding_mean(Tensor weight) => weight.index_select(0, tensor(new long[] { 6, 0 })).mean([0L]);
    }

    [Fact]
    public void Losses_have_their_defined_values()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2 });
        Tensor b = tensor(new float[] { 3, 5 });
        Assert.Equal(6.5f, F.mse_loss(a, b).ToSingle());
        Assert.Equal(13f, F.mse_loss(a, b, nn.Reduction.Sum).ToSingle());
        Assert.Equal(Math.Log(2), F.binary_cross_entropy_with_logits(zeros(2), tensor(new float[] { 0, 1 })).ToSingle(), 6);
        Assert.Equal(Math.Log(3), F.cross_entropy(zeros(2, 3), tensor(new long[] { 0, 2 })).ToSingle(), 6);
        Assert.Equal(1f, F.cosine_similarity(tensor(new float[,] { { 1, 1 } }), tensor(new float[,] { { 2, 2 } })).ToSingle(), 6);
        Assert.Equal(1f, F.normalize(randn(1, 9)).norm().ToSingle(), 6);
        Assert.Equal([0, 0, 1, 2, 0], F.pad(tensor(new float[] { 1, 2 }), (2, 1)).data<float>().ToArray());
    }

    [Fact]
    public void Initializers_fill_as_defined()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        Tensor matrix = nn.init.orthogonal_(empty(4, 6));
        Assert.True(matrix.matmul(matrix.t()).allclose(eye(4), atol: 1e-5));
        Tensor normal = nn.init.trunc_normal_(empty(10000), std: 0.5, a: -1, b: 1);
        Assert.InRange(normal.abs().max().ToSingle(), 0.9f, 1f);
        Assert.InRange(normal.std().ToSingle(), 0.42f, 0.46f);
        Assert.InRange(nn.init.xavier_uniform_(empty(100, 200)).abs().max().ToSingle(), 0.14f, (float)Math.Sqrt(6.0 / 300));
        using Linear linear = nn.Linear(16, 8);
        Assert.InRange(linear.weight.abs().max().ToSingle(), 0.2f, 0.25f);
    }
}
