using GenRL.Safety;
using genrl_msgs.srv;
using Serilog.Core;

namespace GenRL.Control.Tests;

public sealed class ControlServicesTests : IDisposable
{
    private readonly ControlRig rig = new();
    private readonly ControlServices services;

    public ControlServicesTests() => services = new ControlServices(rig.Loop, rig.Loader, TimeSpan.FromSeconds(20), Logger.None);

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Arming_names_every_reason_against_it()
    {
        rig.Loop.Tick();

        SetArmed_Response response = Arm(true);

        Assert.False(response.Success);
        Assert.Equal(3, response.Refusals.Count);
        Assert.Contains("camera", response.Message, StringComparison.Ordinal);
        Assert.False(rig.Loop.ArmRequested);
    }

    [Fact]
    public void Arming_is_confirmed_once_the_loop_drives_and_disarming_once_it_rests()
    {
        rig.TickWithFrame(0);
        rig.TickWithFrame(1);

        SetArmed_Response armed = WhileTicking(() => Arm(true));
        Assert.True(armed.Success, armed.Message);
        Assert.Equal("Already armed.", Arm(true).Message);

        Assert.True(WhileTicking(() => Arm(false)).Success);
        Assert.Equal(SafetyMode.Inactive, rig.Mode);
    }

    [Fact]
    public void A_stop_must_be_acknowledged_by_disarming()
    {
        rig.Driving().TickWithoutFrame(afterMs: 5000);
        Assert.Equal(SafetyMode.Stopped, rig.Mode);
        rig.TickWithFrame(1);

        SetArmed_Response refused = Arm(true);
        Assert.False(refused.Success);
        Assert.Contains("disarm first", Assert.Single(refused.Refusals), StringComparison.Ordinal);
        rig.TickWithFrame(2);
        Assert.Equal(SafetyMode.Stopped, rig.Mode);

        WhileTicking(() => Arm(false));
        Assert.Equal(SafetyMode.Inactive, rig.Mode);
        SetArmed_Response armed = WhileTicking(() => Arm(true));
        Assert.True(armed.Success, armed.Message);
    }

    [Fact]
    public void Loading_a_behaviour_is_answered_once_it_runs()
    {
        rig.Driving();

        LoadBehaviour_Response response = WhileTicking(() => Load(rig.Random.Folder, "stand"));

        Assert.True(response.Success, response.Message);
        Assert.Contains("is running", response.Message, StringComparison.Ordinal);
        Assert.Equal("stand", rig.Runner.Current!.Name);
    }

    [Theory]
    [InlineData("", "walk")]
    [InlineData("/nonexistent", "walk")]
    [InlineData("PACKAGE", "")]
    [InlineData("PACKAGE", "../walk")]
    [InlineData("PACKAGE\0", "walk")]
    public void A_bad_request_is_answered_with_what_is_wrong(string folder, string behaviour)
    {
        LoadBehaviour_Response response = Load(folder.Replace("PACKAGE", rig.Random.Folder, StringComparison.Ordinal), behaviour);

        Assert.False(response.Success);
        Assert.NotEmpty(response.Message);
    }

    private SetArmed_Response Arm(bool arm)
    {
        var response = new SetArmed_Response();
        services.SetArmed(new SetArmed_Request { Arm = arm }, response);
        return response;
    }

    private LoadBehaviour_Response Load(string folder, string behaviour)
    {
        var response = new LoadBehaviour_Response();
        services.LoadBehaviour(new LoadBehaviour_Request { PackagePath = folder, Behaviour = behaviour }, response);
        return response;
    }

    /// <summary>Answers a request on another thread while this one is the policy loop.</summary>
    private T WhileTicking<T>(Func<T> request)
    {
        Task<T> answer = Task.Run(request);
        for (int frame = 0; !answer.IsCompleted; frame++)
        {
            rig.TickWithFrame(frame, afterMs: 5);
        }

        return answer.Result;
    }
}
