namespace GenRL.Data;

/// <summary>Memory that tensors of a PyTorch file lie in.</summary>
/// <param name="Element">Its elements.</param>
/// <param name="Key">Name of its entry under <c>data/</c>.</param>
/// <param name="Count">Elements it holds.</param>
internal sealed record TorchStorage(TorchElement Element, string Key, long Count);
