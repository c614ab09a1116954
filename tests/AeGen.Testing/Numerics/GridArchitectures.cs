using AeGen.Testing.Harness;

namespace AeGen.Testing.Numerics;

/// <summary>Every activation with every decoder and every loss, on small layers of changing sizes.</summary>
internal static class GridArchitectures
{
    private static readonly int[] Inputs = [9, 16, 17, 20, 31, 33];
    private static readonly int[] Hidden = [5, 7, 8];
    private static readonly int[] Codes = [1, 2, 3, 4, 5];
    private static readonly string[] Decoders = ["Mirror", "Tied", "TiedAtStart", "RightInverse", "OwnShape"];

    /// <summary>Every combination of the three.</summary>
    public static IReadOnlyList<ModelDeclaration> All { get; } = [.. Combinations()];

    /// <summary>
    /// As few of them as have each activation with each decoder, so that each loss is with each of both too: a mistake in how two of them go together is one
    /// of these.
    /// </summary>
    public static IReadOnlyList<ModelDeclaration> Pairs { get; } = [.. All.Where((_, index) => IsPaired(index))];

    /// <summary>The losses take turns along both the activations and the decoders.</summary>
    private static bool IsPaired(int index)
    {
        int losses = Enum.GetValues<Loss>().Length;
        int loss = index % losses, decoder = index / losses % Decoders.Length, activation = index / losses / Decoders.Length;
        return (activation + decoder) % losses == loss;
    }

    private static IEnumerable<ModelDeclaration> Combinations()
    {
        int index = 0;
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (string decoder in Decoders)
            {
                foreach (Loss loss in Enum.GetValues<Loss>())
                {
                    yield return Make($"{activation}_{decoder}_{loss}", index++, activation, decoder, loss);
                }
            }
        }
    }

    private static ModelDeclaration Make(string name, int index, Activation activation, string decoder, Loss loss)
    {
        int input = Inputs[index % Inputs.Length];
        int hidden = Hidden[index / 2 % Hidden.Length];
        EncoderLayer[] encoder = [new(hidden, activation), new(Codes[index % Codes.Length], index % 2 == 0 ? activation : Activation.Identity)];
        DecoderDeclaration decoding = decoder switch
        {
            "Mirror" => new(DecoderKind.Dense),
            "Tied" => new(DecoderKind.Tied),
            "TiedAtStart" => new(DecoderKind.TiedAtInitialization),
            "RightInverse" => new(DecoderKind.RightInverse),
            _ => new(DecoderKind.Dense) { Layers = [new(hidden + 4, activation), new(input)] },
        };
        return new(name, input, encoder, decoding) { Output = activation, Loss = loss };
    }
}
