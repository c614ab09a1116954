namespace AeGen.Lab.Analysis;

/// <summary>The error that the field reports: the sum of squares over a sample's features, averaged over the samples.</summary>
internal static class ReconstructionError
{
    private const int SamplesAtATime = 512;

    public static double Of<TModel>(TModel model, DataSet data, ComputeDevice? device, CancellationToken cancellationToken)
        where TModel : class, IAutoencoder<TModel>
    {
        float[] output = new float[SamplesAtATime * data.SampleSize];
        double sum = 0.0;
        for (int start = 0; start < data.Count; start += SamplesAtATime)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(SamplesAtATime, data.Count - start);
            ReadOnlySpan<float> input = data.Samples.Span.Slice(start * data.SampleSize, count * data.SampleSize);
            model.Reconstruct(input, output.AsSpan(0, input.Length), device);
            sum += SumOfSquares(input, output);
        }

        return sum / data.Count;
    }

    /// <summary>The sum of squared differences over the first span's length, in double precision.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        double sum = 0.0;
        for (int index = 0; index < input.Length; index++)
        {
            double difference = (double)output[index] - input[index];
            sum += difference * difference;
        }

        return sum;
    }
}
