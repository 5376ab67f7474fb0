using GenRL.Learning.Export.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.Inference.Tests.Export;

/// <summary>Runs a graph once with named float inputs; the outputs come back by name.</summary>
internal static class OnnxRun
{
    public static Dictionary<string, float[]> Once(OnnxGraph graph, params (string Name, float[] Values, long[] Shape)[] inputs)
    {
        using var session = new InferenceSession(graph.ToBytes());
        using var options = new RunOptions();
        OrtValue[] values = [.. inputs.Select(input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape))];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs =
                session.Run(options, [.. inputs.Select(input => input.Name)], values, session.OutputNames);
            return session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }
}
