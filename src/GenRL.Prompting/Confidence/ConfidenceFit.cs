namespace GenRL.Prompting.Confidence;

/// <summary>Fits a <see cref="ConfidenceScale"/> to judged sentences by ridge-regularised logistic regression.</summary>
public static class ConfidenceFit
{
    private const int Iterations = 50;

    // Keeps separable sentences from infinite weights, which would turn the confidence into a step.
    private const double Ridge = 0.3;
    private const int Folds = 5;
    private const int Fewest = 5;

    // Nothing that is more likely sense than not is refused.
    private const double HighestRefusal = 0.5;
    private const double HighestWarning = 0.9;
    private const double ShareWarned = 0.1;

    /// <summary>
    /// Fits the weights. Ranking quality and thresholds come from sentences left out of the fit, fold by fold: refused is what lies below
    /// the threshold, at most a half, that tells most of both kinds apart; a tenth of the sensible sentences is taken with a warning or refused.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than five sentences of either kind.</exception>
    public static ConfidenceScale Fit(IReadOnlyList<ConfidenceSample> samples)
    {
        int sensible = samples.Count(sample => sample.Sensible);
        if (sensible < Fewest || samples.Count - sensible < Fewest)
        {
            throw new ArgumentException(
                $"A calibration needs at least {Fewest} sentences of either kind, not {sensible} and {samples.Count - sensible}.", nameof(samples));
        }

        // Alternating the kinds gives every fold its share of both.
        ConfidenceSample[] ordered = [.. samples.OrderBy(sample => sample.Sensible)];
        List<(double Score, bool Sensible)> heldOut = [];
        for (int fold = 0; fold < Folds; fold++)
        {
            ConfidenceScale scale = FitAll([.. ordered.Where((_, i) => i % Folds != fold)]);
            heldOut.AddRange(ordered.Where((_, i) => i % Folds == fold).Select(sample => (scale.Sum(sample.Parts), sample.Sensible)));
        }

        double[] sense = Confidences(heldOut, sensible: true), nonsense = Confidences(heldOut, sensible: false);
        double refuse = Threshold(sense, nonsense);
        return FitAll(ordered) with
        {
            Auroc = RankingQuality(heldOut),
            RefuseBelow = refuse,
            WarnBelow = Math.Clamp(sense[(int)(ShareWarned * sense.Length)], refuse, HighestWarning),
        };
    }

    private static double[] Confidences(List<(double Score, bool Sensible)> scores, bool sensible) =>
        [.. scores.Where(score => score.Sensible == sensible).Select(score => ConfidenceScale.Squash(score.Score)).Order()];

    private static double Threshold(double[] sense, double[] nonsense)
    {
        double[] all = [.. sense.Concat(nonsense).Order()];
        return all.Zip(all.Skip(1), (below, above) => Math.Min(HighestRefusal, (below + above) / 2))
            .MaxBy(threshold => Share(sense, one => one >= threshold) + Share(nonsense, one => one < threshold));
    }

    private static double Share(double[] confidences, Func<double, bool> holds) => confidences.Count(holds) / (double)confidences.Length;

    private static double RankingQuality(List<(double Score, bool Sensible)> scores)
    {
        double[] sensible = [.. scores.Where(score => score.Sensible).Select(score => score.Score)];
        double[] nonsense = [.. scores.Where(score => !score.Sensible).Select(score => score.Score)];
        return sensible.Average(good => nonsense.Average(bad => good > bad ? 1.0 : good == bad ? 0.5 : 0));
    }

    private static ConfidenceScale FitAll(IReadOnlyList<ConfidenceSample> samples)
    {
        double[] weights = new double[ConfidenceParts.Count + 1];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            TakeNewtonStep(samples, weights);
        }

        return new ConfidenceScale { Bias = weights[0], Weights = weights[1..] };
    }

    private static void TakeNewtonStep(IReadOnlyList<ConfidenceSample> samples, double[] weights)
    {
        int size = weights.Length;
        double[,] hessian = new double[size, size];
        double[] gradient = new double[size];
        foreach (ConfidenceSample sample in samples)
        {
            double[] row = [1, .. sample.Parts.ToArray()];
            double probability = 1 / (1 + Math.Exp(-row.Zip(weights, (x, w) => x * w).Sum()));
            double curvature = Math.Max(probability * (1 - probability), 1e-9);
            for (int i = 0; i < size; i++)
            {
                gradient[i] += row[i] * (probability - (sample.Sensible ? 1 : 0));
                for (int j = 0; j < size; j++)
                {
                    hessian[i, j] += row[i] * row[j] * curvature;
                }
            }
        }

        for (int i = 0; i < size; i++)
        {
            // The constant is not pulled to zero, only kept solvable.
            double ridge = i == 0 ? 1e-9 : Ridge;
            gradient[i] += ridge * weights[i];
            hessian[i, i] += ridge;
        }

        SolveInPlace(hessian, gradient);
        for (int i = 0; i < size; i++)
        {
            weights[i] -= gradient[i];
        }
    }

    // Gauss-Jordan without pivoting: the matrix is symmetric and, by the ridge, positive definite.
    private static void SolveInPlace(double[,] matrix, double[] right)
    {
        int size = right.Length;
        for (int column = 0; column < size; column++)
        {
            for (int row = 0; row < size; row++)
            {
                if (row == column)
                {
                    continue;
                }

                double factor = matrix[row, column] / matrix[column, column];
                for (int k = column; k < size; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }

                right[row] -= factor * right[column];
            }
        }

        for (int i = 0; i < size; i++)
        {
            right[i] /= matrix[i, i];
        }
    }
}
