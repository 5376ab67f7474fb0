using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.Interchange;

/// <summary>The names and shapes of the published agent's parameters, written down from its modules and not from our name map.</summary>
internal static class PublishedLayout
{
    /// <summary>Names and shapes of a world model with connector and aligner (K variables of V classes, embeddings of D numbers) and a behaviour.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Agent(WorldModelOptions sizes, int embedding, int behaviourLayers)
    {
        var (s, u, h, a, m) = (sizes.StochSize, sizes.Units, sizes.Deter, sizes.ActionSize, sizes.Multiplier);
        var depths = new[] { 3, m, 2 * m, 4 * m, 8 * m };
        for (var layer = 0; layer < 4; layer++)
        {
            yield return ($"wm.encoder._conv_model.{3 * layer}.weight", [depths[layer + 1], depths[layer], 4, 4]);
            yield return ($"wm.encoder._conv_model.{3 * layer}.bias", [depths[layer + 1]]);
            yield return ($"wm.encoder._conv_model.{(3 * layer) + 1}.norm.weight", [depths[layer + 1]]);
            yield return ($"wm.encoder._conv_model.{(3 * layer) + 1}.norm.bias", [depths[layer + 1]]);
        }

        foreach (var entry in Sequence("wm.rssm.", s, u, h, a, sizes.Ensemble).Concat(Dense("wm.rssm._obs_out", 32 * m, u)).Concat(Linear("wm.rssm._obs_dist", u, s)))
        {
            yield return entry;
        }

        foreach (var entry in Linear("wm.heads.decoder._conv_in.0", s, 32 * m))
        {
            yield return entry;
        }

        int[] channels = [32 * m, 4 * m, 2 * m, m, 3], kernels = [5, 5, 6, 6];
        for (var layer = 0; layer < 4; layer++)
        {
            yield return ($"wm.heads.decoder._conv_model.{3 * layer}.weight", [channels[layer], channels[layer + 1], kernels[layer], kernels[layer]]);
            yield return ($"wm.heads.decoder._conv_model.{3 * layer}.bias", [channels[layer + 1]]);
            if (layer < 3)
            {
                yield return ($"wm.heads.decoder._conv_model.{(3 * layer) + 1}.norm.weight", [channels[layer + 1]]);
                yield return ($"wm.heads.decoder._conv_model.{(3 * layer) + 1}.norm.bias", [channels[layer + 1]]);
            }
        }

        foreach (var entry in Mlp("wm.heads.reward", s + h, u, 2, 255).Concat(ConnectorEntries(s, u, h, embedding)))
        {
            yield return entry;
        }

        foreach (var entry in Mlp("_imag_behavior.actor", s + h, u, behaviourLayers, a).Concat(Linear("_imag_behavior.actor._out._std", u, a))
            .Concat(Mlp("_imag_behavior.critic", s + h, u, behaviourLayers, 255)).Concat(Mlp("_imag_behavior._target_critic", s + h, u, behaviourLayers, 255)))
        {
            yield return entry;
        }

        yield return ("_imag_behavior.ema_vals", [2]);
    }

    private static IEnumerable<(string, int[])> ConnectorEntries(int s, int u, int h, int d)
    {
        const string prefix = "wm.connector.";
        return Sequence(prefix, s, u, h, d + 8, 1)
            .Concat(Dense(prefix + "initial_state_pred", d + 8, u)).Concat(Linear(prefix + "initial_state_pred.3", u, u))
            .Concat(Norm(prefix + "initial_state_pred.4._layer", u)).Concat(Linear(prefix + "initial_state_pred.6", u, h))
            .Concat(Residual("down.0", d, d)).Concat(Residual("down.1", d, d / 2)).Concat(Residual("mid.0", d / 2, d / 2)).Concat(Residual("mid.1", d / 2, d / 2))
            .Concat(Linear(prefix + "aligner.up.0.layer", d, d)).Concat(Residual("up.1", 2 * d, d));

        static IEnumerable<(string, int[])> Residual(string block, int input, int output) => Linear($"{prefix}aligner.{block}.layer", input, output)
            .Concat(Norm($"{prefix}aligner.{block}.norm_layer._layer", output))
            .Concat(input == output ? [] : Linear($"{prefix}aligner.{block}.res_proj", input, output));
    }

    private static IEnumerable<(string, int[])> Sequence(string prefix, int s, int u, int h, int condition, int ensemble)
    {
        var heads = Enumerable.Range(0, ensemble).SelectMany(head => Dense($"{prefix}_ensemble_img_out.{head}", h, u).Concat(Linear($"{prefix}_ensemble_img_dist.{head}", u, s)));
        return Dense(prefix + "_img_in", s + condition, u).Append((prefix + "_cell._layer.weight", [3 * h, u + h])).Concat(Norm(prefix + "_cell._norm", 3 * h)).Concat(heads);
    }

    private static IEnumerable<(string, int[])> Mlp(string prefix, int input, int units, int layers, int output) => Enumerable.Range(0, layers)
        .SelectMany(layer => Linear($"{prefix}.dense{layer}", layer == 0 ? input : units, units).Concat(Norm($"{prefix}.norm{layer}._layer", units)))
        .Concat(Linear(prefix + "._out._out", units, output));

    private static IEnumerable<(string, int[])> Dense(string prefix, int input, int output) => Linear(prefix + ".0", input, output).Concat(Norm(prefix + ".1._layer", output));

    private static IEnumerable<(string, int[])> Norm(string prefix, int size) => [(prefix + ".weight", [size]), (prefix + ".bias", [size])];

    private static IEnumerable<(string, int[])> Linear(string prefix, int input, int output) => [(prefix + ".weight", [output, input]), (prefix + ".bias", [output])];
}
