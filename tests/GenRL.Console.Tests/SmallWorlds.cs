using GenRL.Robots;
using GenRL.Robots.Scenes;
using GenRL.Simulation.Viewing;
using MuJoCo;

namespace GenRL.OperatorConsole.Tests;

/// <summary>Models of a few bodies that hold every kind of joint and shape.</summary>
internal static class SmallWorlds
{
    /// <summary>A free robot with every kind of joint, beside a hinged door; shapes of every kind.</summary>
    public const string Everything = """
        <mujoco>
          <compiler angle="radian"/>
          <asset>
            <texture name="squares" type="2d" builtin="checker" rgb1="1 0 0" rgb2="0 0 1" width="64" height="64"/>
            <texture name="sky" type="skybox" builtin="gradient" rgb1="1 1 1" rgb2="0 0 0" width="64" height="64"/>
            <material name="floor" texture="squares" texrepeat="2 2" texuniform="true"/>
            <material name="skin" rgba=".1 .2 .3 .5"/>
          </asset>
          <worldbody>
            <light directional="true" dir="0 0 -1" diffuse=".5 .5 .5"/>
            <geom name="ground" type="plane" size="0 0 1" material="floor"/>
            <body name="base" pos="1 2 3" euler=".1 .2 .3">
              <freejoint name="root"/>
              <geom name="shell" type="ellipsoid" size=".3 .2 .1" material="skin"/>
              <geom name="touch" type="box" size=".1 .1 .1" group="3"/>
              <geom name="glass" type="box" size=".1 .1 .1" rgba="1 1 1 0"/>
              <body name="neck" pos="0 .2 .3" euler="-.4 .2 0">
                <joint name="neck" type="ball" pos="0 0 -.1"/>
                <geom name="neck" type="cylinder" size=".05 .1" rgba="0 1 0 1"/>
                <body name="head" pos=".1 0 .2">
                  <joint name="out" type="slide" axis="1 1 0" ref=".2"/>
                  <joint name="nod" type="hinge" axis="0 1 .5" pos=".1 0 -.1" ref="-.3" limited="true" range="-1 2"/>
                  <joint name="tilt" type="hinge" axis="1 0 0" pos="0 .2 0"/>
                  <geom name="head" type="sphere" size=".1"/>
                  <body name="hat" pos="0 0 .1" euler="0 0 1"><geom type="capsule" size=".02 .1" material="skin" rgba="1 1 0 1"/></body>
                </body>
              </body>
            </body>
            <body name="door" pos="-2 0 1"><joint name="hinge" axis="0 0 1" pos="0 .5 0"/><geom name="door" type="box" size=".02 .5 1"/></body>
          </worldbody>
          <actuator><motor joint="nod"/></actuator>
        </mujoco>
        """;

    public static RobotDescription Robot { get; } = new("everything", [new JointDescription("nod", -1, 2, 1, 10)], 0.05, 2);

    public static SceneDescription Scene(MjModel model) => SceneExport.Of(model, Robot);
}
