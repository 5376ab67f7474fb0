namespace GenRL.Simulation.Motions.Figures;

/// <summary>Colours, floor, light and cameras of a figure's world. Colours are red, green, blue in 0..1.</summary>
public sealed record FigureLook
{
    /// <summary>Cameras a model has, so that its clips are seen from different places.</summary>
    public const int Cameras = 6;

    public double[] Torso { get; init; } = [.7, .5, .3];

    public double[] RightLimbs { get; init; } = [.7, .5, .3];

    public double[] LeftLimbs { get; init; } = [.7, .5, .3];

    public double[] FloorDark { get; init; } = [.1, .2, .3];

    public double[] FloorBright { get; init; } = [.2, .3, .4];

    /// <summary>Checker repeats per metre.</summary>
    public double FloorRepeat { get; init; } = 1;

    /// <summary>Half the width of the floor strip in metres.</summary>
    public double FloorHalfWidthM { get; init; } = .8;

    public double[] Sky { get; init; } = [.4, .6, .8];

    public bool Stars { get; init; } = true;

    public double Ambient { get; init; } = .4;

    public double Diffuse { get; init; } = .8;

    /// <summary>Brightness of the light above the figure, 0 to 1.</summary>
    public double Lamp { get; init; } = .7;

    /// <summary>Draw at twice the size and average.</summary>
    public bool Smooth { get; init; }

    public bool Shadows { get; init; }

    /// <summary>How far cameras may differ from the walker's side camera, 0 for not at all.</summary>
    public double CameraSpread { get; init; }

    /// <summary>The look of the walker's world.</summary>
    public static FigureLook Walker { get; } = new();

    /// <summary>Draws a look; four in ten keep the walker's colours.</summary>
    public static FigureLook Random(MotionStyle style)
    {
        var look = new FigureLook
        {
            Smooth = style.Chance(.4),
            Shadows = style.Chance(.06),
            CameraSpread = style.Chance(.3) ? .25 : 1,
            FloorHalfWidthM = style.Chance(.7) ? .8 : style.Between(.6, 4),
            Ambient = .4 + style.Around(.05),
            Diffuse = .8 + style.Around(.05),
            Lamp = style.Chance(.5) ? .7 : style.Between(.2, .8),
        };
        if (style.Chance(.4))
        {
            return look;
        }
        double[] torso = Colour(style, .15, .95), right = style.Chance(.6) ? torso : Colour(style, .15, .95);
        double[] dark = Colour(style, .05, .4);
        double contrast = style.Between(.05, .3);
        return look with
        {
            Torso = torso,
            RightLimbs = right,
            LeftLimbs = style.Chance(.6) ? right : Shade(right, style.Between(.5, .9)),
            FloorDark = dark,
            FloorBright = [.. dark.Select(value => Math.Min(1, value + contrast))],
            FloorRepeat = style.Chance(.6) ? 1 : style.Between(.6, 1.6),
            Sky = style.Chance(.4) ? look.Sky : Colour(style, .05, .9),
            Stars = style.Chance(.6),
        };
    }

    private static double[] Colour(MotionStyle style, double low, double high) =>
        [style.Between(low, high), style.Between(low, high), style.Between(low, high)];

    private static double[] Shade(double[] colour, double factor) => [.. colour.Select(value => value * factor)];
}
