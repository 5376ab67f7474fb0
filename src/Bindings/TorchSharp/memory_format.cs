namespace TorchSharp;

/// <summary>Order of the elements in memory.</summary>
public enum memory_format
{
    preserve_format,
    contiguous_format,
    channels_last,
}
