namespace AeGen.Testing.Reference;

/// <summary>Draws that the tests need.</summary>
public static class RandomExtensions
{
    /// <summary>A normally distributed number, by Box and Muller.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Uniformly distributed numbers.</summary>
    public static float[] NextSingles(this Random random, int count, double low, double high)
    {
        float[] result = new float[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = (float)(low + ((high - low) * random.NextDouble()));
        }

        return result;
    }

    /// <summary>One of several.</summary>
    public static T Pick<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
