using GenRL.Learning.Distributed;

namespace GenRL.Learning.WorldModels;

/// <summary>Means of training losses between two reports.</summary>
internal sealed class MeanMetrics
{
    private readonly Dictionary<string, double> sums = [];
    private int count;

    /// <summary>Adds the losses of one step.</summary>
    public void Add(WorldModelMetrics metrics)
    {
        count++;
        Sum("image", metrics.Image);
        Sum("kl", metrics.KullbackLeibler);
        Sum("reward", metrics.Reward);
        Sum("gradient_norm", metrics.GradientNorm);
        Sum("connector_kl", metrics.ConnectorKl);
        Sum("alignment", metrics.Alignment);
    }

    /// <summary>The means of all losses that occurred, over steps and processes, and a fresh start.</summary>
    public Dictionary<string, double> Take(Ranks ranks)
    {
        var names = sums.Keys.ToArray();
        var values = ranks.Mean([.. names.Select(name => sums[name] / count)]);
        var means = names.Zip(values).Where(pair => pair.Second != 0).ToDictionary(pair => pair.First, pair => pair.Second);
        sums.Clear();
        count = 0;
        return means;
    }

    private void Sum(string name, double value) => sums[name] = sums.GetValueOrDefault(name) + value;
}
