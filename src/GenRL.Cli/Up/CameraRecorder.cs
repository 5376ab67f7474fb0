using GenRL.Data;
using ROS2;
using Serilog;

namespace GenRL.Cli.Up;

/// <summary>Keeps a picture of what the robot's camera sees, for people without a ROS viewer.</summary>
internal static class CameraRecorder
{
    /// <summary>Name of the picture in the session's folder.</summary>
    public const string PictureName = "camera.png";

    private const int Enlargement = 6;
    private const long SpinMs = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Writes the newest frame once a second until cancelled. A failure ends the pictures, never the session.</summary>
    public static Task RunAsync(int domain, string folder, ILogger log, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                Record(domain, Path.Combine(folder, PictureName), cancellation);
            }
            catch (Exception failure) when (failure is RCLException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
            {
                log.Warning("No more camera pictures: {Reason:l}", failure.Message);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Record(int domain, string path, CancellationToken cancellation)
    {
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            using Node node = RCLdotnet.CreateNode("genrl_up");
            sensor_msgs.msg.Image? newest = null;
            using Subscription<sensor_msgs.msg.Image> subscription = node.CreateSubscription<sensor_msgs.msg.Image>(
                "/camera/image_raw", image => newest = image, QosProfile.SensorDataProfile.WithKeepLast(1));
            DateTimeOffset due = DateTimeOffset.MinValue;
            while (!cancellation.IsCancellationRequested)
            {
                RCLdotnet.SpinOnce(node, SpinMs);
                if (newest is not null && DateTimeOffset.UtcNow >= due)
                {
                    due = DateTimeOffset.UtcNow + Interval;
                    PngFile.Save(path, ToPicture(newest).Enlarge(Enlargement));
                    newest = null;
                }
            }
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }

    private static RgbImage ToPicture(sensor_msgs.msg.Image image) => image.Encoding == "rgb8"
        ? new RgbImage((int)image.Width, (int)image.Height, [.. image.Data])
        : throw new InvalidDataException($"camera frames are {image.Encoding}, not rgb8");
}
