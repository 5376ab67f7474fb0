using System.Globalization;
using System.Text;

namespace GenRL.Simulation.Motions.Figures;

/// <summary>
/// MJCF of a planar figure on a floor, built like the walker: same joints, axes, actuators and side cameras. Joint order: rootz (counted
/// from the standing height), rootx, rooty, right hip, knee, ankle, left hip, knee, ankle, then right and left shoulder and elbow.
/// </summary>
public static class FigureModel
{
    /// <summary>Index of the joint in qpos.</summary>
    public const int RootZ = 0, RootX = 1, Pitch = 2, FirstJoint = 3;

    /// <summary>Leg joints, which follow the root.</summary>
    public const int LegJoints = 6;

    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Length of qpos.</summary>
    public static int JointCount(FigureSizes sizes) => FirstJoint + LegJoints + (sizes.HasArms ? 4 : 0);

    /// <summary>Torque limits of the joints after the root, newton metres, in joint order.</summary>
    public static double[] TorqueLimitsNm(FigureSizes sizes) =>
        sizes.HasArms ? [100, 50, 20, 100, 50, 20, 60, 40, 60, 40] : [100, 50, 20, 100, 50, 20];

    /// <summary>Joint positions of a pose whose lowest point is where the pose says, at a place along the floor.</summary>
    public static double[] Positions(FigureSizes sizes, FigurePose pose, double x)
    {
        double[] q = new double[JointCount(sizes)];
        q[RootZ] = FigureKinematics.RootHeight(sizes, pose) - sizes.StandingTorsoHeight;
        q[RootX] = x;
        ReadOnlySpan<double> angles =
        [
            pose.Pitch, pose.Right.Hip, pose.Right.Knee, pose.Right.Ankle, pose.Left.Hip, pose.Left.Knee, pose.Left.Ankle,
            pose.RightArm.Shoulder, pose.RightArm.Elbow, pose.LeftArm.Shoulder, pose.LeftArm.Elbow,
        ];
        for (int i = Pitch; i < q.Length; i++)
        {
            q[i] = angles[i - Pitch] * RadPerDeg;
        }
        return q;
    }

    /// <summary>Where the body parts are for joint positions.</summary>
    public static FigurePoints PointsOf(FigureSizes sizes, ReadOnlySpan<double> q)
    {
        Leg Read(ReadOnlySpan<double> leg) => new(leg[0] / RadPerDeg, leg[1] / RadPerDeg, leg[2] / RadPerDeg);
        var pose = new FigurePose(q[Pitch] / RadPerDeg, Read(q[3..6]), Read(q[6..9]));
        return FigureKinematics.Points(sizes, pose, q[RootX], q[RootZ] + sizes.StandingTorsoHeight);
    }

