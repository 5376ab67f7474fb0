using System.Diagnostics;
using genrl_msgs.srv;
using GenRL.Prompting;
using GenRL.Prompting.Serving;
using ROS2;

namespace GenRL.Cli.Prompts;

/// <summary>Asks over the ROS 2 service <c>/prompt/set</c>.</summary>
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
            using Client<SetPrompt, SetPrompt_Request, SetPrompt_Response> client =
                node.CreateClient<SetPrompt, SetPrompt_Request, SetPrompt_Response>("/prompt/set");
            long start = Stopwatch.GetTimestamp();
            if (!client.WaitForService(patience))
            {
                throw new TimeoutException($"There is no prompt service in ROS domain {domain}. Start one with './genrl up', or name its --domain.");
            }

            Task<SetPrompt_Response> sent = client.SendRequestAsync(new SetPrompt_Request { Prompt = request.Prompt ?? "", Commit = request.Commit });
            while (!sent.IsCompleted)
            {
                if (Stopwatch.GetElapsedTime(start) > patience)
                {
                    throw new TimeoutException($"The prompt service in ROS domain {domain} did not answer within {patience.TotalSeconds:0} s.");
                }

                RCLdotnet.SpinOnce(node, SpinMs);
            }

            return ToReply(request, sent.GetAwaiter().GetResult());
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }

    private static PromptReply ToReply(PromptRequest request, SetPrompt_Response response)
    {
        TaskPhase phase = Enum.TryParse(response.State, ignoreCase: true, out TaskPhase known) ? known : TaskPhase.Idle;
        return new PromptReply
        {
            Ok = response.Accepted,
            Prompt = request.Prompt,
            Confidence = response.Confidence,
            Message = response.Message.Length > 0 ? response.Message : null,
            Task = new RobotTask(phase, request.Prompt ?? "", response.Behaviour, response.Confidence, 1, response.Message),
        };
    }
}
