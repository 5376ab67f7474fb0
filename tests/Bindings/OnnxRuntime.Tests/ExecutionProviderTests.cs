using GenRL.Testing;

namespace Microsoft.ML.OnnxRuntime.Tests;

public sealed class ExecutionProviderTests
{
    [FactWithoutGpu]
    public void A_cuda_request_without_a_gpu_is_an_exception_and_the_processor_still_serves()
    {
        using var options = new SessionOptions();
        using var cuda = new OrtCUDAProviderOptions();

        Assert.Throws<OnnxRuntimeException>(() => options.AppendExecutionProvider_CUDA(cuda));

        using var session = new InferenceSession(AddModel.Bytes(), options);
        Assert.Equal("sum", Assert.Single(session.OutputNames));
    }

    [FactWithoutGpu]
    public void A_tensorrt_request_without_a_gpu_is_an_exception()
    {
        using var options = new SessionOptions();
        using var tensorRt = new OrtTensorRTProviderOptions();

        Assert.Throws<OnnxRuntimeException>(() => options.AppendExecutionProvider_Tensorrt(tensorRt));
    }

    [Fact]
    public void An_unknown_provider_is_an_exception()
    {
        using var options = new SessionOptions();

        Assert.ThrowsAny<Exception>(() => options.AppendExecutionProvider("NoSuchProvider", new Dictionary<string, string>()));
    }
}
