namespace GenRL.Robots.Scenes;

/// <summary>Kinds of joints, numbered as in MuJoCo's <c>mjtJoint</c>.</summary>
public enum SceneJointKind
{
    /// <summary>Moves and turns freely against the world.</summary>
    Free = 0,

    /// <summary>Turns in every direction.</summary>
    Ball = 1,

    /// <summary>Moves along its axis.</summary>
    Slide = 2,

    /// <summary>Turns about its axis.</summary>
    Hinge = 3,
}
