using AeGen.Testing.Harness;

namespace AeGen.Testing.Reference;

/// <summary>The noise of one training step, number by number, from the definition of its random numbers.</summary>
/// <param name="noises">The declared noise, in order.</param>
/// <param name="seed">The seed.</param>
/// <param name="step">Number of steps taken before.</param>
public sealed class ReferenceNoise(IReadOnlyList<DeclaredNoise> noises, ulong seed, ulong step)
{
    /// <summary>Number of steps taken before.</summary>
    public ulong Step => step;

    private readonly ulong stepKey = Mix(unchecked(Mix(unchecked(seed + 0x9E3779B97F4A7C15)) + (step * 0x9E3779B97F4A7C15)));

    /// <summary>Puts all noise on a row of a layer's outputs.</summary>
    public void Apply(int layer, int row, double[] values)
    {
        for (int place = 0; place < noises.Count; place++)
        {
            if (noises[place].Layer == layer)
            {
                for (int column = 0; column < values.Length; column++)
                {
                    values[column] = Apply(noises[place], place, row, column, values[column]);
                }
            }
        }
    }

    /// <summary>A number in (0, 1).</summary>
    public double Uniform(int stream, int row, int column)
    {
        unchecked
        {
            ulong key = Mix(stepKey + ((((ulong)stream << 32) + (ulong)row) * 0x9E3779B97F4A7C15));
            uint x = (uint)column ^ (uint)key;
            x ^= x >> 16;
            x *= 0x85EBCA6B;
            x ^= x >> 13;
            x += (uint)(key >> 32);
            x *= 0xC2B2AE35;
            x ^= x >> 16;
            return ((x / 256) | 1) / 16777216.0;
        }
    }

    /// <summary>The normally distributed number with which a unit of a code is drawn; its streams follow those of the declared noise.</summary>
    public double OfCode(int row, int column) => Normal(2 * noises.Count, row, column);

    private double Normal(int stream, int row, int column) =>
        Math.Sqrt(-2 * Math.Log(Uniform(stream, row, column))) * Math.Cos(2 * Math.PI * Uniform(stream + 1, row, column));

    private double Apply(DeclaredNoise noise, int place, int row, int column, double value)
    {
        double u = Uniform(2 * place, row, column);
        return noise.Attribute switch
        {
            "GaussianNoise" => value + (noise.Amount * Normal(2 * place, row, column)),
            "MaskingNoise" => u < (float)noise.Amount ? 0 : value,
            _ => u < (float)noise.Amount ? 0 : value / (1 - noise.Amount),
        };
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x ^= x >> 30;
            x *= 0xBF58476D1CE4E5B9;
            x ^= x >> 27;
            x *= 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
