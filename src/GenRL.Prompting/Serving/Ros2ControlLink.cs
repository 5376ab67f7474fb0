using System.Security.Cryptography;
using GenRL.Robots.Packages;
using genrl_msgs.srv;
using ROS2;

namespace GenRL.Prompting.Serving;

/// <summary>Asks the control node through its ROS 2 service.</summary>
public sealed class Ros2ControlLink : IControlLink, IDisposable
{
    /// <summary>The control node's service.</summary>
    public const string ServiceName = "/control/load_behaviour";

    private static readonly TimeSpan DiscoveryPoll = TimeSpan.FromMilliseconds(20);
    private readonly NodeSpinner _spinner;
    private readonly Client<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response> _client;

    /// <summary>Creates a node of its own, so that waiting for control never holds up the prompt service's own replies.</summary>
    /// <exception cref="RCLException">The middleware refuses.</exception>
    public Ros2ControlLink()
    {
        Node node = RCLdotnet.CreateNode("prompt_to_control");
        _client = node.CreateClient<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response>(ServiceName);
        _spinner = new NodeSpinner(node);
    }

    /// <inheritdoc />
    public async Task<string> LoadBehaviourAsync(string packageFolder, string behaviour, CancellationToken cancellation)
    {
        while (!_client.ServiceIsReady())
        {
            await Task.Delay(DiscoveryPoll, cancellation).ConfigureAwait(false);
        }

        byte[] manifest = await File.ReadAllBytesAsync(Path.Combine(packageFolder, PackageFile.Manifest), cancellation).ConfigureAwait(false);
        LoadBehaviour_Request request = new()
        {
            PackagePath = packageFolder,
            Behaviour = behaviour,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(manifest)),
        };
        LoadBehaviour_Response response = await _client.SendRequestAsync(request, cancellation).ConfigureAwait(false);
        return response.Success ? response.Message : throw new ControlException($"The control node refused '{behaviour}': {response.Message}");
    }

    /// <inheritdoc />
    public void Dispose() => _spinner.Dispose();
}
