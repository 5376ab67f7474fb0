using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Groups of two members that live in threads of one process: to gloo there is no difference.</summary>
public sealed class DistributedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static T[] Both<T>(Func<ProcessGroup, T> member, TimeSpan? timeout = null)
    {
        int port = FreePort();
        Task<T>[] members =
        [
            .. Enumerable.Range(0, 2).Select(rank => Task.Factory.StartNew(
                () =>
                {
                    using ProcessGroup group = NativeDistributed.init_process_group("gloo", "127.0.0.1", port, rank, 2, timeout ?? Patience);
                    return member(group);
                },
                TaskCreationOptions.LongRunning)),
        ];
        return Task.WhenAll(members).GetAwaiter().GetResult();
    }

    private static float[] Floats(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    [Theory]
    [InlineData(ReduceOp.SUM, new[] { 3f, 30f })]
    [InlineData(ReduceOp.AVG, new[] { 1.5f, 15f })]
    [InlineData(ReduceOp.MAX, new[] { 2f, 20f })]
    public void All_members_get_the_reduction(ReduceOp operation, float[] expected)
    {
        float[][] results = Both(group =>
        {
            using Tensor values = tensor(new[] { 1f + group.rank, 10f * (1 + group.rank) });
            group.all_reduce(values, operation);
            return Floats(values);
        });
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void A_broadcast_reaches_tensors_in_another_memory_order_too()
    {
        float[][] results = Both(group =>
        {
            using var scope = NewDisposeScope();
            Tensor values = arange(6, dtype: ScalarType.Float32).reshape(2, 3).mul(group.rank == 0 ? 1 : 0).t();
            group.broadcast(values, 0);
            return Floats(values);
        });
        Assert.Equal([0, 3, 1, 4, 2, 5], results[0]);
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void Gathered_tensors_lie_in_the_order_of_the_ranks()
    {
        long[][] results = Both(group =>
        {
            using var scope = NewDisposeScope();
            Tensor all = group.all_gather(tensor(new long[] { 7 + group.rank, group.size }));
            group.barrier();
            Assert.Equal([2, 2], all.shape);
            return all.data<long>().ToArray();
        });
        Assert.All(results, result => Assert.Equal([7, 2, 8, 2], result));
    }

    [Fact]
    public void Gradients_become_their_mean_and_missing_ones_stay_missing()
    {
        (float[] First, bool Second)[] results = Both(group =>
        {
            using var scope = NewDisposeScope();
            using var first = new Parameter(ones(2, 2));
            using var second = new Parameter(ones(3));
            (first * (1 + group.rank)).sum().backward();
            group.average_gradients([first, second]);
            return (Floats(first.grad()!), second.grad() is null);
        });
        Assert.All(results, result => Assert.Equal([1.5f, 1.5f, 1.5f, 1.5f], result.First));
        Assert.All(results, result => Assert.True(result.Second));
    }

    [Fact]
    public void A_member_that_never_comes_is_an_error_after_the_timeout()
    {
        var error = Assert.Throws<ExternalException>(
            () => NativeDistributed.init_process_group("gloo", "127.0.0.1", FreePort(), 0, 2, TimeSpan.FromMilliseconds(300)).Dispose());
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void A_member_that_leaves_is_an_error_for_those_that_wait_for_it()
    {
        string[] results = Both(
            group =>
            {
                if (group.rank == 1)
                {
                    return "left";
                }

                using Tensor values = ones(4);
                return Assert.Throws<ExternalException>(() => group.all_reduce(values)).Message;
            },
            TimeSpan.FromSeconds(5));
        Assert.NotEmpty(results[0]);
    }

    [Fact]
    public void A_backend_that_libtorch_lacks_is_named()
    {
        Assert.True(NativeDistributed.is_gloo_available());
        var error = Assert.Throws<ExternalException>(
            () => NativeDistributed.init_process_group("carrier-pigeon", "127.0.0.1", FreePort(), 0, 1, Patience).Dispose());
        Assert.Contains("carrier-pigeon", error.Message, StringComparison.Ordinal);
    }
}
