using System.Buffers;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Native handles of a list of tensors, in a rented array that is given back on dispose; keeps the tensors alive until then.</summary>
internal ref struct HandleList
{
    private readonly nint[] _handles;
    private readonly IReadOnlyList<Tensor?> _tensors;

    internal int Count { get; }

    internal HandleList(IEnumerable<Tensor?>? tensors)
    {
        IReadOnlyList<Tensor?> list = tensors switch
        {
            null => [],
            IReadOnlyList<Tensor?> already => already,
            _ => tensors.ToArray(),
        };
        _tensors = list;
        Count = list.Count;
        _handles = ArrayPool<nint>.Shared.Rent(Math.Max(1, Count));
        for (int i = 0; i < Count; i++)
        {
            _handles[i] = list[i] is { } tensor ? tensor.Handle : 0;
        }
    }

    internal readonly Span<nint> Span => _handles.AsSpan(0, Count);

    /// <summary>For <c>fixed</c>: never null, also when empty.</summary>
    internal readonly ref nint GetPinnableReference() => ref _handles[0];

    internal readonly void Dispose()
    {
        ArrayPool<nint>.Shared.Return(_handles);
        GC.KeepAlive(_tensors);
    }
}
