namespace GenRL.Inference;

/// <summary>What computes a network.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor; always available.</summary>
    Cpu,

    /// <summary>An NVIDIA graphics card through CUDA.</summary>
    Cuda,

    /// <summary>An NVIDIA graphics card through TensorRT.</summary>
    TensorRt,
}
