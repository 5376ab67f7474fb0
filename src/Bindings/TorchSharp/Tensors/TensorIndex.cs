using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of <c>tensor[...]</c>: a position, a slice, <see cref="Ellipsis"/>, a new axis, or an index tensor.</summary>
    public readonly struct TensorIndex
    {
        private const long NoneKind = 0, EllipsisKind = 1, IntegerKind = 2, BooleanKind = 3, SliceKind = 4, TensorKind = 5;

        private readonly long _kind;
        private readonly long? _start;
        private readonly long? _stop;
        private readonly long? _step;
        private readonly Tensor? _tensor;

        private TensorIndex(long kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            _kind = kind;
            _start = start;
            _stop = stop;
            _step = step;
            _tensor = tensor;
        }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(SliceKind, start, stop, step);
        public static TensorIndex Slice((int? start, int? end) range) => new(SliceKind, range.start, range.end);
        public static TensorIndex Slice(Range range) => new(SliceKind, Position(range.Start), range.End.Equals(Index.End) ? null : Position(range.End));
        public static TensorIndex Single(long index) => new(IntegerKind, index);
        public static TensorIndex Bool(bool value) => new(BooleanKind, value ? 1 : 0);
        public static TensorIndex Tensor(Tensor tensor) => new(TensorKind, tensor: tensor);
        public static TensorIndex Ellipsis => new(EllipsisKind);
        public static TensorIndex None => new(NoneKind);
        public static TensorIndex Null => new(NoneKind);
        public static TensorIndex Colon => new(SliceKind);

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Tensor tensor) => Tensor(tensor);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        internal IndexArgument Encode() => new()
        {
            Kind = _kind,
            Start = _start ?? 0,
            Stop = _stop ?? 0,
            Step = _step ?? 1,
            Present = (_start.HasValue ? 1 : 0) | (_stop.HasValue ? 2 : 0) | (_step.HasValue ? 4 : 0),
            Tensor = _tensor?.Handle ?? 0,
        };

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
