using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

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
    ];

    private static readonly string[] Fragments =
    [
        "", " ", "(", ")", "[", "]", "{", "}", ",", ";", "=", ".", "\"", "'", "@", "<T>", "?", "//", "/*", "#if X\n", "0", "-1", "99999", "1e400", "null", "default",
        "typeof(int)", "(Activation)77", "double.NaN", "[Dense(1)]", "[Autoencoder(2)]", "[TiedDecoder]", "[DenseDecoder]", "static ", "abstract ", "file ", "record ",
        "partial ", "struct ", "Name = null", "Name = \"\\0\"", ": Missing", "namespace X {", "\0", "é", "\ud800", "Encode", "Damping = ",
    ];

    public static TheoryData<int> Starts { get; } = [0, 1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Mutated_declarations_never_throw_and_never_vanish_without_a_word(int start)
    {
        var random = new Random(start);
        for (int i = 0; i < 50; i++)
        {
            AssertAnswered(Mutate(random));
        }
    }

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

    private static void AssertAnswered(string source)
    {
        // A run fails the test by itself when the generator throws.
        var run = Run.OnWithIlgpu(source);
        bool refused = run.Output.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (DeclaresAutoencoder(source) && !refused && run.Result.Diagnostics.IsEmpty)
        {
            Assert.True(run.Files.Count > 0, "Neither files nor an error for:\n" + source);
        }
    }

    private static bool DeclaresAutoencoder(string source) =>
        Compilations.Of(source)
            .GetSymbolsWithName(_ => true, SymbolFilter.Type)
            .Any(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == typeof(AutoencoderAttribute).FullName));
}
