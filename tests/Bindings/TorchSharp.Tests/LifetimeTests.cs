using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void A_scope_disposes_everything_made_in_it_except_what_was_moved_out()
    {
        long before = Native.LiveTensors;
        Tensor kept;
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor a = randn(3);
            Tensor b = a * 2 + 1;
            kept = (a + b).MoveToOuterDisposeScope();
            Assert.Equal(before + 4, Native.LiveTensors);
        }
        Assert.Equal(before + 1, Native.LiveTensors);
        kept.Dispose();
        Assert.Equal(before, Native.LiveTensors);
    }

    [Fact]
    public void A_training_loop_leaves_no_tensors_behind()
    {
        long before = Native.LiveTensors;
        using (DisposeScope outer = NewDisposeScope())
        {
            using var layer = nn.Linear(4, 2);
            using optim.Optimizer optimizer = optim.Adam(layer.parameters());
            long during = Native.LiveTensors;
            for (int i = 0; i < 3; i++)
            {
                using DisposeScope step = NewDisposeScope();
                layer.forward(randn(8, 4)).square().mean().backward();
                optimizer.step();
                optimizer.zero_grad();
            }
            Assert.Equal(during, Native.LiveTensors);
        }
        Assert.Equal(before, Native.LiveTensors);
    }

    [Fact]
    public void Nested_scopes_hand_tensors_outwards_one_level_at_a_time()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor survivor;
        using (DisposeScope inner = NewDisposeScope())
        {
            survivor = inner.MoveToOuter(ones(2));
            ones(2);
            Assert.Equal(1, inner.DisposablesCount);
        }
        Assert.False(survivor.IsInvalid);
        Assert.Equal(1, outer.DisposablesCount);
        outer.DisposeEverything();
        Assert.True(survivor.IsInvalid);
    }

    [Fact]
    public void A_disposed_tensor_refuses_every_use()
    {
        Tensor a = ones(2);
        a.Dispose();
        a.Dispose();
        Assert.Throws<ObjectDisposedException>(() => a.add(1));
        Assert.Throws<ObjectDisposedException>(() => a.shape);
        Assert.Throws<ObjectDisposedException>(() => a.data<float>());
        using Tensor b = ones(2);
        Assert.Throws<ObjectDisposedException>(() => b + a);
        Assert.Throws<ObjectDisposedException>(() => cat([a, b]));
    }

    [Fact]
    public void The_finalizer_frees_what_nobody_disposed()
    {
        Collect();
        long before = Native.LiveTensors;
        Forget();
        Assert.Equal(before + 5, Native.LiveTensors);
        Collect();
        Assert.Equal(before, Native.LiveTensors);

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (int i = 0; i < 5; i++)
            {
                ones(3);
            }
        }
    }

    [Fact]
    public void Native_errors_arrive_as_exceptions_with_the_native_message()
    {
        using DisposeScope scope = NewDisposeScope();
        ExternalException error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", error.Message);
        Assert.Throws<ExternalException>(() => ones(2).add(ones(3)));
        Assert.Throws<ExternalException>(() => ones(2).view(3));
        Assert.Throws<ExternalException>(() => ones(2)[5]);
        Assert.Throws<ExternalException>(() => ones(2).backward());
        Assert.Throws<ExternalException>(() => einsum("ij,jk", ones(2, 2)));
        Assert.Throws<ExternalException>(() => nn.functional.conv2d(ones([1, 3, 4, 4]), ones([1, 2, 3, 3])));
        Assert.Throws<ExternalException>(() => zeros(long.MaxValue / 2));
        Assert.Throws<ExternalException>(() => ones(2).to(CUDA));
    }
}
