using genrl_msgs.srv;
using std_srvs.srv;

namespace GenRL.Simulation.Node;

/// <summary>What a person or a program can ask of a running simulator: pause, resume, step, and start again.</summary>
internal sealed class SimulationServices
{
    private readonly SimulationNode _simulation;
    private readonly RunState _state;

    /// <summary>Offers the services below the node's own name, such as <c>/sim/pause</c>.</summary>
    public SimulationServices(ROS2.Node node, SimulationNode simulation, RunState state)
    {
        (_simulation, _state) = (simulation, state);
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("~/reset", (_, answer) => Fill(answer, _simulation.Reset(seed: null)));
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("~/pause", (_, answer) => Fill(answer, _state.Pause()));
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("~/resume", (_, answer) => Fill(answer, _state.Resume()));
        node.CreateService<StepSimulation, StepSimulation_Request, StepSimulation_Response>("~/step", Step);
        node.CreateService<ResetSimulation, ResetSimulation_Request, ResetSimulation_Response>("~/reset_to_seed", ResetToSeed);
    }

    private void Step(StepSimulation_Request request, StepSimulation_Response response)
    {
        (response.Success, response.Message) = _state.Grant(request.ControlSteps);
        response.UntilS = (_simulation.NowNs + _state.Granted * _simulation.PeriodNs) / 1e9;
    }

    private void ResetToSeed(ResetSimulation_Request request, ResetSimulation_Response response) =>
        (response.Success, response.Message) = _simulation.Reset(request.Seed);

    private static void Fill(Trigger_Response response, (bool Success, string Message) answer) => (response.Success, response.Message) = answer;
}
