namespace MuJoCo;

/// <summary>An error reported by the MuJoCo library, with its own message.</summary>
public sealed class MujocoException : Exception
{
    public MujocoException(string message) : base(message) { }
}
