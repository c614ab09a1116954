using AeGen.Testing.Harness;

namespace AeGen.Testing.Reference;

/// <summary>A layer's normalisation in double precision.</summary>
public sealed class ReferenceNormalization(DeclaredNormalization declaration, int size)
{
    private readonly double[] runningMeans = new double[size];
    private readonly double[] runningVariances = [.. Enumerable.Repeat(1.0, size)];

    /// <summary>The gains.</summary>
    public double[] Gains { get; } = [.. Enumerable.Repeat(1.0, size)];

    /// <summary>Takes over a model's running statistics.</summary>
    public void SetStatistics(NormalizationParameters parameters)
    {
        for (int i = 0; i < size && parameters.RunningMeans is not null; i++)
        {
            runningMeans[i] = parameters.RunningMeans[i];
            runningVariances[i] = parameters.RunningVariances![i];
        }
    }

    /// <summary>The running means and variances after one more batch.</summary>
    public (double[] Means, double[] Variances) StatisticsAfter(double[][] batch)
    {
        double unbiased = batch.Length / (batch.Length - 1.0);
        (double Mean, double Variance)[] own = [.. Enumerable.Range(0, size).Select(i => Moments(batch.Select(row => row[i])))];
        return (
            [.. own.Select((pair, i) => runningMeans[i] + (declaration.Momentum * (pair.Mean - runningMeans[i])))],
            [.. own.Select((pair, i) => runningVariances[i] + (declaration.Momentum * ((unbiased * pair.Variance) - runningVariances[i])))]);
    }

    /// <summary>Normalises a batch in place, and multiplies by the gains.</summary>
    public void Apply(double[][] batch, bool isTraining)
    {
        bool ofBatch = declaration.Kind == NormalizationKind.Batch;
        (double Mean, double Variance)[] own = !ofBatch ? [.. batch.Select(Moments)]
            : isTraining ? [.. Enumerable.Range(0, size).Select(i => Moments(batch.Select(row => row[i])))]
            : [.. runningMeans.Zip(runningVariances)];
        for (int row = 0; row < batch.Length; row++)
        {
            for (int i = 0; i < size; i++)
            {
                (double mean, double variance) = own[ofBatch ? i : row];
                batch[row][i] = Gains[i] * (batch[row][i] - mean) / Math.Sqrt(variance + declaration.Epsilon);
            }
        }
    }

    private static (double Mean, double Variance) Moments(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return (mean, all.Average(value => (value - mean) * (value - mean)));
    }
}
