namespace MuJoCo.Tests;

internal static class Models
{
    /// <summary>A red box that falls on a floor and a hinge with a motor.</summary>
    public const string Box = """
        <mujoco>
          <option timestep="0.005"/>
          <worldbody>
            <light pos="0 0 3" dir="0 0 -1"/>
            <camera name="front" pos="0 -3 1.9" xyaxes="1 0 0 0 .3 1"/>
            <geom name="floor" type="plane" size="5 5 .1" rgba=".2 .3 .4 1"/>
            <body name="box" pos="0 0 1">
              <freejoint name="root"/>
              <geom name="shell" type="box" size=".2 .2 .2" rgba="1 0 0 1"/>
            </body>
            <body name="arm" pos="2 0 1">
              <joint name="hinge" type="hinge" axis="0 1 0" limited="true" range="-90 90"/>
              <geom type="capsule" size=".05 .2"/>
            </body>
          </worldbody>
          <actuator><motor name="motor" joint="hinge" gear="3" ctrllimited="true" ctrlrange="-1 1"/></actuator>
        </mujoco>
        """;
}
