using genrl_msgs.msg;
using genrl_msgs.srv;
using GenRL.Prompting.Serving;
using ROS2;
using std_srvs.srv;

namespace GenRL.Prompting.Tests;

/// <summary>Over real DDS, in a domain of its own.</summary>
public sealed class Ros2PromptServerTests : IAsyncLifetime
{
    private const int Domain = 87;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PromptFixture _fixture = new();
    private Ros2PromptServer? _server;
    private Node? _node;

    public Task InitializeAsync()
    {
        RCLdotnet.Init(new RclOptions { DomainId = Domain });
        _server = new Ros2PromptServer(_fixture.Service, _fixture.Handler, CancellationToken.None);
        _node = RCLdotnet.CreateNode("test");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _node!.Dispose();
        _server!.Dispose();
        RCLdotnet.Shutdown();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public void Prompts_are_set_previewed_and_listed_over_services_and_the_task_is_published()
    {
        List<TaskState> tasks = [];
        _node!.CreateSubscription<TaskState>("/prompt/task", tasks.Add, QosProfile.DefaultProfile.WithTransientLocal());
        SetPrompt_Response set = Call<SetPrompt, SetPrompt_Request, SetPrompt_Response>(
            "/prompt/set", new SetPrompt_Request { Prompt = PromptFixture.Walk, Commit = true });
        Assert.True(set.Accepted, set.Message);
        Assert.Equal(("walk", "specialist", "active"), (set.Behaviour, set.Kind, set.State));

        SetPrompt_Response empty = Call<SetPrompt, SetPrompt_Request, SetPrompt_Response>("/prompt/set", new SetPrompt_Request { Prompt = "", Commit = true });
        Assert.False(empty.Accepted);
        Assert.Contains("empty", empty.Message, StringComparison.Ordinal);

        PreviewPrompt_Response preview = Call<PreviewPrompt, PreviewPrompt_Request, PreviewPrompt_Response>(
            "/prompt/preview", new PreviewPrompt_Request { Prompt = PromptFixture.Stand });
        Assert.True(File.Exists(preview.ImagePath), preview.Message);
        Assert.Equal("stand", preview.Nearest);

        ListBehaviours_Response list = Call<ListBehaviours, ListBehaviours_Request, ListBehaviours_Response>("/prompt/list_behaviours", new());
        Assert.Equal(["stand", "walk"], list.Names.Order());
        Spin(() => tasks.Any(task => task is { State: "active", Kind: "specialist", Behaviour: "walk" }));
    }

    [Fact]
    public void The_task_before_comes_back_over_a_service()
    {
        foreach (string prompt in new[] { PromptFixture.Walk, PromptFixture.Stand })
        {
            Call<SetPrompt, SetPrompt_Request, SetPrompt_Response>("/prompt/set", new SetPrompt_Request { Prompt = prompt, Commit = true });
        }

        Trigger_Response back = Call<Trigger, Trigger_Request, Trigger_Response>("/prompt/revert", new());
        Assert.True(back.Success, back.Message);
        Assert.Equal("walk", _fixture.Service.Task.Behaviour);
        Trigger_Response refused = Call<Trigger, Trigger_Request, Trigger_Response>("/prompt/revert", new());
        Assert.False(refused.Success);
        Assert.Contains("no earlier task", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_node_is_asked_through_its_service()
    {
        LoadBehaviour_Request? asked = null;
        _node!.CreateService<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response>(Ros2ControlLink.ServiceName, (request, response) =>
        {
            asked = request;
            response.Success = request.Behaviour == "walk";
            response.Message = response.Success ? "swapped in" : "no such behaviour";
        });
        using Ros2ControlLink link = new();
        Task<string> accepted = link.LoadBehaviourAsync(_fixture.ShippedFolder, "walk", default);
        Spin(() => accepted.IsCompleted);
        Assert.Equal("swapped in", await accepted);
        Assert.Equal(64, asked!.Sha256.Length);
        Task<string> refused = link.LoadBehaviourAsync(_fixture.ShippedFolder, "fly", default);
        Spin(() => refused.IsCompleted);
        Assert.Contains("no such behaviour", (await Assert.ThrowsAsync<ControlException>(() => refused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_node_is_told_a_task_through_its_service()
    {
        SetTask_Request? asked = null;
        _node!.CreateService<SetTask, SetTask_Request, SetTask_Response>(Ros2ControlLink.TaskServiceName, (request, response) =>
        {
            asked = request;
            response.Success = request.Label == PromptFixture.Kick;
            response.Message = response.Success ? "retargeted" : "the task holds NaN";
        });
        using Ros2ControlLink link = new();
        Task<string> accepted = link.SetTaskAsync(_fixture.ShippedFolder, PromptFixture.Kick, [0.6f, 0.8f], default);
        Spin(() => accepted.IsCompleted);
        Assert.Equal("retargeted", await accepted);
        Assert.Equal([0.6f, 0.8f], asked!.Task);
        Assert.Equal((64, _fixture.ShippedFolder), (asked.Sha256.Length, asked.PackagePath));
        Task<string> refused = link.SetTaskAsync(_fixture.ShippedFolder, "fly", [float.NaN], default);
        Spin(() => refused.IsCompleted);
        Assert.Contains("NaN", (await Assert.ThrowsAsync<ControlException>(() => refused)).Message, StringComparison.Ordinal);
    }

    private TResponse Call<TService, TRequest, TResponse>(string name, TRequest request)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        using Client<TService, TRequest, TResponse> client = _node!.CreateClient<TService, TRequest, TResponse>(name);
        Assert.True(client.WaitForService(Patience));
        Task<TResponse> sent = client.SendRequestAsync(request);
        Spin(() => sent.IsCompleted);
        return sent.GetAwaiter().GetResult();
    }

    private void Spin(Func<bool> done)
    {
        DateTime deadline = DateTime.UtcNow + Patience;
        while (!done())
        {
            Assert.True(DateTime.UtcNow < deadline, "nothing came in time");
            RCLdotnet.SpinOnce(_node!, 20);
        }
    }
}
