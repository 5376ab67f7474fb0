using Microsoft.ML.OnnxRuntime;

namespace GenRL.Inference;

/// <summary>A network with fixed buffers at all its ends; a run reads and writes them in place and allocates nothing.</summary>
internal sealed class BoundNetwork : IDisposable
{
    private readonly Network network;
    private readonly OrtIoBinding binding;
    private readonly RunOptions options = new();

    /// <summary>Takes ownership of the network, not of the buffers.</summary>
    public BoundNetwork(Network network, ReadOnlySpan<(string Name, NativeTensor Tensor)> inputs, ReadOnlySpan<(string Name, NativeTensor Tensor)> outputs)
    {
        this.network = network;
        binding = network.Session.CreateIoBinding();
        foreach ((string name, NativeTensor tensor) in inputs)
        {
            binding.BindInput(name, tensor.Value);
        }

        foreach ((string name, NativeTensor tensor) in outputs)
        {
            binding.BindOutput(name, tensor.Value);
        }
    }

    public ExecutionProvider Provider => network.Provider;

    public void Run() => network.Session.RunWithBinding(options, binding);

    public void Dispose()
    {
        binding.Dispose();
        options.Dispose();
        network.Dispose();
    }
}
