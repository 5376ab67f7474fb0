using GenRL.Simulation.Node;

namespace GenRL.Simulation.Tests.Node;

public class RunStateTests
{
    private readonly RunState _state = new();

    [Fact]
    public void A_paused_simulator_takes_as_many_steps_as_were_granted()
    {
        Assert.True(_state.MayStep);
        Assert.Equal((true, "paused"), _state.Pause());
        Assert.False(_state.MayStep);
        Assert.Equal((true, "3 control steps granted"), _state.Grant(3));
        Assert.Equal((true, "1 control step granted"), _state.Grant(1));
        int steps = 0;
        for (; _state.MayStep; steps++)
        {
            _state.Stepped();
        }

        Assert.Equal(4, steps);
        Assert.Equal((true, "resumed"), _state.Resume());
        Assert.True(_state.MayStep);
    }

    [Fact]
    public void Stepping_while_running_is_refused_with_what_to_do()
    {
        (bool success, string message) = _state.Grant(1);
        Assert.False(success);
        Assert.Contains("pause it", message, StringComparison.Ordinal);
        Assert.Equal(0, _state.Granted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(RunState.MostSteps + 1)]
    public void Numbers_of_steps_that_make_no_sense_are_refused(int steps)
    {
        _state.Pause();
        (bool success, string message) = _state.Grant(steps);
        Assert.False(success);
        Assert.Contains($"{steps} control steps", message, StringComparison.Ordinal);
        Assert.False(_state.MayStep);
    }

    [Fact]
    public void Grants_do_not_add_up_beyond_the_most()
    {
        _state.Pause();
        Assert.True(_state.Grant(RunState.MostSteps).Success);
        Assert.False(_state.Grant(1).Success);
        Assert.Equal((true, $"{RunState.MostSteps} granted steps are taken back"), _state.Pause());
        Assert.False(_state.MayStep);
    }

    [Fact]
    public void Asking_twice_is_no_error()
    {
        Assert.Equal((true, "already running"), _state.Resume());
        _state.Pause();
        Assert.Equal((true, "already paused"), _state.Pause());
    }
}
