using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Groups of parameters, each with its options and, per parameter, its state.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private const string Signature = "GenRL optimizer 1";

    private protected abstract IReadOnlyList<GroupState> Groups { get; }

    public override IEnumerable<optim.ILearningRateController> ParamGroups => Groups.Select(g => g.Controller);

    public override IEnumerable<Parameter> parameters() => Groups.SelectMany(g => g.Parameters);

    /// <summary>Writes learning rates, step counts and moments.</summary>
    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(Signature);
        writer.Write(GetType().Name);
        writer.Write(Groups.Count);
        foreach (GroupState group in Groups)
        {
            writer.Write(group.Controller.LearningRate);
            writer.Write(group.Controller.InitialLearningRate);
            writer.Write(group.Parameters.Length);
            for (int i = 0; i < group.Parameters.Length; i++)
            {
                writer.Write(group.Steps[i]);
                foreach (Tensor?[] moments in group.Moments)
                {
                    WriteTensor(writer, moments[i]);
                }
            }
        }
    }

    /// <summary>Restores what <see cref="save_state_dict(string)"/> wrote, for the same parameters in the same order.</summary>
    /// <exception cref="InvalidDataException">The file is no optimizer state, is truncated, or belongs to other parameters.</exception>
    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        try
        {
            Require(reader.ReadString() == Signature, "it is no optimizer state");
            string type = reader.ReadString();
            Require(type == GetType().Name, $"it is the state of {type}, not of {GetType().Name}");
            Require(reader.ReadInt32() == Groups.Count, $"it does not have {Groups.Count} groups");
            foreach (GroupState group in Groups)
            {
                ReadGroup(reader, group);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The optimizer state cannot be read: {error.Message}", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (Tensor? moment in Groups.SelectMany(g => g.Moments).SelectMany(m => m))
            {
                moment?.Dispose();
            }
        }
    }

    private static void ReadGroup(BinaryReader reader, GroupState group)
    {
        group.Controller.LearningRate = reader.ReadDouble();
        group.Controller.InitialLearningRate = reader.ReadDouble();
        Require(reader.ReadInt32() == group.Parameters.Length, $"a group does not have {group.Parameters.Length} parameters");
        for (int i = 0; i < group.Parameters.Length; i++)
        {
            group.Steps[i] = reader.ReadInt64();
            foreach (Tensor?[] moments in group.Moments)
            {
                moments[i] = ReadTensor(reader, group.Parameters[i], moments[i]);
            }
        }
    }

    private static void WriteTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is null ? -1L : tensor.numel());
        if (tensor is not null)
        {
            using Tensor plain = tensor.detach().cpu().contiguous();
            writer.Write(plain.bytes);
        }
    }

    private static Tensor? ReadTensor(BinaryReader reader, Parameter parameter, Tensor? existing)
    {
        long count = reader.ReadInt64();
        if (count < 0)
        {
            existing?.Dispose();
            return null;
        }
        Require(count == parameter.numel(), $"a moment has {count} elements, its parameter {parameter.numel()}");
        using Tensor plain = empty(parameter.shape, parameter.dtype, CPU);
        reader.BaseStream.ReadExactly(plain.bytes);
        Tensor target = existing ?? zeros_like(parameter).DetachFromDisposeScope();
        target.copy_(plain).Dispose();
        return target;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException($"The optimizer state does not fit: {otherwise}.");
        }
    }

    /// <summary>The parameters of a group, their step counts and their moments (one array per kind of moment).</summary>
    private protected sealed record GroupState(optim.ILearningRateController Controller, Parameter[] Parameters, long[] Steps, Tensor?[][] Moments);
}
