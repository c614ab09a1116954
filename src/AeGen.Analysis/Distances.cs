namespace AeGen.Analysis;

/// <summary>Distances of samples, in double precision.</summary>
internal static class Distances
{
    /// <summary>|x - y|².</summary>
    public static double Squared(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double difference = (double)left[i] - right[i];
            sum += difference * difference;
        }

        return sum;
    }
}
