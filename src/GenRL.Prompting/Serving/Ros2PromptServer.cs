using genrl_msgs.msg;
using genrl_msgs.srv;
using ROS2;
using std_srvs.srv;

namespace GenRL.Prompting.Serving;

/// <summary>
/// The prompt service on ROS 2: <c>/prompt/set</c>, <c>/prompt/preview</c>, <c>/prompt/revert</c>, <c>/prompt/list_behaviours</c>, and the
/// robot's task on <c>/prompt/task</c> (kept for late joiners).
/// </summary>
public sealed class Ros2PromptServer : IDisposable
{
    private readonly PromptService _service;
    private readonly PromptRequestHandler _handler;
    private readonly CancellationToken _cancellation;
    private readonly Publisher<TaskState> _task;
    private readonly NodeSpinner _spinner;

    /// <exception cref="RCLException">The middleware refuses.</exception>
    public Ros2PromptServer(PromptService service, PromptRequestHandler handler, CancellationToken cancellation)
    {
        _service = service;
        _handler = handler;
        _cancellation = cancellation;
        Node node = RCLdotnet.CreateNode("prompt");
        _task = node.CreatePublisher<TaskState>("/prompt/task", QosProfile.DefaultProfile.WithKeepLast(1).WithTransientLocal());
        node.CreateService<SetPrompt, SetPrompt_Request, SetPrompt_Response>("/prompt/set", Set);
        node.CreateService<PreviewPrompt, PreviewPrompt_Request, PreviewPrompt_Response>("/prompt/preview", Preview);
        node.CreateService<ListBehaviours, ListBehaviours_Request, ListBehaviours_Response>("/prompt/list_behaviours", List);
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("/prompt/revert", Revert);
        _spinner = new NodeSpinner(node);
        service.TaskChanged += Publish;
        Publish(service.Task);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _service.TaskChanged -= Publish;
        _spinner.Dispose();
    }

    private PromptReply Handle(PromptRequest request)
    {
        try
        {
            return _handler.HandleAsync(request, _cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return new PromptReply { Ok = false, Error = "stopping", Message = "The prompt service is being stopped." };
        }
    }

    private void Set(SetPrompt_Request request, SetPrompt_Response response)
    {
        PromptReply reply = Handle(new PromptRequest { Op = "say", Prompt = request.Prompt, Commit = request.Commit, TimeoutS = request.TimeoutS });
        response.Accepted = reply.Ok;
        response.Confidence = reply.Confidence ?? 0;
        response.Behaviour = (request.Commit ? reply.Task?.Behaviour : reply.Nearest?.FirstOrDefault()?.Behaviour) ?? "";
        response.Kind = Word(reply.Task?.Kind);
        response.State = Word<TaskPhase>(reply.Task?.Phase ?? TaskPhase.Idle);
        response.Message = reply.Message ?? reply.Task?.Message ?? "";
    }

    private void Preview(PreviewPrompt_Request request, PreviewPrompt_Response response)
    {
        PromptReply reply = Handle(new PromptRequest { Op = "preview", Prompt = request.Prompt, Output = request.Output });
        response.Success = reply.Image is not null;
        response.Confidence = reply.Confidence ?? 0;
        response.Nearest = reply.Nearest?.FirstOrDefault()?.Behaviour ?? "";
        response.ImagePath = reply.Image ?? "";
        response.Message = reply.Message ?? "";
    }

    private void List(ListBehaviours_Request request, ListBehaviours_Response response)
    {
        IReadOnlyList<ListedBehaviour> behaviours = Handle(new PromptRequest { Op = "list" }).Behaviours ?? [];
        response.Names = [.. behaviours.Select(behaviour => behaviour.Name)];
        response.Prompts = [.. behaviours.Select(behaviour => behaviour.Prompt)];
    }

    private void Revert(Trigger_Request request, Trigger_Response response)
    {
        PromptReply reply = Handle(new PromptRequest { Op = "revert" });
        response.Success = reply.Ok;
        response.Message = reply.Message ?? reply.Task?.Message ?? "";
    }

    private void Publish(RobotTask task) => _task.Publish(new TaskState
    {
        Prompt = task.Prompt,
        Behaviour = task.Behaviour,
        Kind = Word(task.Kind),
        State = Word<TaskPhase>(task.Phase),
        Confidence = task.Confidence,
        Progress = task.Progress,
        Message = task.Message,
    });

    private static string Word<T>(T? word)
        where T : struct, Enum => word?.ToString().ToLowerInvariant() ?? "";
}
