using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>
/// Well-typed declarations drawn at random, about half of them legal: each gets either files or diagnostics, and files
/// that are bound compile.
/// </summary>
public sealed class RandomDeclarationTests
{
    private static readonly int[] Sizes = [1, 2, 3, 7, 8, 15, 16, 17, 31, 33];
    private static readonly int[] IllegalSizes = [0, -1, 16777217, int.MinValue];

    /// <summary>Of so many declarations one is bound in every run.</summary>
    private const int Rarity = 5;

    public static TheoryData<int> Starts { get; } = [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Fifty_are_emitted_or_refused(int start) => Check(start, Rarity);

    [Theory(Explicit = true)]
    [MemberData(nameof(Starts))]
    public void All_that_is_emitted_compiles(int start) => Check(start, rarity: 1);

    private static void Check(int start, int rarity)
    {
        var random = new Random(start);
        int emitted = 0;
        for (int i = 0; i < 50; i++)
        {
            string source = Draw(random);
            (bool isEmitted, bool isRefused) = Answer.Check(binds: i % rarity == 0, source);
            Assert.True(isEmitted != isRefused, "Both or neither of files and diagnostics for:\n" + source);
            emitted += isEmitted ? 1 : 0;
        }

        Assert.InRange(emitted, 5, 45);
    }

    private static string Draw(Random random)
    {
        int input = Size(random);
        var encoder = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Noise(random)}[Dense({Layer(random)})]{Normalization(random)}").ToList();
        return $"""
            using AeGen;
            [Autoencoder({input}, Output = {Value<Activation>(random)}, Loss = {Value<Loss>(random)}, Optimizer = {Value<Optimizer>(random)})]
            {(random.Next(6) == 0 ? "[L1(1e-3)] " : "")}{(random.Next(6) == 0 ? "[L2(0.01f)]" : "")}{(random.Next(6) == 0 ? "[Sparsity(0.1)]" : "")}
            {(random.Next(4) == 0 ? "[Variational(0.1)]" : "")} {(random.Next(4) == 0 ? "[Contractive(0.1)]" : "")}
            {(random.Next(4) == 0 ? $"[PrincipalAxes({Value<AxisMethod>(random)})]" : "")}
            {string.Join('\n', encoder)}
            {Decoder(random, input)}
            internal sealed partial class Model;
            """;
    }

    private static string Noise(Random random) => random.Next(12) switch
    {
        0 => $"[GaussianNoise({(random.Next(10) == 0 ? "-1" : "0.1")})] ",
        1 => $"[MaskingNoise({(random.Next(10) == 0 ? "1" : "0.3")})] ",
        2 => $"[Dropout({(random.Next(10) == 0 ? "2" : "0.5")})] ",
        _ => "",
    };

    private static string Normalization(Random random) => random.Next(8) switch
    {
        0 => $"[LayerNorm(Epsilon = {(random.Next(10) == 0 ? "0" : "1e-3")})]",
        1 => "[BatchNorm]",
        _ => "",
    };

    private static string Decoder(Random random, int input)
    {
        string shared = $"Bias = {Bool(random)}" + (random.Next(2) == 0 ? $", HiddenActivation = {Value<Activation>(random)}" : "");
        return random.Next(4) switch
        {
            0 => $"[TiedDecoder(AtInitializationOnly = {Bool(random)}, {shared})]",
            1 => $"[RightInverseDecoder(Damping = {(random.Next(10) == 0 ? "-1" : "0.125")}, {shared})]",
            2 => $"[DenseDecoder(Initializer = {Value<Initializer>(random)}, {shared})]",
            _ => $"[DenseDecoder({Layer(random)})]\n[DenseDecoder({input})]",
        };
    }

    private static string Layer(Random random) =>
        $"{Size(random)}, {Value<Activation>(random)}, Bias = {Bool(random)}, Initializer = {Value<Initializer>(random)}"
        + (random.Next(8) == 0 ? $", Name = \"{"abc"[random.Next(3)]}\"" : "");

    private static int Size(Random random) => random.Next(25) == 0 ? IllegalSizes[random.Next(IllegalSizes.Length)] : Sizes[random.Next(Sizes.Length)];

    private static string Bool(Random random) => random.Next(2) == 0 ? "true" : "false";

    private static string Value<T>(Random random)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        return random.Next(60) == 0 ? $"({typeof(T).Name})77" : $"{typeof(T).Name}.{names[random.Next(names.Length)]}";
    }
}
