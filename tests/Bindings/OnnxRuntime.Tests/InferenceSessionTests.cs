using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Tests;

public sealed class InferenceSessionTests
{
    private static readonly float[] Left = [1, 2, 3, 4];
    private static readonly float[] Right = [10, 20, 30, 40];

    [Fact]
    public void A_model_in_memory_runs_and_its_metadata_is_readable()
    {
        using var session = new InferenceSession(AddModel.Bytes());
        using OrtValue left = OrtValue.CreateTensorValueFromMemory(Left, [1, AddModel.Width]);
        using OrtValue right = OrtValue.CreateTensorValueFromMemory(Right, [1, AddModel.Width]);
        using var options = new RunOptions();

        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, ["left", "right"], [left, right], ["sum"]);

        Assert.Equal([11f, 22f, 33f, 44f], results[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal([1, AddModel.Width], session.InputMetadata["left"].Dimensions);
        Assert.Equal(typeof(float), session.OutputMetadata["sum"].ElementType);
    }

    [Fact]
    public void The_native_library_is_the_version_the_sources_were_written_for()
    {
        Assert.Equal("1.29.0", OrtEnv.Instance().GetVersionString());
    }

    [Fact]
    public void An_input_of_the_wrong_shape_is_an_exception_with_the_native_message()
    {
        using var session = new InferenceSession(AddModel.Bytes());
        using OrtValue left = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        using OrtValue right = OrtValue.CreateTensorValueFromMemory(Right, [1, AddModel.Width]);
        using var options = new RunOptions();

        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["left", "right"], [left, right], ["sum"]));

        Assert.Contains("left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_name_the_model_lacks_is_an_exception_with_the_native_message()
    {
        using var session = new InferenceSession(AddModel.Bytes());
        using OrtValue left = OrtValue.CreateTensorValueFromMemory(Left, [1, AddModel.Width]);
        using var options = new RunOptions();

        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["middle"], [left], ["sum"]));

        Assert.Contains("middle", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_truncated_model_is_an_exception_not_a_crash(int length)
    {
        byte[] truncated = AddModel.Bytes()[..length];

        Assert.ThrowsAny<Exception>(() => new InferenceSession(truncated).Dispose());
    }

    [Fact]
    public void A_run_with_bound_native_buffers_allocates_nothing()
    {
        using var session = new InferenceSession(AddModel.Bytes());
        using var options = new RunOptions();
        using var left = new NativeTensor();
        using var right = new NativeTensor();
        using var sum = new NativeTensor();
        using OrtIoBinding binding = session.CreateIoBinding();
        binding.BindInput("left", left.Value);
        binding.BindInput("right", right.Value);
        binding.BindOutput("sum", sum.Value);
        right.Fill(100);
        RunTicks(session, options, binding, left, ticks: 50);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RunTicks(session, options, binding, left, ticks: 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(1099f, sum.First);
    }

    private static void RunTicks(InferenceSession session, RunOptions options, OrtIoBinding binding, NativeTensor left, int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            left.Fill(tick);
            session.RunWithBinding(options, binding);
        }
    }

    private sealed unsafe class NativeTensor : IDisposable
    {
        private readonly float* data = (float*)NativeMemory.AlignedAlloc(AddModel.Width * sizeof(float), 64);

        public NativeTensor()
        {
            Value = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, Tensors.TensorElementType.Float, [1, AddModel.Width], (nint)data, AddModel.Width * sizeof(float));
        }

        public OrtValue Value { get; }

        public float First => data[0];

        public void Fill(float value) => new Span<float>(data, AddModel.Width).Fill(value);

        public void Dispose()
        {
            Value.Dispose();
            NativeMemory.AlignedFree(data);
        }
    }
}
