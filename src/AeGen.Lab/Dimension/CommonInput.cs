using AeGen.Analysis;

namespace AeGen.Lab.Dimension;

/// <summary>Samples of any number of features as inputs of the compiled models: 64 numbers around 0, of variance 1 on average.</summary>
/// <param name="Train">The samples to train on, [count, 64].</param>
/// <param name="Test">Those on which errors are measured, [count, 64].</param>
/// <param name="LostShare">The share of the variance that does not fit in 64 numbers; 0 for samples of no more features.</param>
internal sealed record CommonInput(DataSet Train, DataSet Test, double LostShare)
{
    public const int Size = 64;

    /// <summary>A variance over the squared mean below which numbers in single precision are equal.</summary>
    private const double Rounding = 1e-15;

    /// <summary>Takes the training samples' mean off and divides by their spread; fewer features are filled up with zeros, more are projected on the 64 principal directions.</summary>
    /// <exception cref="UsageException">All training samples are the same.</exception>
    public static CommonInput Of(DataSet train, DataSet test, CancellationToken cancellationToken)
    {
        var pca = Pca.Fit(train, cancellationToken);
        double spread = pca.TrainError(0);
        if (!(spread > Rounding * pca.Mean.Sum(value => value * value)))
        {
            throw new UsageException($"All {train.Count} training samples are the same: they have no dimension.");
        }

        // With few features an axis stays an axis, so that nothing but the scale changes.
        int features = train.SampleSize, kept = Math.Min(features, Size);
        double[]? directions = features > Size ? pca.Directions(Size) : null;
        double lost = features > Size ? pca.TrainError(Size) : 0, scale = Math.Sqrt(Size / (spread - lost));
        return new CommonInput(Map(train), Map(test), lost / spread);

        DataSet Map(DataSet data)
        {
            float[] inputs = new float[data.Count * Size];
            Parallel.For(0, data.Count, sample =>
            {
                ReadOnlySpan<float> from = data[sample];
                double[] centred = new double[features];
                for (int feature = 0; feature < features; feature++)
                {
                    centred[feature] = scale * (from[feature] - pca.Mean[feature]);
                }

                for (int input = 0; input < kept; input++)
                {
                    inputs[(sample * Size) + input] = (float)(directions is null ? centred[input] : Dot(directions.AsSpan(input * features, features), centred));
                }
            });
            return new DataSet(inputs, Size);
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
