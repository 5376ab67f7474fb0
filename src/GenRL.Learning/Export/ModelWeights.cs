using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using GenRL.Learning.Connectors;
using GenRL.Learning.Export.Onnx;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Export;

/// <summary>Parameters of trained modules under the names that <see cref="NetworkGraphs"/> looks up.</summary>
public static class ModelWeights
{
    private static readonly (string Pattern, string Name)[] WorldModelNames =
    [
        (@"^encoder\.convolutions\.(\d)\.", "encoder.conv$1."),
        (@"^encoder\.norms\.(\d)\.norm\.", "encoder.conv$1_norm."),
        (@"^decoder\.featureMap\.", "decoder.features."),
        (@"^decoder\.firstWeight$", "decoder.deconv0.weight"),
        (@"^decoder\.firstBias$", "decoder.deconv0.bias"),
        (@"^decoder\.norm(\d)\.norm\.", "decoder.deconv$1_norm."),
        (@"^decoder\.deconvolution(\d)\.", "decoder.deconv$1."),
        (@"^posterior\.linears\.0\.", "posterior.hidden."),
        (@"^posterior\.norms\.0\.", "posterior.hidden_norm."),
        (@"^posterior\.output\.", "posterior.logits."),
    ];

    private static readonly (string Pattern, string Name)[] SequenceNames =
    [
        (@"^sequence\.input\.linears\.0\.", "recurrent.input."),
        (@"^sequence\.input\.norms\.0\.", "recurrent.input_norm."),
        (@"^sequence\.cell\.gates\.", "recurrent.gates."),
        (@"^sequence\.cell\.norm\.", "recurrent.gates_norm."),
        (@"^sequence\.priors\.0\.linears\.0\.", "prior.hidden."),
        (@"^sequence\.priors\.0\.norms\.0\.", "prior.hidden_norm."),
        (@"^sequence\.priors\.0\.output\.", "prior.logits."),
    ];

    private static readonly (string Pattern, string Name)[] ConnectorNames =
    [
        (@"^initial\.linears\.(\d)\.", "connector.start.hidden$1."),
        (@"^initial\.norms\.(\d)\.", "connector.start.hidden$1_norm."),
        (@"^initial\.output\.", "connector.start.output."),
        (@"^aligner\.", "aligner."),
    ];

    /// <summary>Weights of encoder, dynamics, decoder and reward features.</summary>
    public static NetworkWeights Of(WorldModel model)
    {
        var weights = new NetworkWeights();
        Add(weights, model, [.. WorldModelNames, .. SequenceNames], "");
        return weights;
    }

    /// <summary>Weights of the connector's two graphs and of the aligner.</summary>
    public static NetworkWeights Of(Connector connector)
    {
        var weights = new NetworkWeights();
        Add(weights, connector, SequenceNames, "connector.");
        Add(weights, connector, ConnectorNames, "");
        return weights;
    }

    /// <summary>The lengths the graphs share.</summary>
    public static NetworkSizes Sizes(WorldModelOptions sizes, ConnectorOptions connector) =>
        new(sizes.Variables, sizes.Classes, sizes.Deter, connector.EmbeddingSize, sizes.ActionSize);

    private static void Add(NetworkWeights weights, nn.Module module, (string Pattern, string Name)[] names, string prefix)
    {
        foreach (var (key, tensor) in module.state_dict())
        {
            foreach (var (pattern, name) in names)
            {
                if (Regex.IsMatch(key, pattern))
                {
                    using var values = tensor.detach().cpu().contiguous();
                    weights.Add(prefix + Regex.Replace(key, pattern, name), MemoryMarshal.Cast<byte, float>(values.bytes), tensor.shape);
                    break;
                }
            }
        }
    }
}
