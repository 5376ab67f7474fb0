using MuJoCo;

namespace GenRL.Simulation.Kitchen;

/// <summary>
/// Makes the lamp under the hood follow its switch in pictures. In the original a slab leaves the way of a lamp that shines always, and what
/// is seen hangs on the clip plane of its shadow; here brightness is a function of the switch alone.
/// </summary>
internal sealed class KitchenLighting
{
    private const double FullOnRad = -0.69;
    private readonly MjField<float> _emission, _diffuse;
    private readonly int _lamp, _light;
    private readonly float[] _full = [0.95f, 0.88f, 0.62f];

    public KitchenLighting(MjModel model)
    {
        _emission = model.Field<float>("mat_emission");
        _diffuse = model.Field<float>("light_diffuse");
        _lamp = model.Id(MjObject.Material, "lamp");
        _light = model.Id(MjObject.Light, "oven_light");
    }

    /// <summary>Sets lamp and light for the next picture.</summary>
    /// <param name="switchRad">Angle of the switch.</param>
    public void Set(double switchRad)
    {
        float share = (float)Math.Clamp(switchRad / FullOnRad, 0, 1);
        _emission[_lamp] = share;
        Span<float> diffuse = _diffuse.Row(_light);
        for (int channel = 0; channel < diffuse.Length; channel++)
        {
            diffuse[channel] = share * _full[channel];
        }
    }
}
