using System.Runtime.InteropServices;
using System.Text;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Distributed;

/// <summary>
/// The processes that train one model together, data-parallel: each works on its own rows of a common batch, gradients are
/// averaged before they are clipped, and the first process alone writes. With <c>W</c> processes the batch is <c>W</c> times
/// the configured one, and the losses are those of one process with that batch, up to rounding.
/// </summary>
public sealed class Ranks : IDisposable
{
    private const int LongestText = 1 << 24;
    private readonly IRankExchange? exchange;

    /// <param name="rank">Number of this process.</param>
    /// <param name="size">Number of processes.</param>
    /// <param name="exchange">How they talk to each other, owned by this object; null for a process alone.</param>
    public Ranks(int rank, int size, IRankExchange? exchange)
    {
        Rank = rank;
        Size = size;
        this.exchange = exchange;
    }

    /// <summary>One process that trains alone: every mean is its own value.</summary>
    public static Ranks Alone { get; } = new(0, 1, null);

    /// <summary>Number of this process, from 0.</summary>
    public int Rank { get; }

    /// <summary>Number of processes.</summary>
    public int Size { get; }

    /// <summary>Whether this process writes checkpoints, logs and pictures.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Joins the other processes.</summary>
    /// <param name="environment">Which process this is; null to train alone.</param>
    /// <param name="options">Backend and timeout.</param>
    /// <param name="device">Device that is trained on.</param>
    /// <exception cref="DistributedException">The others did not come within the timeout.</exception>
    /// <exception cref="NotSupportedException">This libtorch cannot do it.</exception>
    public static Ranks Join(RankEnvironment? environment, DistributedOptions options, Device device)
    {
        if (environment is null)
        {
            return Alone;
        }

#if OFFICIAL_PACKAGES
        throw new NotSupportedException("The official TorchSharp packages have no torch.distributed; build without OfficialPackages to train with several processes.");
#else
        options.Validated();
        var onGpu = device.type == DeviceType.CUDA;
        var backend = options.Backend != "auto" ? options.Backend : onGpu && NativeDistributed.is_nccl_available() ? "nccl" : "gloo";
        if (backend == "nccl" ? !NativeDistributed.is_nccl_available() || !onGpu : !NativeDistributed.is_gloo_available())
        {
            throw new NotSupportedException(backend == "nccl"
                ? "The backend nccl needs a GPU to train on and a libtorch built with NCCL; use distributed.backend=gloo."
                : "This libtorch was built without gloo; processes cannot train together.");
        }

        try
        {
            var group = NativeDistributed.init_process_group(
                backend, environment.MasterAddress, environment.MasterPort, environment.Rank, environment.WorldSize,
                TimeSpan.FromSeconds(options.TimeoutS), environment.ServesStore, environment.Prefix);
            return new Ranks(environment.Rank, environment.WorldSize, new ProcessGroupExchange(group, backend == "nccl" ? device : CPU));
        }
        catch (ExternalException error)
        {
            throw new DistributedException(
                $"Process {environment.Rank} of {environment.WorldSize} did not find the others at {environment.MasterAddress}:{environment.MasterPort} "
                + $"within {options.TimeoutS} s. Start all {environment.WorldSize} with the same MASTER_ADDR and MASTER_PORT. ({FirstLine(error.Message)})", error);
        }
#endif
    }

    /// <summary>Replaces every gradient by its mean over the processes.</summary>
    public void AverageGradients(IEnumerable<Parameter> parameters) => Talk("averaging gradients", with => with.AverageGradients(parameters));

    /// <summary>The mean of a tensor over the processes, a constant.</summary>
    public Tensor Mean(Tensor tensor)
    {
        if (exchange is null)
        {
            return tensor.detach();
        }

        var mean = tensor.detach().to(exchange.Device, copy: true);
        Talk("averaging", with => with.Mean(mean));
        return mean.to(tensor.device);
    }

    /// <summary>
    /// What a process divides its weighted sum by, so that the mean over the processes is the weighted mean over the rows of all: the
    /// mean over the processes of their weights' sums, as if there were at least one row of weight 1.
    /// </summary>
    public Tensor MeanCount(Tensor weights)
    {
        using var scope = NewDisposeScope();
        return Mean(weights.sum()).clamp(min: 1.0 / Size).MoveToOuterDisposeScope();
    }

    /// <summary>The means of numbers over the processes.</summary>
    public double[] Mean(double[] values)
    {
        if (exchange is null)
        {
            return values;
        }

        using var scope = NewDisposeScope();
        var mean = tensor(values).to(exchange.Device);
        Talk("averaging losses", with => with.Mean(mean));
        return mean.cpu().data<double>().ToArray();
    }

    /// <summary>The rows of all processes, [N, ..] to [W N, ..]; constants.</summary>
    public Tensor GatherRows(Tensor tensor)
    {
        if (exchange is null)
        {
            return tensor.detach();
        }

        using var scope = NewDisposeScope();
        return Gather("collecting", tensor.detach().to(exchange.Device).contiguous()).flatten(0, 1).to(tensor.device).MoveToOuterDisposeScope();
    }

