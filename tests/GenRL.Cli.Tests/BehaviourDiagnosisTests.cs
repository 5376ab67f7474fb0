using GenRL.Cli.Pipelines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

public class BehaviourDiagnosisTests
{
    [Fact]
    public void An_untrained_policy_is_compared_from_states_it_met_itself()
    {
        using var environment = Worlds.Create("walker", RenderPreset.Plain);
        using var model = new WorldModel(WorldModelOptions.Micro with { ActionSize = environment.Robot.ActionSize, RewardTasks = environment.Tasks.Count });
        using var actor = new Actor(model.Options.StochSize + model.Options.Deter, environment.Robot.ActionSize, units: 16, layers: 1);

        var table = BehaviourDiagnosis.Run(model, actor, environment, seed: 3, default);

        Assert.Equal(20, table.Starts);
        Assert.Equal(0, table.ReplayError, 1e-3);
        Assert.Equal(environment.Tasks.Count * ImaginedVersusRealTable.StandardSteps.Count, table.Rows.Count);
        // the recorded actions are the policy's own, so both columns tell of the same future while sampling noise is small
        Assert.All(table.Rows.Where(row => row.Steps == 1), row => Assert.Equal(row.RealExecuted, row.RealPolicy, 0.2));
    }
}
