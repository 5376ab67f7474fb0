using System.Diagnostics;
using genrl_msgs.srv;
using ROS2;
using std_srvs.srv;

namespace GenRL.Simulation.Tests.Node;

/// <summary>Somebody who uses the services of a simulator; waits for answers while the given work goes on.</summary>
internal sealed class Operator(string simulator, Action meanwhile)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ROS2.Node _node = RCLdotnet.CreateNode("operator");

    public (bool Success, string Message) Trigger(string service)
    {
        Trigger_Response reply = Call<Trigger, Trigger_Request, Trigger_Response>(service, new Trigger_Request());
        return (reply.Success, reply.Message);
    }

    public StepSimulation_Response Step(int steps) =>
        Call<StepSimulation, StepSimulation_Request, StepSimulation_Response>("step", new StepSimulation_Request { ControlSteps = steps });

    public ResetSimulation_Response ResetTo(ulong seed) =>
        Call<ResetSimulation, ResetSimulation_Request, ResetSimulation_Response>("reset_to_seed", new ResetSimulation_Request { Seed = seed });

    private TResponse Call<TService, TRequest, TResponse>(string service, TRequest request)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        using Client<TService, TRequest, TResponse> client = _node.CreateClient<TService, TRequest, TResponse>($"{simulator}/{service}");
        WaitUntil(client.ServiceIsReady);
        Task<TResponse> reply = client.SendRequestAsync(request);
        WaitUntil(() => reply.IsCompleted);
        return reply.Result;
    }

    public void WaitUntil(Func<bool> done)
    {
        long start = Stopwatch.GetTimestamp();
        while (!done())
        {
            meanwhile();
            RCLdotnet.SpinOnce(_node, 5);
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "nothing came");
        }
    }
}