    /// <summary>The model as MJCF text.</summary>
    /// <param name="sizes">The body.</param>
    /// <param name="look">Colours, light and floor.</param>
    /// <param name="style">Draws the cameras.</param>
    public static string Xml(FigureSizes sizes, FigureLook look, MotionStyle style)
    {
        FigureSizes s = sizes;
        double knee = s.Shank / 2;
        var bodies = new StringBuilder();
        foreach ((string side, double y) in (ReadOnlySpan<(string, double)>)[("right", -s.HalfHipWidth), ("left", s.HalfHipWidth)])
        {
            bodies.Append(Text($"""
                <body name="{side}_thigh" pos="0 {y} {-s.TorsoHalfLength}">
                  <joint name="{side}_hip" range="-40 125"/><geom size="{s.ThighRadius} {s.Thigh / 2}" pos="0 0 {-s.Thigh / 2}" material="{side}"/>
                  <body name="{side}_leg" pos="0 0 {-s.Thigh - knee}">
                    <joint name="{side}_knee" range="-155 2" pos="0 0 {knee}"/><geom size="{s.ShankRadius} {knee}" material="{side}"/>
                    <body name="{side}_foot" pos="{s.FootOffset} 0 {-knee}">
                      <joint name="{side}_ankle" range="-48 48" pos="{-s.FootOffset} 0 0"/>
                      <geom size="{s.FootRadius} {s.FootHalfLength}" zaxis="1 0 0" material="{side}"/>
                    </body></body></body>
                """));
        }
        if (s.HasArms)
        {
            foreach ((string side, double y) in (ReadOnlySpan<(string, double)>)[("right", -s.HalfHipWidth), ("left", s.HalfHipWidth)])
            {
                bodies.Append(Text($"""
                    <body pos="0 {y} {s.ShoulderHeight}">
                      <joint name="{side}_shoulder" range="-90 185"/><geom size="{s.ArmRadius} {s.UpperArm / 2}" pos="0 0 {-s.UpperArm / 2}" material="{side}"/>
                      <body pos="0 0 {-s.UpperArm}">
                        <joint name="{side}_elbow" range="-2 155"/><geom size="{s.ArmRadius * .9} {s.Forearm / 2}" pos="0 0 {-s.Forearm / 2}" material="{side}"/>
                        <geom type="sphere" size="{s.HandRadius}" pos="0 0 {-s.Forearm}" material="{side}"/>
                      </body></body>
                    """));
            }
        }
        string head = s.HasHead ? Text($"""<geom type="sphere" size="{s.HeadRadius}" pos="0 0 {s.HeadHeight}" material="torso"/>""") : "";
        string motors = string.Concat(MotorNames(s).Select(name => $"""<motor joint="{name}"/>"""));
        return Text($"""
            <mujoco>
              <compiler angle="degree"/><option timestep="0.0025"/><statistic extent="2" center="0 0 1"/>
              <visual><headlight ambient="{Grey(look.Ambient)}" diffuse="{Grey(look.Diffuse)}" specular=".1 .1 .1"/><map znear=".01"/></visual>
              <asset>
                <texture type="skybox" builtin="gradient" rgb1="{Rgb(look.Sky)}" rgb2="0 0 0" width="256" height="256"{(look.Stars ? " mark=\"random\" markrgb=\"1 1 1\"" : "")}/>
                <texture name="checker" type="2d" builtin="checker" rgb1="{Rgb(look.FloorDark)}" rgb2="{Rgb(look.FloorBright)}" width="300" height="300" mark="edge" markrgb="{Rgb(look.FloorBright)}"/>
                <material name="floor" texture="checker" texrepeat="{look.FloorRepeat} {look.FloorRepeat}" texuniform="true"/>
                <material name="torso" rgba="{Rgb(look.Torso)} 1"/><material name="right" rgba="{Rgb(look.RightLimbs)} 1"/><material name="left" rgba="{Rgb(look.LeftLimbs)} 1"/>
              </asset>
              <default>
                <geom type="capsule" contype="1" conaffinity="0" friction=".7 .1 .1"/>
                <joint type="hinge" axis="0 -1 0" damping=".1" armature=".01" limited="true" solimplimit="0 .99 .01"/>
                <motor gear="1"/>
              </default>
              <worldbody>
                <geom type="plane" pos="0 0 0" size="250 {look.FloorHalfWidthM} .2" material="floor" conaffinity="1"/>
                <body name="torso" pos="0 0 {s.StandingTorsoHeight}">
                  <light pos="0 0 2" mode="trackcom" diffuse="{Grey(look.Lamp)}" castshadow="{(look.Shadows ? "true" : "false")}"/>
                  {CameraXml(s, look, style)}
                  <joint type="slide" axis="0 0 1" damping="0" armature="0" limited="false"/>
                  <joint type="slide" axis="1 0 0" damping="0" armature="0" limited="false"/>
                  <joint axis="0 1 0" damping="0" armature="0" limited="false"/>
                  <geom size="{s.TorsoRadius} {s.TorsoHalfLength}" material="torso"/>{head}
                  {bodies}
                </body>
              </worldbody>
              <actuator>{motors}</actuator>
            </mujoco>
            """);
    }

    private static IEnumerable<string> MotorNames(FigureSizes sizes)
    {
        string[] legs = ["right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle"];
        string[] arms = ["right_shoulder", "right_elbow", "left_shoulder", "left_elbow"];
        return sizes.HasArms ? legs.Concat(arms) : legs;
    }

    /// <summary>Cameras beside the figure, looking down by about 30 degrees and moving with its centre of mass.</summary>
    private static string CameraXml(FigureSizes sizes, FigureLook look, MotionStyle style)
    {
        var cameras = new StringBuilder();
        double size = sizes.StandingTorsoHeight / 1.3;
        for (int i = 0; i < FigureLook.Cameras; i++)
        {
            double elevation = (30 + style.Around(3.5) * look.CameraSpread) * RadPerDeg;
            double azimuth = style.Around(5) * look.CameraSpread * RadPerDeg;
            double distance = 2.31 * (1 + look.CameraSpread * style.Between(-.1, .16)) * size;
            double x = look.CameraSpread * style.Around(.06), z = -.455 * size + look.CameraSpread * style.Around(.07);
            (double sineE, double cosineE) = Math.SinCos(elevation);
            (double sineA, double cosineA) = Math.SinCos(azimuth);
            double back = distance * cosineE;
            cameras.Append(Text($"""
                <camera mode="trackcom" pos="{x + back * sineA} {-back * cosineA} {z + distance * sineE}" xyaxes="{cosineA} {sineA} 0 {-sineE * sineA} {sineE * cosineA} {cosineE}"/>
                """));
        }
        return cameras.ToString();
    }

    private static string Grey(double value) => Text($"{value} {value} {value}");

    private static string Rgb(double[] colour) => Text($"{colour[0]} {colour[1]} {colour[2]}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
