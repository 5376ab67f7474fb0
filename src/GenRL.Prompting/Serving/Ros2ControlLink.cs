using System.Security.Cryptography;
using GenRL.Robots.Packages;
using genrl_msgs.srv;
using ROS2;

namespace GenRL.Prompting.Serving;

/// <summary>Asks the control node through its ROS 2 service.</summary>
public sealed class Ros2ControlLink : IControlLink, IDisposable
{
    /// <summary>The control node's service for behaviours.</summary>
    public const string ServiceName = "/control/load_behaviour";

    /// <summary>The control node's service for tasks of a conditioned policy.</summary>
    public const string TaskServiceName = "/control/set_task";

    private static readonly TimeSpan DiscoveryPoll = TimeSpan.FromMilliseconds(20);
    private readonly NodeSpinner _spinner;
    private readonly Client<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response> _behaviours;
    private readonly Client<SetTask, SetTask_Request, SetTask_Response> _tasks;

    /// <summary>Creates a node of its own, so that waiting for control never holds up the prompt service's own replies.</summary>
    /// <exception cref="RCLException">The middleware refuses.</exception>
    public Ros2ControlLink()
    {
        Node node = RCLdotnet.CreateNode("prompt_to_control");
        _behaviours = node.CreateClient<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response>(ServiceName);
        _tasks = node.CreateClient<SetTask, SetTask_Request, SetTask_Response>(TaskServiceName);
        _spinner = new NodeSpinner(node);
    }

    /// <inheritdoc />
    public async Task<string> LoadBehaviourAsync(string packageFolder, string behaviour, CancellationToken cancellation)
    {
        await WaitUntilAsync(_behaviours.ServiceIsReady, cancellation).ConfigureAwait(false);
        LoadBehaviour_Request request = new()
        {
            PackagePath = packageFolder,
            Behaviour = behaviour,
            Sha256 = await ManifestHashAsync(packageFolder, cancellation).ConfigureAwait(false),
        };
        LoadBehaviour_Response response = await _behaviours.SendRequestAsync(request, cancellation).ConfigureAwait(false);
        return response.Success ? response.Message : throw new ControlException($"The control node refused '{behaviour}': {response.Message}");
    }

    /// <inheritdoc />
    public async Task<string> SetTaskAsync(string packageFolder, string label, float[] task, CancellationToken cancellation)
    {
        await WaitUntilAsync(_tasks.ServiceIsReady, cancellation).ConfigureAwait(false);
        SetTask_Request request = new()
        {
            PackagePath = packageFolder,
            Sha256 = await ManifestHashAsync(packageFolder, cancellation).ConfigureAwait(false),
            Label = label,
            Task = [.. task],
        };
        SetTask_Response response = await _tasks.SendRequestAsync(request, cancellation).ConfigureAwait(false);
        return response.Success ? response.Message : throw new ControlException($"The control node refused \"{label}\": {response.Message}");
    }

    /// <inheritdoc />
    public void Dispose() => _spinner.Dispose();

    private static async Task WaitUntilAsync(Func<bool> ready, CancellationToken cancellation)
    {
        while (!ready())
        {
            await Task.Delay(DiscoveryPoll, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<string> ManifestHashAsync(string packageFolder, CancellationToken cancellation) => Convert.ToHexStringLower(
        SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(packageFolder, PackageFile.Manifest), cancellation).ConfigureAwait(false)));
}
