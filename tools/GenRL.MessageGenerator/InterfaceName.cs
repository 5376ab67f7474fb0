namespace GenRL.MessageGenerator;

/// <summary>A ROS 2 interface's full name, such as <c>sensor_msgs/msg/JointState</c>.</summary>
/// <param name="Package">The ROS package.</param>
/// <param name="Kind"><c>msg</c> or <c>srv</c>.</param>
/// <param name="Name">The type's name inside the package.</param>
public sealed record InterfaceName(string Package, string Kind, string Name)
{
    /// <summary>The name on the wire of DDS, such as <c>sensor_msgs::msg::dds_::JointState_</c>.</summary>
    public string DdsTypeName => $"{Package}::{Kind}::dds_::{Name}_";

    /// <summary>The C# class with its namespace, safe against classes called String or Empty.</summary>
    public string CSharpName => $"global::{Package}.{Kind}.{Name}";

    public override string ToString() => $"{Package}/{Kind}/{Name}";
}
