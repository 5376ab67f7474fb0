using GenRL.Robots.Packages;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.Inference;

/// <summary>Opens a session on the first execution provider of the list that this machine can serve.</summary>
internal static class ProviderChoice
{
    /// <exception cref="PackageException">ONNX Runtime refuses the network itself.</exception>
    /// <exception cref="InvalidOperationException">No provider of the list can be had.</exception>
    public static (InferenceSession Session, ExecutionProvider Provider) Open(byte[] network, string path, InferenceOptions options)
    {
        options.Check();
        var refusals = new List<string>();
        foreach (ExecutionProvider provider in options.Providers)
        {
            using SessionOptions session = Basic(options);
            if (TryAppend(session, provider, options.Device, out string? refusal))
            {
                return (OpenSession(network, path, session), provider);
            }

            refusals.Add($"{provider}: {refusal}");
        }

        throw new InvalidOperationException(
            $"None of the execution providers asked for can be used. {string.Join(" ", refusals)} Install what is missing, or add 'cpu' to the end of the list.");
    }

    private static SessionOptions Basic(InferenceOptions options) => new()
    {
        IntraOpNumThreads = options.ThreadsPerOperator,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private static bool TryAppend(SessionOptions session, ExecutionProvider provider, int device, out string? refusal)
    {
        refusal = null;
        var deviceSetting = new Dictionary<string, string> { ["device_id"] = $"{device}" };
        try
        {
            switch (provider)
            {
                case ExecutionProvider.Cuda:
                    using (var cuda = new OrtCUDAProviderOptions())
                    {
                        cuda.UpdateOptions(deviceSetting);
                        session.AppendExecutionProvider_CUDA(cuda);
                    }

                    break;
                case ExecutionProvider.TensorRt:
                    using (var tensorRt = new OrtTensorRTProviderOptions())
                    {
                        tensorRt.UpdateOptions(deviceSetting);
                        session.AppendExecutionProvider_Tensorrt(tensorRt);
                    }

                    break;
            }

            return true;
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException)
        {
            refusal = error.Message;
            return false;
        }
    }

    private static InferenceSession OpenSession(byte[] network, string path, SessionOptions session)
    {
        try
        {
            return new InferenceSession(network, session);
        }
        catch (OnnxRuntimeException error)
        {
            throw new PackageException(path, $"is not a network ONNX Runtime accepts: {error.Message}", "Export the package again.", error);
        }
    }
}
