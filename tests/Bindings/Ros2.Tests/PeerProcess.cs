using System.Diagnostics;
using System.Globalization;

namespace ROS2.Tests;

/// <summary>The second process of the two-process tests: this program again, which echoes joint states and adds numbers.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    public static PeerProcess Start(int domainId)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(PeerProcess).Assembly.Location);
        start.ArgumentList.Add("peer");
        start.Environment["ROS_DOMAIN_ID"] = domainId.ToString(CultureInfo.InvariantCulture);
        return new PeerProcess(Process.Start(start)!);
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Stops the process where it is, as a debugger or a hanging disk does; <see cref="Dispose"/> ends it all the same.</summary>
    public void Suspend() => Signal("STOP");

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["peer"]:
                Echo();
                return 0;
            case ["measure", string count]:
                Measure(int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine("Run these tests with: dotnet test; measure round trips with: dotnet Ros2.Tests.dll measure 50000");
                return 2;
        }
    }

    public void Dispose()
    {
        Signal("CONT");
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static void Measure(int count)
    {
        RclOptions options = RosDomainTest.Options;
        using PeerProcess peer = Start(options.DomainId);
        RCLdotnet.Init(options);
        RoundTripMeasurement result = RoundTripMeasurement.Run(RCLdotnet.CreateNode("measurement"), count);
        RCLdotnet.Shutdown();
        Console.WriteLine(
            $"{count} round trips: p50 {result.Percentile(50):f1} us, p90 {result.Percentile(90):f1} us, p99 {result.Percentile(99):f1} us, "
            + $"max {result.RttUs[^1]:f0} us, lost {result.Lost}, {result.BytesPerMessage:f3} bytes per message");
    }

    private static void Echo()
    {
        RCLdotnet.Init();
        Node node = RCLdotnet.CreateNode("peer");
        Publisher<sensor_msgs.msg.JointState> echo = node.CreatePublisher<sensor_msgs.msg.JointState>("echo");
        Subscription<sensor_msgs.msg.JointState> ping = node.CreateSubscription<sensor_msgs.msg.JointState>("ping", echo.Publish);
        ping.ReuseMessage = true;
        Publisher<sensor_msgs.msg.Image> imageEcho = node.CreatePublisher<sensor_msgs.msg.Image>("image_echo");
        Subscription<sensor_msgs.msg.Image> image = node.CreateSubscription<sensor_msgs.msg.Image>("image", imageEcho.Publish);
        image.ReuseMessage = true;
        node.CreateService<std_srvs.srv.SetBool, std_srvs.srv.SetBool_Request, std_srvs.srv.SetBool_Response>("invert", (request, response) =>
        {
            response.Success = !request.Data;
            response.Message = $"process {Environment.ProcessId}";
        });

        // the end of the standard input is the end of the test, also when the test process was killed
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            RCLdotnet.Shutdown();
        })
        { IsBackground = true }.Start();
        RCLdotnet.Spin(node);
    }
}
