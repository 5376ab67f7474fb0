using GenRL.Data;
using MuJoCo;

namespace GenRL.Simulation.Kitchen;

/// <summary>What the kitchen's sensors last said: positions with uniform noise (task specification, section 6.1), in the order of <see cref="KitchenCoordinates"/>.</summary>
public sealed class KitchenReadings
{
    private readonly MjField<double> _position;
    private readonly int[] _addresses;
    private readonly double[] _amplitudes, _values;

    /// <param name="model">The kitchen.</param>
    /// <param name="data">Its state.</param>
    /// <param name="noisy">Whether readings deviate from the state.</param>
    internal KitchenReadings(MjModel model, MjData data, bool noisy)
    {
        _position = data.Field<double>("qpos");
        MjField<int> address = model.Field<int>("jnt_qposadr");
        _addresses = [.. KitchenCoordinates.All.Select(place => place.Joint is null ? -1 : address[model.Id(MjObject.Joint, place.Joint)] + place.Offset)];
        _amplitudes = [.. KitchenCoordinates.All.Select(place => noisy ? place.NoiseAmplitude : 0)];
        _values = new double[_addresses.Length];
    }

    /// <summary>The readings, [30].</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One reading.</summary>
    public double this[int index] => _values[index];

    /// <summary>Reads everything anew.</summary>
    internal void Take(SeededRandom random)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = _addresses[i] < 0 ? 0 : _position[_addresses[i]] + random.Between(-1, 1) * _amplitudes[i];
        }
    }
}
