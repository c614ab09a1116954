using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Architectures drawn at random from fixed seeds, with sizes that are hard on vectors and tiles.</summary>
internal static class RandomArchitectures
{
    private const int Count = 220;

    /// <summary>
    /// The first architectures draw among the first functions, so that they stay what they are whatever functions come; the others among all.
    /// </summary>
    private const int Settled = 200;

    private static readonly int[] HardSizes = [1, 2, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65];
    private static readonly Activation[] Activations = Enum.GetValues<Activation>();
    private static readonly Activation[] FirstActivations = [.. Activations.TakeWhile(activation => activation <= Activation.Sine)];
    private static readonly Loss[] Losses = Enum.GetValues<Loss>();
    private static readonly Loss[] FirstLosses = [.. Losses.TakeWhile(loss => loss <= Loss.Huber)];
    private static readonly Initializer[] Initializers = Enum.GetValues<Initializer>();

    public static IReadOnlyList<ModelDeclaration> All { get; } = [.. Enumerable.Range(0, Count).Select(Make)];

    private static ModelDeclaration Make(int index)
    {
        var random = new Random(1000 + index);
        (Activation[] activations, Loss[] losses) = index < Settled ? (FirstActivations, FirstLosses) : (Activations, Losses);
        DecoderDeclaration decoder = Decoder(random, index, activations);
        int input = Size(random);
        var encoder = new EncoderLayer[1 + random.Next(4)];
        int width = input;
        for (int i = 0; i < encoder.Length; i++)
        {
            // A layer that widens has no right inverse.
            int size = decoder.Kind == DecoderKind.RightInverse ? Math.Min(Size(random), width) : Size(random);
            encoder[i] = new(size, random.Pick(activations), random.Next(4) != 0, random.Pick(Initializers));
            width = size;
        }

        if (encoder.Length == 1)
        {
            decoder = decoder with { HiddenActivation = null };
        }

        if (index % 5 == 4)
        {
            decoder = decoder with { Layers = [.. OwnLayers(random, input, activations)], HiddenActivation = null };
        }

        return new($"Random{index:000}", input, encoder, decoder)
        {
            Output = random.Pick(activations),
            Loss = random.Pick(losses),
        };
    }

    private static DecoderDeclaration Decoder(Random random, int index, Activation[] activations)
    {
        DecoderKind kind = (index % 5) switch
        {
            0 => DecoderKind.Dense,
            1 => DecoderKind.Tied,
            2 => DecoderKind.RightInverse,
            3 => DecoderKind.TiedAtInitialization,
            _ => DecoderKind.Dense,
        };
        return new(kind)
        {
            Bias = random.Next(4) != 0,
            HiddenActivation = random.Next(3) == 0 ? random.Pick(activations) : null,
            Damping = kind == DecoderKind.RightInverse && random.Next(3) == 0 ? 0.125 : 0,
        };
    }

    private static IEnumerable<DecoderLayer> OwnLayers(Random random, int input, Activation[] activations)
    {
        int hidden = random.Next(3);
        for (int i = 0; i < hidden; i++)
        {
            yield return new(Size(random), random.Pick(activations), random.Next(4) != 0, random.Pick(Initializers));
        }

        yield return new(input, Bias: random.Next(4) != 0, Initializer: random.Pick(Initializers));
    }

    private static int Size(Random random) => random.Next(2) == 0 ? random.Pick(HardSizes) : 1 + random.Next(70);
}
