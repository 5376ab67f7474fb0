using GenRL.Robots.Scenes;
using MuJoCo;

namespace GenRL.Simulation.Viewing;

/// <summary>Reads colours and the patterns of MuJoCo's built-in textures off a compiled model.</summary>
internal sealed class SceneMaterials(MjModel model)
{
    private const int Channels = 3;
    private const int SkyBox = 2;

    // what MuJoCo gives a geom that names no colour; its material's then holds
    private static readonly float[] Unset = [0.5f, 0.5f, 0.5f, 1];

    /// <summary>[4] red, green, blue and opacity of a geom, as MuJoCo mixes geom, material and texture.</summary>
    public double[] Colour(int geom)
    {
        int material = model.Field<int>("geom_matid")[geom];
        Span<float> own = model.Field<float>("geom_rgba").Row(geom);
        double[] colour = [.. (material >= 0 && own.SequenceEqual(Unset) ? model.Field<float>("mat_rgba").Row(material) : own).ToArray().Select(Rounded)];
        if (Texture(geom) is { } texture && Squares(texture) is null)
        {
            double[] mean = Mean(texture);
            for (int channel = 0; channel < Channels; channel++)
            {
                colour[channel] = Math.Round(colour[channel] * mean[channel], 4);
            }
        }

        return colour;
    }

    /// <summary>The squares on a geom, or null when its texture has none.</summary>
    /// <param name="geom">Its index.</param>
    /// <param name="sizeM">[3] its size.</param>
    public SceneChecker? Checker(int geom, ReadOnlySpan<double> sizeM)
    {
        if (Texture(geom) is not { } texture || Squares(texture) is not ({ } first, { } second))
        {
            return null;
        }

        int material = model.Field<int>("geom_matid")[geom];
        double repeats = model.Field<float>("mat_texrepeat").Row(material)[0];
        bool perMetre = model.Field<byte>("mat_texuniform")[material] != 0;
        // a texture is two squares wide
        double square = (perMetre || sizeM[0] <= 0 ? 1 : 2 * sizeM[0]) / (2 * repeats);
        return new SceneChecker(first, second, Math.Round(square, 6));
    }

    /// <summary>The colours of the model's sky, or null when it has none.</summary>
    public SceneSky? Sky()
    {
        MjField<int> types = model.Field<int>("tex_type");
        for (int texture = 0; texture < types.Rows; texture++)
        {
            if (types[texture] == SkyBox)
            {
                (int width, int height) = Size(texture);
                int faces = height / width;
                // faces in order: right, left, up, down, front, back; a single face serves all sides
                int up = faces == 6 ? 2 * width : 0, down = faces == 6 ? 3 * width : 0, front = faces == 6 ? 4 * width : 0;
                return new SceneSky(
                    Texel(texture, up + width / 2, width / 2), Texel(texture, front + width / 2, width / 2), Texel(texture, down + width / 2, width / 2));
            }
        }

        return null;
    }

    /// <summary>A 32-bit number as the decimal fraction that was meant.</summary>
    public static double Rounded(float value) => Math.Round(value, 4);

    private int? Texture(int geom)
    {
        int material = model.Field<int>("geom_matid")[geom];
        int texture = material < 0 ? -1 : model.Field<int>("mat_texid")[material];
        return texture < 0 ? null : texture;
    }

    // A built-in checker has one colour in the middles of its first and last quarter and another in the other two.
    private (double[] First, double[] Second)? Squares(int texture)
    {
        (int width, int height) = Size(texture);
        int near = width / 4, far = 3 * width / 4, top = Math.Min(height / 4, width / 4), bottom = Math.Min(3 * height / 4, 3 * width / 4);
        double[] first = Texel(texture, top, near), second = Texel(texture, top, far);
        bool squares = first.SequenceEqual(Texel(texture, bottom, far)) && second.SequenceEqual(Texel(texture, bottom, near)) && !first.SequenceEqual(second);
        return squares ? (first, second) : null;
    }

    private double[] Mean(int texture)
    {
        (int width, int height) = Size(texture);
        Span<byte> texels = model.Field<byte>("tex_rgb").Span.Slice(model.Field<int>("tex_adr")[texture], Channels * width * height);
        var sum = new double[Channels];
        for (int i = 0; i < texels.Length; i++)
        {
            sum[i % Channels] += texels[i];
        }

        return [.. sum.Select(value => value / 255 / width / height)];
    }

    private double[] Texel(int texture, int row, int column)
    {
        (int width, _) = Size(texture);
        int address = model.Field<int>("tex_adr")[texture] + Channels * (row * width + column);
        return [.. model.Field<byte>("tex_rgb").Span.Slice(address, Channels).ToArray().Select(value => Math.Round(value / 255.0, 4))];
    }

    private (int Width, int Height) Size(int texture) => (model.Field<int>("tex_width")[texture], model.Field<int>("tex_height")[texture]);
}
