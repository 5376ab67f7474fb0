using System.Globalization;
using GenRL.Learning.Distributed;

namespace GenRL.Learning.Behaviours;

/// <summary>What one gradient step of behaviour learning reports; averages over the batch and, where it says so, time.</summary>
/// <param name="Step">Gradient steps taken, this one included.</param>
/// <param name="ActorLoss">The actor's loss.</param>
/// <param name="CriticLoss">The critic's cross-entropy in nats.</param>
/// <param name="Return">Mean of the lambda returns.</param>
/// <param name="StartReward">Mean reward of the start states, which the policy did not choose.</param>
/// <param name="MeanReward">Mean reward of the imagined states 1 .. H.</param>
/// <param name="LastReward">Mean reward of the last imagined state.</param>
/// <param name="Disagreement">Mean ensemble disagreement of the imagined states; 0 when it is not weighted.</param>
/// <param name="Value">Mean value of the imagined states by the slow critic.</param>
/// <param name="ReturnScale">What returns are divided by.</param>
/// <param name="AlignmentOffset">Mean time at which the target begins; 0 where nothing is aligned.</param>
/// <param name="ActionSize">Mean absolute action as the dynamics received it.</param>
/// <param name="ActorGradient">Norm of the actor's gradient before clipping.</param>
/// <param name="CriticGradient">Norm of the critic's gradient before clipping.</param>
public sealed record BehaviourMetrics(
    long Step,
    double ActorLoss,
    double CriticLoss,
    double Return,
    double StartReward,
    double MeanReward,
    double LastReward,
    double Disagreement,
    double Value,
    double ReturnScale,
    double AlignmentOffset,
    double ActionSize,
    double ActorGradient,
    double CriticGradient)
{
    /// <summary>Names of the columns of <see cref="ToCsv"/>.</summary>
    public const string CsvHeader =
        "step,actor_loss,critic_loss,return,start_reward,mean_reward,last_reward,disagreement,value,return_scale,"
        + "alignment_offset,action_size,actor_gradient,critic_gradient";

    /// <summary>One line of a CSV file, without line end.</summary>
    public string ToCsv() => string.Join(',', new[]
    {
        Step, ActorLoss, CriticLoss, Return, StartReward, MeanReward, LastReward, Disagreement, Value, ReturnScale,
        AlignmentOffset, ActionSize, ActorGradient, CriticGradient,
    }.Select(value => value.ToString("G7", CultureInfo.InvariantCulture)));

    /// <summary>Means over the processes that take the same step together.</summary>
    public BehaviourMetrics Over(Ranks ranks)
    {
        double[] mean = ranks.Mean([
            ActorLoss, CriticLoss, Return, StartReward, MeanReward, LastReward, Disagreement, Value, AlignmentOffset, ActionSize]);
        return this with
        {
            ActorLoss = mean[0],
            CriticLoss = mean[1],
            Return = mean[2],
            StartReward = mean[3],
            MeanReward = mean[4],
            LastReward = mean[5],
            Disagreement = mean[6],
            Value = mean[7],
            AlignmentOffset = mean[8],
            ActionSize = mean[9],
        };
    }

    /// <summary>Means of consecutive steps; the step is that of the last.</summary>
    public static BehaviourMetrics Mean(IReadOnlyCollection<BehaviourMetrics> steps) => new(
        steps.Last().Step,
        steps.Average(step => step.ActorLoss),
        steps.Average(step => step.CriticLoss),
        steps.Average(step => step.Return),
        steps.Average(step => step.StartReward),
        steps.Average(step => step.MeanReward),
        steps.Average(step => step.LastReward),
        steps.Average(step => step.Disagreement),
        steps.Average(step => step.Value),
        steps.Average(step => step.ReturnScale),
        steps.Average(step => step.AlignmentOffset),
        steps.Average(step => step.ActionSize),
        steps.Average(step => step.ActorGradient),
        steps.Average(step => step.CriticGradient));
}
