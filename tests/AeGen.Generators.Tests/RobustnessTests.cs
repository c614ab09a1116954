using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>Whatever stands in the source, half-typed as it mostly is, the generator answers with files or with diagnostics and never throws.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] Seeds =
    [
        """
        using AeGen;
        [Autoencoder(784, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]
        [Dense(128, Activation.Relu, Name = "features")]
        [Dense(32)]
        [TiedDecoder(AtInitializationOnly = true)]
        public sealed partial class Model;
        """,
        """
        using AeGen;
        namespace N;
        partial class Outer<T>
        {
            [Autoencoder(8), Dense(4, Bias = false), Dense(2, Initializer = Initializer.Orthogonal)]
            [RightInverseDecoder(Damping = 0.5, HiddenActivation = Activation.Tanh)]
            internal partial class Model : object { public int Answer() => 42; }
        }
        """,
        """
        using AeGen;
        [Autoencoder(6)]
        [Dense(3)]
        [DenseDecoder(5, Activation.Elu)]
        [DenseDecoder(6, Name = "last")]
        partial class @class { }
        [Dense(3)]
        partial class @class { }
        """,
        """
        using AeGen;
        [Autoencoder(7), Dense(5), Dense(5), DenseDecoder]
        public partial record Model;

        [Autoencoder(7)]
        [GaussianNoise(0.1), Dense(5, Activation.Tanh), LayerNorm, Dense(2), BatchNorm]
        [TiedDecoder, L2(1e-3), Variational(0.1, WarmUp = 10)]
        partial class Other<T, U> where T : class where U : struct { }

        [Autoencoder(size: 7), Dense(size: 2), TiedDecoder]
        partial struct Value;
        """,
        """
        using AeGen;
        [Autoencoder("9"), Dense(2.5), TiedDecoder(1)]
        partial class WrongTypes;

        [Autoencoder, Dense, TiedDecoder]
        partial class Nothing;

        [Autoencoder(int.MaxValue), Dense(int.MinValue), Dense(1 << 20), TiedDecoder]
        partial class Huge;

        [Autoencoder(4), Autoencoder(5), Dense(2), TiedDecoder, TiedDecoder, RightInverseDecoder]
        partial class Twice { partial class Inner { [Autoencoder(3), Dense(1), TiedDecoder] partial class Innermost; } }
        """,
        """
        using AeGen;
        [Autoencoder(9), Dense(2), TiedDecoder]
        partial class Parts;
        partial class Parts { public void Fit() { } }
        namespace A { [Autoencoder(9), Dense(2), TiedDecoder] partial class Parts; }
        namespace A.B { [Autoencoder(9, Loss = Loss.Huber), Dense(2), Sparsity(0.1), TiedDecoder] partial class Parts; }
        """,
    ];

    private static readonly string[] Fragments =
    [
        "", " ", "(", ")", "[", "]", "{", "}", ",", ";", "=", ".", "\"", "'", "@", "<T>", "?", "//", "/*", "#if X\n", "0", "-1", "99999", "1e400", "null", "default",
        "typeof(int)", "(Activation)77", "double.NaN", "[Dense(1)]", "[Autoencoder(2)]", "[TiedDecoder]", "[DenseDecoder]", "static ", "abstract ", "file ", "record ",
        "partial ", "struct ", "Name = null", "Name = \"\\0\"", ": Missing", "namespace X {", "\0", "é", "\ud800", "Encode", "Damping = ",
        "where T : class ", "[Variational(0.1)]", "[LayerNorm]",
        "[PrincipalAxes]", "[Sparsity(0.1)]", "[Contractive(1)]", "size: ", "nameof(X)", "int.MaxValue", "\uFEFF", "#endif\n", "#error\n", "\"\"\"", "=> 1", "unsafe ", "public int InputSize;",
    ];

    /// <summary>Of so many declarations one is bound in every run.</summary>
    private const int Rarity = 40;

    public static TheoryData<int> Starts { get; } = [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_hundred_mutated_declarations_are_answered(int start) => Check(start, Rarity);

    [Theory(Explicit = true)]
    [MemberData(nameof(Starts))]
    public void All_that_is_emitted_for_mutated_declarations_compiles(int start) => Check(start, rarity: 1);

    private static void Check(int start, int rarity)
    {
        var random = new Random(start);
        for (int i = 0; i < 100; i++)
        {
            // Half of them lie in two files, as parts of one class or as they fell apart.
            string text = Mutate(random);
            int at = random.Next(2) == 0 ? text.IndexOf('\n', random.Next(text.Length)) : -1;
            Answer.Check(binds: i % rarity == start % rarity, at < 0 ? [text] : [text[..at], "using AeGen;\n" + text[at..]]);
        }
    }

    /// <summary>As it is while its name is being typed: C# says that it has none, and a file would have nothing to complete.</summary>
    [Theory]
    [InlineData("[AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder] partial class")]
    [InlineData("namespace { [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder] partial class Model; }")]
    [InlineData("partial class { [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder] partial class Model; }")]
    public void A_class_without_a_name_is_left_to_CSharp(string source) => Assert.False(Answer.Check(binds: true, source).Emitted);

    private static string Mutate(Random random)
    {
        string text = Seeds[random.Next(Seeds.Length)];
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(text.Length + 1);
            int length = random.Next(3) == 0 ? random.Next(Math.Min(12, text.Length - at) + 1) : 0;
            text = text.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]);
        }

        return text;
    }
}
