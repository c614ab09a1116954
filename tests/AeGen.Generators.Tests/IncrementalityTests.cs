using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace AeGen.Generators.Tests;

/// <summary>An edit runs again what it concerns, and nothing else: the generator runs at every keystroke.</summary>
public sealed class IncrementalityTests
{
    private const string One = """
        using AeGen;
        [Autoencoder(4)]
        [Dense(2)]
        [TiedDecoder]
        public sealed partial class One
        {
            public int Answer() => 42;
        }

        """;

    private const string Two = """
        using AeGen;
        [Autoencoder(6), Dense(3), RightInverseDecoder]
        public sealed partial class Two;

        """;

    private const string Other = "public class Other { public int F() => 1; }";

    [Fact]
    public void The_same_compilation_again_is_all_cached() => Verify.Incremental(
        [One, Two, Other],
        [One, Two, Other],
        (TrackingNames.Declarations, [Cached, Cached]),
        (TrackingNames.Architectures, [Cached, Cached]),
        (TrackingNames.Targets, [Cached]),
        (TrackingNames.Sources, [Cached, Cached]));

    public static TheoryData<string, string> Unrelated { get; } = new()
    {
        { "another file", Other + " public class More;" },
        { "a new class in another file", Other.Replace("=> 1", "=> 2", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Unrelated))]
    public void An_edit_of_another_file_emits_nothing(string edit, string after)
    {
        Assert.NotEmpty(edit);
        Verify.Incremental(
            [One, Other],
            [One, after],
            (TrackingNames.Declarations, [Unchanged]),
            (TrackingNames.Architectures, [Cached]),
            (TrackingNames.Targets, [Unchanged]),
            (TrackingNames.Sources, [Cached]));
    }

    [Fact]
    public void A_reference_to_the_runtime_for_ILGPU_emits_anew_and_the_next_edit_does_not()
    {
        CSharpCompilation compilation = Compilations.Of(One, Two);
        var run = Run.On(compilation, Compilations.ParseOptions);
        Assert.Equal(4, run.Files.Count);

        compilation = compilation.AddReferences(Compilations.Ilgpu);
        run.Again(compilation);
        AssertReasons(run, (TrackingNames.Architectures, [Cached, Cached]), (TrackingNames.Targets, [Modified]), (TrackingNames.Sources, [Modified, Modified]));
        Assert.Equal(6, run.Files.Count);

        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Other, Compilations.ParseOptions));
        run.Again(compilation);
        AssertReasons(run, (TrackingNames.Architectures, [Cached, Cached]), (TrackingNames.Targets, [Unchanged]), (TrackingNames.Sources, [Cached, Cached]));

        run.Again(compilation.RemoveReferences(Compilations.Ilgpu));
        AssertReasons(run, (TrackingNames.Targets, [Modified]), (TrackingNames.Sources, [Modified, Modified]));
        Assert.Equal(4, run.Files.Count);
    }

    /// <summary>What has the runtime's names is taken for it: the reference may be a project's, a package's or the source itself.</summary>
    [Fact]
    public void Only_the_runtimes_plan_asks_for_ILGPU()
    {
        Assert.Equal(2, Run.On(One, "namespace ILGPU { public class Context; } namespace AeGen.Ilgpu { public class IlgpuPlan; }").Files.Count);
        Assert.Equal(
            ["One.Cpu.g.cs", "One.Ilgpu.g.cs", "One.Model.g.cs"],
            Run.OnWithIlgpu(One).Files.Select(file => file.HintName).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> TextThatMoves { get; } =
    [
        "// A comment.\n" + One,
        One.Replace("[Dense(2)]", "[Dense(2)] // the code", StringComparison.Ordinal),
        One.Replace("[Dense(2)]", "\n\n    [Dense(1 + 1)]", StringComparison.Ordinal),
        One.Replace("=> 42", "=> 43", StringComparison.Ordinal),
        One.Replace("public int Answer() => 42;", "public int Answer() => 42; public int Question() => 6 * 9;", StringComparison.Ordinal),
        One.Replace("public sealed", "[System.Obsolete] internal sealed", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(TextThatMoves))]
    public void An_edit_that_keeps_the_architecture_emits_nothing(string after) => Verify.Incremental(
        [One],
        [after],
        (TrackingNames.Declarations, [Unchanged]),
        (TrackingNames.Architectures, [Cached]),
        (TrackingNames.Sources, [Cached]));

    [Fact]
    public void A_mistake_that_moves_is_reported_anew_and_emits_nothing()
    {
        string wrong = One.Replace("[Dense(2)]", "[Dense(0)]", StringComparison.Ordinal);

        Verify.Incremental(
            [Two, wrong],
            [Two, "// A comment.\n" + wrong],
            (TrackingNames.Declarations, [Unchanged, Modified]),
            (TrackingNames.Architectures, [Cached]),
            (TrackingNames.Sources, [Cached]),
            (TrackingNames.Diagnostics, [Modified]));
    }

    [Fact]
    public void An_edit_elsewhere_reports_nothing_anew()
    {
        string wrong = One.Replace("[Dense(2)]", "[Dense(0)]", StringComparison.Ordinal);

        Verify.Incremental([wrong, Other], [wrong, Other + "\n"], (TrackingNames.Declarations, [Unchanged]), (TrackingNames.Diagnostics, [Cached]));
    }

    public static TheoryData<string, string> OfTheArchitecture { get; } = new()
    {
        { "Autoencoder(4)", "Autoencoder(5)" },
        { "Autoencoder(4)", "Autoencoder(4, Optimizer = Optimizer.Sgd)" },
        { "Dense(2)", "Dense(2, Activation.Relu)" },
        { "[Dense(2)]", "[Dense(3), Dense(2)]" },
        { "TiedDecoder", "RightInverseDecoder" },
        { "class One", "class Uno" },
    };

    [Theory]
    [MemberData(nameof(OfTheArchitecture))]
    public void An_edit_of_one_of_two_models_emits_that_one(string before, string after) => Verify.Incremental(
        [One, Two],
        [One.Replace(before, after, StringComparison.Ordinal), Two],
        (TrackingNames.Declarations, [Modified, Unchanged]),
        (TrackingNames.Architectures, [Modified, Cached]),
        (TrackingNames.Sources, [Modified, Cached]));

    private static void AssertReasons(Run run, params (string Step, Microsoft.CodeAnalysis.IncrementalStepRunReason[] Reasons)[] expected) =>
        Assert.All(expected, step => Assert.Equal(step.Reasons, run.Reasons(step.Step)));

    [Fact]
    public void A_mistake_takes_away_only_its_own_model() => Verify.Incremental(
        [One, Two],
        [One.Replace("Dense(2)", "Dense(0)", StringComparison.Ordinal), Two],
        (TrackingNames.Architectures, [Removed, Cached]),
        (TrackingNames.Sources, [Removed, Cached]));
}
