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

    /// <summary>Edits after which the architectures are what they were: the declarations are read again, and that is all.</summary>
    public static TheoryData<string, string, string> Unrelated { get; } = new()
    {
        { "a comment in another file", One, "// A comment.\n" + Other },
        { "a class in another file", One, Other + " public class More;" },
        { "a body in another file", One, Other.Replace("=> 1", "=> 2", StringComparison.Ordinal) },
        { "another file that is half typed", One, Other + " public class" },
        { "a comment above", "// A comment.\n" + One, Other },
        { "a comment between attributes", One.Replace("[Dense(2)]", "[Dense(2)] // the code", StringComparison.Ordinal), Other },
        { "a doc comment", One.Replace("[Autoencoder", "/// <summary>One.</summary>\n[Autoencoder", StringComparison.Ordinal), Other },
        { "a using", "using System;\n" + One, Other },
        { "white space", One.Replace("[Dense(2)]", "\n\n    [ Dense( 2 ) ]", StringComparison.Ordinal), Other },
        { "one list of attributes", One.Replace("]\n[", ", ", StringComparison.Ordinal), Other },
        { "an argument written otherwise", One.Replace("Dense(2)", "DenseAttribute(size: 1 + 1)", StringComparison.Ordinal), Other },
        { "a body", One.Replace("=> 42", "=> 43", StringComparison.Ordinal), Other },
        { "a member", One.Replace("public int Answer() => 42;", "public int Answer() => 42; public int Question() => 6 * 9;", StringComparison.Ordinal), Other },
        { "a modifier", One.Replace("public sealed", "internal sealed", StringComparison.Ordinal), Other },
        { "an attribute of others", One.Replace("public sealed", "[System.Obsolete] public sealed", StringComparison.Ordinal), Other },
        { "another part of the class", One, Other + " partial class One { public int More() => 1; }" },
        { "an interface", One.Replace("class One", "class One : System.ICloneable", StringComparison.Ordinal).Replace("42;", "42; public object Clone() => this;", StringComparison.Ordinal), Other },
    };

    [Theory]
    [MemberData(nameof(Unrelated))]
    public void An_edit_that_keeps_the_architecture_emits_nothing(string edit, string model, string other)
    {
        Assert.NotEmpty(edit);
        Verify.Incremental(
            [One, Other],
            [model, other],
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

    /// <summary>Edits after which one model is another one.</summary>
    public static TheoryData<string, string, string> OfTheArchitecture { get; } = new()
    {
        { "an argument", "Autoencoder(4)", "Autoencoder(5)" },
        { "an option added", "Autoencoder(4)", "Autoencoder(4, Optimizer = Optimizer.Sgd)" },
        { "an activation", "Dense(2)", "Dense(2, Activation.Relu)" },
        { "a layer added", "[Dense(2)]", "[Dense(3), Dense(2)]" },
        { "a noise added", "[Dense(2)]", "[GaussianNoise(0.1), Dense(2)]" },
        { "a decoder changed", "TiedDecoder", "RightInverseDecoder" },
        { "the class renamed", "class One", "class Uno" },
        { "a namespace around it", "using AeGen;", "using AeGen; namespace N;" },
    };

    [Theory]
    [MemberData(nameof(OfTheArchitecture))]
    public void An_edit_of_one_of_two_models_emits_that_one(string edit, string before, string after)
    {
        Assert.NotEmpty(edit);
        Verify.Incremental(
            [One, Two],
            [One.Replace(before, after, StringComparison.Ordinal), Two],
            (TrackingNames.Declarations, [Modified, Unchanged]),
            (TrackingNames.Architectures, [Modified, Cached]),
            (TrackingNames.Sources, [Modified, Cached]));
    }

    [Fact]
    public void A_layer_removed_emits_its_model() => Verify.Incremental(
        [One.Replace("[Dense(2)]", "[Dense(3), Dense(2)]", StringComparison.Ordinal), Two],
        [One, Two],
        (TrackingNames.Declarations, [Modified, Unchanged]),
        (TrackingNames.Sources, [Modified, Cached]));

    /// <summary>The number is written elsewhere, and is the declaration's all the same.</summary>
    [Fact]
    public void A_constant_in_another_file_emits_the_model_that_names_it() => Verify.Incremental(
        [One.Replace("Dense(2)", "Dense(Sizes.Code)", StringComparison.Ordinal), Two, "static class Sizes { public const int Code = 2; }"],
        [One.Replace("Dense(2)", "Dense(Sizes.Code)", StringComparison.Ordinal), Two, "static class Sizes { public const int Code = 3; }"],
        (TrackingNames.Declarations, [Modified, Unchanged]),
        (TrackingNames.Sources, [Modified, Cached]));

    [Fact]
    public void A_model_added_is_emitted_alone() => Verify.Incremental(
        [One, Other],
        [One, Other + Two.Replace("using AeGen;", string.Empty, StringComparison.Ordinal).Replace("[", "[AeGen.", StringComparison.Ordinal).Replace(", ", ", AeGen.", StringComparison.Ordinal)],
        (TrackingNames.Declarations, [Unchanged, New]),
        (TrackingNames.Architectures, [Cached, New]),
        (TrackingNames.Sources, [Cached, New]));

    [Fact]
    public void A_model_removed_takes_only_itself_away() => Verify.Incremental(
        [One, Two],
        [One, Other],
        (TrackingNames.Architectures, [Cached, Removed]),
        (TrackingNames.Sources, [Cached, Removed]));

    [Fact]
    public void A_mistake_takes_away_only_its_own_model() => Verify.Incremental(
        [One, Two],
        [One.Replace("Dense(2)", "Dense(0)", StringComparison.Ordinal), Two],
        (TrackingNames.Architectures, [Removed, Cached]),
        (TrackingNames.Sources, [Removed, Cached]));

    [Fact]
    public void A_mistake_mended_emits_its_model() => Verify.Incremental(
        [One.Replace("Dense(2)", "Dense(0)", StringComparison.Ordinal), Two],
        [One, Two],
        (TrackingNames.Declarations, [Modified, Unchanged]),
        (TrackingNames.Architectures, [New, Cached]),
        (TrackingNames.Sources, [New, Cached]));

    [Fact]
    public void An_edit_of_one_of_a_hundred_models_emits_that_one()
    {
        string[] before = [.. Enumerable.Range(0, 100).Select(number =>
            $"using AeGen; [Autoencoder({3 + number}), Dense(2), TiedDecoder] public sealed partial class Model{number};")];
        string[] after = [.. before];
        after[37] = before[37].Replace("Dense(2)", "Dense(3)", StringComparison.Ordinal);
        Microsoft.CodeAnalysis.IncrementalStepRunReason[] expected = [.. Enumerable.Repeat(Cached, 100)];
        expected[37] = Modified;

        Verify.Incremental(before, after, (TrackingNames.Architectures, expected), (TrackingNames.Sources, expected));
    }

    private static void AssertReasons(Run run, params (string Step, Microsoft.CodeAnalysis.IncrementalStepRunReason[] Reasons)[] expected) =>
        Assert.All(expected, step => Assert.Equal(step.Reasons, run.Reasons(step.Step)));
}
