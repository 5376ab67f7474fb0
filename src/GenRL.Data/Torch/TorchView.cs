namespace GenRL.Data;

/// <summary>A tensor of a PyTorch file: how it looks at its storage.</summary>
/// <param name="Storage">The memory.</param>
/// <param name="Offset">Element it begins at.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Strides">Elements between neighbours of each dimension.</param>
internal sealed record TorchView(TorchStorage Storage, long Offset, long[] Shape, long[] Strides);
