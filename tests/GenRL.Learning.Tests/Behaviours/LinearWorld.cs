using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>A world small enough to reason about: deter' = 0.9 deter + 0.5 B a, stoch' = deter' C, reward features = stoch + bias.</summary>
internal sealed class LinearWorld : IImaginedWorld
{
    public const int Variables = 2;
    public const int Classes = 3;
    public const int Deter = 4;
    public const int Actions = 2;

    private readonly Tensor actionMap = Pattern(Actions, Deter, 0.7);
    private readonly Tensor latentMap = Pattern(Deter, Variables * Classes, 1.3);
    private readonly Tensor bias = Pattern(1, Variables * Classes, 0.4).squeeze(0);

    public int Steps { get; private set; }

    public LatentState Initial(long batch) =>
        new(zeros(batch, Variables, Classes), zeros(batch, Deter), zeros(batch, Variables, Classes));

    public LatentState Imagine(LatentState previous, Tensor action)
    {
        Steps++;
        Tensor deter = previous.Deter * 0.9 + action.matmul(actionMap) * 0.5;
        Tensor stoch = deter.matmul(latentMap).reshape(-1, Variables, Classes);
        return new LatentState(stoch, deter, stoch);
    }

    public Tensor Feature(LatentState state) => cat(new[] { state.Stoch.flatten(-2, -1), state.Deter }, -1);

    public Tensor RewardFeature(Tensor stoch) => stoch.flatten(-2, -1) + bias;

    public Tensor PriorDisagreement(Tensor deter) => deter.square().mean(new long[] { -1 });

    private static Tensor Pattern(long rows, long columns, double frequency) =>
        (arange(rows * columns, dtype: ScalarType.Float32) * frequency + 0.3).sin().reshape(rows, columns);
}
