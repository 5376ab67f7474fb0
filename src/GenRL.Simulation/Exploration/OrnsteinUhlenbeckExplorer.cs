using GenRL.Data;

namespace GenRL.Simulation.Exploration;

/// <summary>Random actions that change slowly (an Ornstein-Uhlenbeck process), which move limbs further than independent ones.</summary>
/// <param name="reversion">Share of the distance to zero that is undone per agent step, in (0, 1].</param>
/// <param name="deviation">Standard deviation of the noise added per agent step.</param>
public sealed class OrnsteinUhlenbeckExplorer(double reversion = 0.15, double deviation = 0.4) : IExplorer
{
    private SeededRandom _random = new(0);
    private double[] _level = [];

    /// <inheritdoc/>
    public void Begin(ulong seed)
    {
        _random = new SeededRandom(seed);
        Array.Clear(_level);
    }

    /// <inheritdoc/>
    public void Act(PhysicsEnvironment world, Span<float> action)
    {
        if (_level.Length != action.Length)
        {
            _level = new double[action.Length];
        }

        for (int i = 0; i < action.Length; i++)
        {
            _level[i] += -reversion * _level[i] + deviation * _random.NextGaussian();
            action[i] = (float)Math.Clamp(_level[i], -1, 1);
        }
    }
}
