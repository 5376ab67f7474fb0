using System.Globalization;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>The model's names, which are the URDF's; parts without a name get one from their number.</summary>
internal static class UrdfNames
{
    /// <summary>Name of a body's link.</summary>
    public static string Link(this MjModel model, int body) => body == 0 ? "world" : model.Name(MjObject.Body, body) ?? Numbered("body", body);

    /// <summary>Name of a joint.</summary>
    public static string Joint(this MjModel model, int joint) => model.Name(MjObject.Joint, joint) ?? Numbered("joint", joint);

    /// <summary>Name of the massless link behind a joint that is not its body's last.</summary>
    public static string LinkBehind(this MjModel model, int body, int joint) => $"{model.Link(body)}_{model.Joint(joint)}";

    /// <summary>Name of a camera.</summary>
    public static string Camera(this MjModel model, int camera) => model.Name(MjObject.Camera, camera) ?? Numbered("camera", camera);

    private static string Numbered(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}_{number}");
}
