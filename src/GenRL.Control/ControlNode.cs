using System.Runtime;
using GenRL.Inference;
using GenRL.Robots.Packages;
using genrl_msgs.srv;
using ROS2;
using Serilog;

namespace GenRL.Control;

/// <summary>
/// The control process: one thread runs the policy loop, two more serve status and services. However it ends, the last command it
/// sends is zero torque.
/// </summary>
public static class ControlNode
{
    private const int FarewellCommands = 3;
    private static readonly TimeSpan FarewellPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs until cancelled (Ctrl-C, SIGTERM) and returns the summary.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="ready">Called once when the loop runs.</param>
    /// <param name="cancellation">Ends the run: zero torque, then return.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PackageException">The package or the first behaviour cannot be used.</exception>
    /// <exception cref="RCLException">ROS 2 cannot be joined, or failed while running.</exception>
    public static Task<ControlReport> RunAsync(ControlOptions options, ILogger log, Action? ready, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Run(options, log, ready, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ControlReport Run(ControlOptions options, ILogger log, Action? ready, CancellationToken cancellation)
    {
        options.Check();
        ModelPackage package = ModelPackage.Load(options.Package);
        using var runner = new PolicyRunner(package, options.Policy);
        using var loader = new BehaviourLoader(runner, options.Policy.Inference);
        if (package.Manifest.ConditionedPolicy is not null)
        {
            loader.Prepare(options.Package);
        }

        if (options.Behaviour.Length > 0)
        {
            loader.Load(options.Package, options.Behaviour);
        }

        bool joined = !RCLdotnet.Ok();
        if (joined)
        {
            RCLdotnet.Init();
        }

        try
        {
            return RunOnGraph(options, package, runner, loader, log, ready, cancellation);
        }
        finally
        {
            if (joined)
            {
                RCLdotnet.Shutdown();
            }
        }
    }

    private static ControlReport RunOnGraph(
        ControlOptions options, ModelPackage package, PolicyRunner runner, BehaviourLoader loader, ILogger log, Action? ready, CancellationToken cancellation)
    {
        PackageManifest manifest = package.Manifest;
        using Node node = RCLdotnet.CreateNode("control", options.Namespace);
        using Node loading = RCLdotnet.CreateNode("control_loading", options.Namespace);
        var transport = new RosTransport(node, manifest.JointNames, options.Topics);
        var loop = new ControlLoop(runner, manifest, options.ToSafety(manifest), options.DeadlineNs(manifest), transport, TimeProvider.System)
        {
            ArmRequested = options.Armed,
        };
        var services = new ControlServices(loop, loader, Patience, log);
        node.CreateService<SetArmed, SetArmed_Request, SetArmed_Response>(options.Topics.Arm, services.SetArmed);
        loading.CreateService<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response>(options.Topics.LoadBehaviour, services.LoadBehaviour);
        loading.CreateService<SetTask, SetTask_Request, SetTask_Response>(options.Topics.SetTask, services.SetTask);
        var reporter = new StatusReporter(node, loop, loader, manifest.Robot, options.Topics, TimeProvider.System);
        var changes = new ModeLog(loop.Statistics, log);
        node.CreateTimer(TimeSpan.FromSeconds(options.StatusPeriodS), _ =>
        {
            loader.DisposeRetired();
            reporter.Publish();
            changes.Report();
        });

        // a failure of either service thread ends the run like a Ctrl-C, and is then rethrown
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task serving = Spin(node, "control services", ended);
        Task loadingServing = Spin(loading, "control loading", ended);
        Task policy = RunLoop(loop, transport, options, log, ready, ended);
        Task.WhenAll(policy, serving, loadingServing).GetAwaiter().GetResult();
        reporter.Publish();
        return reporter.Report();
    }

    private static Task RunLoop(ControlLoop loop, RosTransport transport, ControlOptions options, ILogger log, Action? ready, CancellationTokenSource ended) =>
        OnThread("policy loop", ThreadPriority.Highest, ended, () =>
        {
            var period = TimeSpan.FromSeconds(options.ServoPeriodS);
            GCLatencyMode before = GCSettings.LatencyMode;
            GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
            try
            {
                loop.Tick();
                ready?.Invoke();
                while (!ended.IsCancellationRequested)
                {
                    if (transport.Wait(period) || !options.Lockstep)
                    {
                        loop.Tick();
                    }
                }
            }
            finally
            {
                for (int i = 0; i < FarewellCommands; i++)
                {
                    loop.Stop();
                    Thread.Sleep(FarewellPause);
                }

                GCSettings.LatencyMode = before;
                log.Information("Zero torque sent; the policy loop ends");
            }
        });

    private static Task Spin(Node node, string name, CancellationTokenSource ended) => OnThread(name, ThreadPriority.Normal, ended, () =>
    {
        while (!ended.IsCancellationRequested)
        {
            RCLdotnet.SpinOnce(node, 50);
        }
    });

    private static Task OnThread(string name, ThreadPriority priority, CancellationTokenSource ended, Action body)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                body();
                completion.SetResult();
            }
            catch (Exception error)
            {
                completion.SetException(error);
                ended.Cancel();
            }
        })
        {
            IsBackground = true,
            Name = name,
            Priority = priority,
        };
        thread.Start();
        return completion.Task;
    }
}
