using System.Buffers.Binary;
using System.Text;

namespace GenRL.Testing;

/// <summary>Writes pickles instruction by instruction, as torch.save does and as an attacker might.</summary>
internal sealed class PickleWriter
{
    private readonly MemoryStream bytes = new();

    public PickleWriter() => Raw(0x80, 2);

    public PickleWriter Raw(params byte[] code)
    {
        bytes.Write(code);
        return this;
    }

    public PickleWriter Op(char code) => Raw((byte)code);

    public PickleWriter Global(string module, string name) => Raw(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    public PickleWriter Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Op('X').Word((uint)utf8.Length).Raw(utf8);
    }

    public PickleWriter Number(int number) => Op('J').Word(unchecked((uint)number));

    public PickleWriter Tuple(params int[] numbers)
    {
        Op('(');
        foreach (int number in numbers)
        {
            Number(number);
        }

        return Op('t');
    }

    /// <summary>A tensor as torch.save describes it.</summary>
    public PickleWriter Tensor(string storageClass, string key, int count, int offset, int[] shape, int[] strides)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Op('(').Text("storage").Global("torch", storageClass).Text(key).Text("cpu").Number(count).Op('t').Op('Q');
        Number(offset).Tuple(shape).Tuple(strides).Raw(0x89);
        return Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R');
    }

    public byte[] End()
    {
        Op('.');
        return bytes.ToArray();
    }

    private PickleWriter Word(uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        bytes.Write(word);
        return this;
    }
}
