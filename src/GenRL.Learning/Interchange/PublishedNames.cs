using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Interchange;

/// <summary>
/// What the parameters of the published PyTorch code are called there and here; shapes and memory order are the same.
/// The table for people is docs/interchange.md.
/// </summary>
public static class PublishedNames
{
    private const int LayersOfInitialState = 2;
    private static readonly string[] WeightAndBias = ["weight", "bias"];

    /// <summary>Encoder, posterior, sequence model and decoder, under the published prefix <c>wm.</c>; the reward head differs and is left out.</summary>
    public static IEnumerable<(string Published, string Own)> WorldModel(WorldModelOptions sizes)
    {
        List<(string, string)> modules = [.. Sequence("rssm.", sizes.Ensemble), .. Dense("rssm._obs_out", "posterior", 0), ("rssm._obs_dist", "posterior.output")];
        for (var layer = 0; layer < ImageEncoder.Layers; layer++)
        {
            modules.Add(($"encoder._conv_model.{3 * layer}", $"encoder.convolutions.{layer}"));
            modules.Add(($"encoder._conv_model.{(3 * layer) + 1}.norm", $"encoder.norms.{layer}.norm"));
        }

        modules.Add(("heads.decoder._conv_in.0", "decoder.featureMap"));
        for (var layer = 0; layer < 3; layer++)
        {
            modules.Add(($"heads.decoder._conv_model.{(3 * layer) + 1}.norm", $"decoder.norm{layer}.norm"));
            modules.Add(($"heads.decoder._conv_model.{3 * (layer + 1)}", $"decoder.deconvolution{layer + 1}"));
        }

        return
        [
            .. Parameters(modules),
            ("rssm._cell._layer.weight", "sequence.cell.gates.weight"),
            ("heads.decoder._conv_model.0.weight", "decoder.firstWeight"),
            ("heads.decoder._conv_model.0.bias", "decoder.firstBias"),
        ];
    }

    /// <summary>Connector and aligner, under the published prefix <c>wm.connector.</c></summary>
    public static IEnumerable<(string Published, string Own)> Connector()
    {
        List<(string, string)> modules = [.. Sequence("", ensemble: 1)];
        for (var layer = 0; layer < LayersOfInitialState; layer++)
        {
            modules.Add(($"initial_state_pred.{3 * layer}", $"initial.linears.{layer}"));
            modules.Add(($"initial_state_pred.{(3 * layer) + 1}._layer", $"initial.norms.{layer}"));
        }

        modules.Add(("initial_state_pred.6", "initial.output"));
        string[] plain = ["up.0"], resized = ["down.1", "up.1"];
        foreach (var block in new[] { "down.0", "down.1", "mid.0", "mid.1", "up.0", "up.1" })
        {
            var own = "aligner." + block.Replace(".", "", StringComparison.Ordinal);
            modules.Add(($"aligner.{block}.layer", own + ".linear"));
            if (!plain.Contains(block))
            {
                modules.Add(($"aligner.{block}.norm_layer._layer", own + ".norm"));
            }

            if (resized.Contains(block))
            {
                modules.Add(($"aligner.{block}.res_proj", own + ".shortcut"));
            }
        }

        return [.. Parameters(modules), ("_cell._layer.weight", "sequence.cell.gates.weight")];
    }

    /// <summary>Hidden layers of an actor or critic and the critic's output, under such prefixes as <c>_imag_behavior.critic.</c></summary>
    /// <param name="layers">Hidden layers.</param>
    /// <param name="withOutput">False for an actor: its mean and deviation are one map here and two there.</param>
    public static IEnumerable<(string Published, string Own)> Head(int layers, bool withOutput)
    {
        List<(string, string)> modules = [];
        for (var layer = 0; layer < layers; layer++)
        {
            modules.Add(($"dense{layer}", $"body.linears.{layer}"));
            modules.Add(($"norm{layer}._layer", $"body.norms.{layer}"));
        }

        if (withOutput)
        {
            modules.Add(("_out._out", "body.output"));
        }

        return Parameters(modules);
    }

    private static List<(string Published, string Own)> Sequence(string prefix, int ensemble)
    {
        List<(string, string)> modules = [.. Dense(prefix + "_img_in", "sequence.input", 0), (prefix + "_cell._norm", "sequence.cell.norm")];
        for (var head = 0; head < ensemble; head++)
        {
            modules.AddRange(Dense($"{prefix}_ensemble_img_out.{head}", $"sequence.priors.{head}", 0));
            modules.Add(($"{prefix}_ensemble_img_dist.{head}", $"sequence.priors.{head}.output"));
        }

        return modules;
    }

    private static (string Published, string Own)[] Dense(string published, string own, int layer) =>
        [($"{published}.0", $"{own}.linears.{layer}"), ($"{published}.1._layer", $"{own}.norms.{layer}")];

    private static IEnumerable<(string Published, string Own)> Parameters(IEnumerable<(string Published, string Own)> modules) =>
        modules.SelectMany(module => WeightAndBias.Select(kind => ($"{module.Published}.{kind}", $"{module.Own}.{kind}")));
}
