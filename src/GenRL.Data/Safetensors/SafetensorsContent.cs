namespace GenRL.Data;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">Arrays by name.</param>
/// <param name="Metadata">Free text by key; empty if there is none.</param>
public sealed record SafetensorsContent(IReadOnlyDictionary<string, SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
