using rcl_interfaces.msg;

namespace ROS2;

/// <summary>Severity of a log message (extension).</summary>
public enum RosLogLevel : byte
{
    Debug = Log.DEBUG,
    Info = Log.INFO,
    Warn = Log.WARN,
    Error = Log.ERROR,
    Fatal = Log.FATAL,
}
