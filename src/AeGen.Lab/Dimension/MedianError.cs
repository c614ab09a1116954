using AeGen.Lab.Running;
using MathNet.Numerics.Statistics;

namespace AeGen.Lab.Dimension;

/// <summary>Trains an autoencoder and measures the median of its squared errors on the test samples: a tear, which a few samples show, does not move it.</summary>
internal sealed class MedianError(CommonInput input, Effort effort, ulong seed, CancellationToken cancellationToken) : IModelWork, IDisposable
{
    // High: what is folded at first unfolds by large steps.
    private const float Rate = 1.2e-2f;

    // Not so high: the shape that was found is to stay.
    private const float RefiningRate = 4e-3f;

    private Action<float>? train;
    private IDisposable? trained;

    /// <summary>The median error per input, the least that was reached.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>The median error of the mean, which is the code of width 0.</summary>
    public static double OfMean(CommonInput input) =>
        Enumerable.Range(0, input.Test.Count).Select(sample => Norm(input.Test[sample])).Median();

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        TModel model = TModel.Create(seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        float[] errors = new float[input.Test.Count];
        trained = model;
        train = rate =>
        {
            model.Fit(input.Train, Effort.Options(input.Train, effort.StepsAt(TModel.Architecture.CodeSize), rate, seed, cancellationToken));
            model.Score(input.Test.Samples.Span, errors);
            Value = Math.Min(Value, errors.Median());
        };
        train(Rate);
    }

    /// <summary>Trains as long again, by smaller steps.</summary>
    public void Refine() => train!(RefiningRate);

    public void Dispose() => trained?.Dispose();

    private static double Norm(ReadOnlySpan<float> sample)
    {
        double sum = 0;
        foreach (float value in sample)
        {
            sum += (double)value * value;
        }

        return sum / sample.Length;
    }
}
