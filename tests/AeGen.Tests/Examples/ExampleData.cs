using AeGen.Testing.Reference;

namespace AeGen.Tests.Examples;

/// <summary>Samples of sixteen features near a plane of three dimensions.</summary>
internal static class ExampleData
{
    public const int Features = 16;

    public static DataSet Plane(int samples, int seed = 1)
    {
        var directions = new Random(0);
        float[] plane = directions.NextSingles(3 * Features, -1, 1);
        var random = new Random(seed);
        float[] values = new float[samples * Features];
        for (int sample = 0; sample < samples; sample++)
        {
            float[] place = random.NextSingles(3, -1, 1);
            for (int feature = 0; feature < Features; feature++)
            {
                values[(sample * Features) + feature] =
                    (place[0] * plane[feature]) + (place[1] * plane[Features + feature]) + (place[2] * plane[(2 * Features) + feature]) + (0.01f * (float)random.NextNormal());
            }
        }

        return new DataSet(values, Features);
    }
}
