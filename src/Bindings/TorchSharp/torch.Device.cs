namespace TorchSharp;

public static partial class torch
{
    /// <summary>A device and its ordinal (-1: the current one).</summary>
    public class Device
    {
        public DeviceType type { get; }

        public int index { get; }

        /// <param name="description"><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>meta</c>.</param>
        /// <exception cref="FormatException">The description is none of these.</exception>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Parse(parts[0]);
            index = parts.Length == 1 ? -1
                : parts.Length == 2 && int.TryParse(parts[1], out int parsed) && parsed >= 0 ? parsed
                : throw new FormatException($"'{description}' is not a device; expected for example 'cpu' or 'cuda:0'.");
        }

        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public override string ToString() => index < 0 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        public override bool Equals(object? obj) => obj is Device other && other.type == type && other.index == index;

        public override int GetHashCode() => HashCode.Combine(type, index);

        public static implicit operator Device(string description) => new(description);

        private static DeviceType Parse(string name) => name switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "meta" => DeviceType.META,
            _ => throw new FormatException($"'{name}' is not a kind of device; expected cpu, cuda or meta."),
        };
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device CUDA = new(DeviceType.CUDA);

    public static readonly Device META = new(DeviceType.META);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(DeviceType.CUDA, index);

    private static Device _defaultDevice = CPU;

    /// <summary>Device of factories that are not told one.</summary>
    public static void set_default_device(Device device) => _defaultDevice = device;

    public static Device get_default_device() => _defaultDevice;

    internal static Device OrDefault(Device? device) => device ?? _defaultDevice;
}