    /// <summary>This process's share of states that all processes have drawn alike, [W N, ..] to [N, ..].</summary>
    public LatentState Rows(LatentState all)
    {
        if (exchange is null)
        {
            return all;
        }

        var count = all.Deter.shape[0] / Size;
        Tensor Own(Tensor tensor) => tensor.narrow(0, Rank * count, count);
        return new LatentState(Own(all.Stoch), Own(all.Deter), Own(all.Logit));
    }

    /// <summary>Whether it holds in any process; the same answer in all.</summary>
    public bool Any(bool here) => exchange is null ? here : Mean([here ? 1.0 : 0.0])[0] > 0;

    /// <summary>Ends training in all processes when one of them is asked to end.</summary>
    /// <exception cref="OperationCanceledException">This process was asked to.</exception>
    /// <exception cref="DistributedException">Another one was.</exception>
    public void ThrowIfAnyCancelled(CancellationToken cancellation)
    {
        if (Any(cancellation.IsCancellationRequested))
        {
            cancellation.ThrowIfCancellationRequested();
            throw new DistributedException($"Process {Rank} of {Size} ended because another process was interrupted; the last checkpoint is kept.");
        }
    }

    /// <summary>Replaces tensors by those of the first process.</summary>
    public void Broadcast(IEnumerable<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            Talk("taking over parameters", with => with.Broadcast(tensor));
        }
    }

    /// <summary>What the first process says; its own value is ignored in the others.</summary>
    public byte[] Broadcast(byte[] mine)
    {
        if (exchange is null)
        {
            return mine;
        }

        using var scope = NewDisposeScope();
        var length = tensor(new long[] { mine.Length }).to(exchange.Device);
        Talk("taking over a setting", with => with.Broadcast(length));
        var bytes = IsFirst ? tensor(mine, dtype: ScalarType.Byte) : zeros(length.cpu().item<long>(), dtype: ScalarType.Byte);
        bytes = bytes.to(exchange.Device);
        if (bytes.numel() > 0)
        {
            Talk("taking over a setting", with => with.Broadcast(bytes));
        }

        return bytes.cpu().data<byte>().ToArray();
    }

    /// <inheritdoc cref="Broadcast(byte[])"/>
    public string Broadcast(string mine) => Encoding.UTF8.GetString(Broadcast(Encoding.UTF8.GetBytes(mine)));

    /// <summary>What every process says, in the order of their ranks.</summary>
    public IReadOnlyList<string> Gather(string mine)
    {
        if (exchange is null)
        {
            return [mine];
        }

        using var scope = NewDisposeScope();
        var bytes = Encoding.UTF8.GetBytes(mine);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, LongestText);
        var lengths = Gather("comparing settings", tensor(new long[] { bytes.Length }).to(exchange.Device)).cpu().data<long>().ToArray();
        var padded = new byte[Math.Max(1, lengths.Max())];
        bytes.CopyTo(padded, 0);
        var all = Gather("comparing settings", tensor(padded, dtype: ScalarType.Byte).to(exchange.Device)).cpu().data<byte>().ToArray();
        return [.. lengths.Select((length, rank) => Encoding.UTF8.GetString(all, rank * padded.Length, (int)length))];
    }

    /// <summary>Refuses processes that were started with different settings.</summary>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="json">The settings as a JSON document.</param>
    /// <exception cref="DistributedException">They differ; the message, the same in all processes, says where.</exception>
    public void RequireAgreement(string what, string json)
    {
        var all = Gather(json);
        for (var other = 1; other < all.Count; other++)
        {
            if (SettingsDifference.Find(all[0], all[other]) is { } difference)
            {
                throw new DistributedException($"The processes disagree on {what}: {difference.Describe(0, other)}. Start all of them with the same settings.");
            }
        }
    }

    /// <summary>
    /// Until the result is disposed, noise drawn by <see cref="RandomStream"/> is this process's rows of what one process would draw
    /// for the common batch.
    /// </summary>
    public IDisposable SplitNoise() => RandomStream.Split(Rank, Size);

    /// <inheritdoc/>
    public void Dispose() => exchange?.Dispose();

    private Tensor Gather(string what, Tensor mine)
    {
        Tensor? all = null;
        Talk(what, with => all = with.Gather(mine));
        return all!;
    }

    private void Talk(string what, Action<IRankExchange> operation)
    {
        if (exchange is null)
        {
            return;
        }

        try
        {
            operation(exchange);
        }
        catch (ExternalException error)
        {
            throw new DistributedException(
                $"Process {Rank} of {Size} lost the others while {what}: one of them ended or did not answer in time. "
                + $"The last checkpoint is kept; start all {Size} again to go on from it. ({FirstLine(error.Message)})", error);
        }
    }

    private static string FirstLine(string message) => message.Split('\n')[0];
}
