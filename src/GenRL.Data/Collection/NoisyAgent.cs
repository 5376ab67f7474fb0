using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Another agent whose actions are disturbed by <see cref="ActionNoise"/>.</summary>
public sealed class NoisyAgent : ICollectionAgent
{
    // Reversion of the slow noise per step; its added noise is scaled so that the level is its standard deviation.
    private const double Reversion = 0.15;
    private static readonly double SlowScale = Math.Sqrt(1 - (1 - Reversion) * (1 - Reversion));

    private readonly ICollectionAgent _inner;
    private readonly ActionNoise _noise;
    private SeededRandom _random = new(0);
    private double[] _slow = [];
    private double _level;
    private bool _isSlow;
    private int _burstLeft;

    /// <exception cref="ArgumentException">The noise is out of range.</exception>
    public NoisyAgent(ICollectionAgent inner, ActionNoise noise)
    {
        noise.RequireValid();
        _inner = inner;
        _noise = noise;
    }

    /// <inheritdoc/>
    public void Begin(SeededRandom random)
    {
        // The inner agent gets numbers of its own, so that its choices stay the same whatever the noise.
        _random = new SeededRandom(random.NextBits());
        _level = _random.Between(_noise.LowestLevel, _noise.HighestLevel);
        _isSlow = _random.NextDouble() < _noise.SlowShare;
        _burstLeft = 0;
        _slow = [];
        _inner.Begin(random);
    }

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        _inner.Act(environment, action);
        if (_slow.Length != action.Length)
        {
            _slow = new double[action.Length];
        }
        if (_burstLeft == 0 && _random.NextDouble() < _noise.BurstProbability)
        {
            _burstLeft = _noise.ShortestBurst + _random.Next(_noise.LongestBurst - _noise.ShortestBurst + 1);
        }
        bool burst = _burstLeft > 0;
        _burstLeft -= burst ? 1 : 0;
        for (int i = 0; i < action.Length; i++)
        {
            double white = _random.NextGaussian();
            _slow[i] = (1 - Reversion) * _slow[i] + SlowScale * white;
            double wanted = burst ? _random.Between(-1, 1) : action[i] + _level * (_isSlow ? _slow[i] : white);
            action[i] = (float)Math.Clamp(wanted, -1, 1);
        }
    }

    public void Dispose() => _inner.Dispose();
}
