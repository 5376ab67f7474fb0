using System.Diagnostics;
using genrl_msgs.srv;
using GenRL.Prompting;
using GenRL.Prompting.Serving;
using ROS2;
using std_srvs.srv;

namespace GenRL.Cli.Prompts;

/// <summary>Asks over the ROS 2 services <c>/prompt/set</c> and <c>/prompt/revert</c>.</summary>
internal sealed class RosPromptConnection(int domain, TimeSpan patience) : IPromptConnection
{
    private const long SpinMs = 50;

    /// <inheritdoc />
    public PromptReply Ask(PromptRequest request)
    {
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            using Node node = RCLdotnet.CreateNode("genrl_say");
            return request.Op == "revert"
                ? ToReply(Call<Trigger, Trigger_Request, Trigger_Response>(node, "/prompt/revert", new Trigger_Request()))
                : ToReply(request, Call<SetPrompt, SetPrompt_Request, SetPrompt_Response>(
                    node, "/prompt/set", new SetPrompt_Request { Prompt = request.Prompt ?? "", Commit = request.Commit }));
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }

    private TResponse Call<TService, TRequest, TResponse>(Node node, string name, TRequest request)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        using Client<TService, TRequest, TResponse> client = node.CreateClient<TService, TRequest, TResponse>(name);
        long start = Stopwatch.GetTimestamp();
        if (!client.WaitForService(patience))
        {
            throw new TimeoutException($"There is no prompt service in ROS domain {domain}. Start one with './genrl up', or name its --domain.");
        }

        Task<TResponse> sent = client.SendRequestAsync(request);
        while (!sent.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(start) > patience)
            {
                throw new TimeoutException($"The prompt service in ROS domain {domain} did not answer within {patience.TotalSeconds:0} s.");
            }

            RCLdotnet.SpinOnce(node, SpinMs);
        }

        return sent.GetAwaiter().GetResult();
    }

    private static PromptReply ToReply(Trigger_Response response) => new()
    {
        Ok = response.Success,
        Message = response.Success ? null : response.Message,
        Task = response.Success ? new RobotTask(TaskPhase.Active, "", "", 0, 1, response.Message) : null,
    };

    private static PromptReply ToReply(PromptRequest request, SetPrompt_Response response)
    {
        TaskPhase phase = Enum.TryParse(response.State, ignoreCase: true, out TaskPhase known) ? known : TaskPhase.Idle;
        return new PromptReply
        {
            Ok = response.Accepted,
            Prompt = request.Prompt,
            Confidence = response.Confidence,
            Message = response.Accepted ? null : response.Message,
            Task = new RobotTask(
                phase, request.Prompt ?? "", response.Behaviour, response.Confidence, phase == TaskPhase.Learning ? 0 : 1, response.Message,
                Enum.TryParse(response.Kind, ignoreCase: true, out TaskKind kind) ? kind : null),
        };
    }
}
