namespace MuJoCo;

/// <summary>A camera outside the model that looks at a point.</summary>
public readonly record struct FreeCamera(
    double DistanceM, double AzimuthDeg, double ElevationDeg, double TargetX, double TargetY, double TargetZ);
