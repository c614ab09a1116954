using System.Globalization;
using System.Text.RegularExpressions;
using AeGen.Generators.Declaration;
using AeGen.Generators.Targets;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests;

/// <summary>Generated code compiles without a warning wherever the declaration stands and however the project is set up.</summary>
public sealed partial class HostileConsumerTests
{
    private const string Plain = """
        [AeGen.Autoencoder(7, Output = AeGen.Activation.Softplus)]
        [AeGen.Dense(5, AeGen.Activation.LeakyRelu)]
        [AeGen.Dense(2)]
        [AeGen.TiedDecoder]
        internal sealed partial class Model { }
        """;

    public static TheoryData<string> GoldenNames { get; } = [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Every_example_compiles(string name) => AssertCompiles(Examples.All[name]);

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Every_example_compiles_in_a_project_without_ILGPU(string name)
    {
        CSharpParseOptions parseOptions = Compilations.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
        Verify.Compiles(Run.On(Compilations.Of(parseOptions, Strict, Examples.All[name]), parseOptions));
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable, false, OptimizationLevel.Debug)]
    [InlineData(NullableContextOptions.Enable, true, OptimizationLevel.Release)]
    [InlineData(NullableContextOptions.Annotations, true, OptimizationLevel.Debug)]
    [InlineData(NullableContextOptions.Warnings, false, OptimizationLevel.Release)]
    public void In_any_nullable_and_checked_context(NullableContextOptions nullable, bool checkOverflow, OptimizationLevel optimization) =>
        AssertCompiles(Plain, Strict.WithNullableContextOptions(nullable).WithOverflowChecks(checkOverflow).WithOptimizationLevel(optimization));

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public void In_any_language_version_from_11_on(LanguageVersion language) => AssertCompiles(Plain, Strict, language);

    /// <summary>There, <c>nameof</c> and its like are names as others are.</summary>
    [Fact]
    public void In_a_namespace_named_as_a_word_of_the_language() => Verify.Compiles(Run.OnWithIlgpu("""
        namespace nameof.@namespace.value
        {
            [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder]
            public sealed partial class Model;
        }
        """));

    [Fact]
    public void Where_every_public_member_needs_a_documentation_comment() => AssertCompiles("""
        /// <summary>Outer.</summary>
        public partial class Outer
        {
            /// <summary>Model.</summary>
            [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.RightInverseDecoder]
            public partial class Model;
        }
        """);

    [Theory]
    [InlineData("namespace My.System.AeGen")]
    [InlineData("namespace AeGen.Generated.Global")]
    [InlineData("namespace @namespace.@class.@event")]
    [InlineData("namespace ILGPU")]
    [InlineData("namespace My.ILGPU.Runtime")]
    [InlineData("namespace Group")]
    [InlineData("namespace Float4.Vectors")]
    [InlineData("namespace AeGen.Runtime.Ilgpu")]
    public void Nested_three_deep_in_an_awkward_namespace(string space) => AssertCompiles($$"""
        {{space}}
        {
            public static partial class Math
            {
                internal readonly ref partial struct Span
                {
                    private partial interface IDisposable
                    {
                        [global::AeGen.Autoencoder(6), global::AeGen.Dense(3, global::AeGen.Activation.Selu), global::AeGen.DenseDecoder]
                        public sealed partial class Model;
                    }
                }
            }

            internal class Single;
            internal class Vector128;
            internal class MemoryMarshal;
        }
        """);

    /// <summary>Only in the global namespace would they hide what is emitted.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("AeGen")]
    [InlineData("ILGPU")]
    public void In_a_namespace_under_a_name_of_a_namespace(string name) => AssertCompiles(
        $"namespace N {{ {Plain.Replace("AeGen.", "global::AeGen.", StringComparison.Ordinal).Replace("Model", name, StringComparison.Ordinal)} }}");

    [Fact]
    public void In_the_global_namespace_beside_types_named_like_the_frameworks() => AssertCompiles(Plain + """

        internal class Math;
        internal class MathF;
        internal class Array;
        internal class ReadOnlySpan;
        internal class ArgumentException;
        internal class Vector512;
        internal class DataSet;
        internal class Group;
        internal class Grid;
        internal class SharedMemory;
        internal class ArrayView;
        internal class Vectors;
        internal class Products;
        internal class Activations;
        internal class Panels;
        internal class Updates;
        internal class Relu;
        internal class Adam;
        internal class KernelArguments;
        internal class Sizes;
        internal class Status;
        internal class XMath;
        """);

    [Theory]
    [InlineData("@class")]
    [InlineData("@record")]
    [InlineData("@var")]
    [InlineData("@dynamic")]
    [InlineData("@field")]
    [InlineData("@value")]
    [InlineData("@model")]
    [InlineData("Größe")]
    [InlineData("Architektur")]
    [InlineData("Float")]
    [InlineData("Parameters")]
    [InlineData("Kernels")]
    [InlineData("Float4")]
    [InlineData("Group")]
    [InlineData("Vectors")]
    [InlineData("_")]
    [InlineData("a\u203fb")]
    [InlineData("\u0928\u092e\u0938\u094d\u0924\u0947")]
    public void Under_any_name(string name) => AssertCompiles(Plain.Replace("Model", name, StringComparison.Ordinal));

    /// <summary>In the class's own scope, nested types come before everything that is not written from the global namespace on.</summary>
    [Fact]
    public void With_nested_types_named_like_what_is_emitted() => AssertCompiles("""
        [global::AeGen.Autoencoder(4), global::AeGen.Dense(2), global::AeGen.TiedDecoder]
        internal sealed partial class Model
        {
            private class System;
            private class AeGen;
            private class ILGPU;
            private class Network<T>;
            private class ReadOnlySpan<T>;
            private class TTarget;
            private class Math;
            private class Vector512;
            private class ModelPlan;
            private class Generated;
            private class GeneratedCode;
            private class CpuPlan;
            private class DeviceKernels;
            private int CountTiles() => 1;
            private int RunPhase(int phase) => phase;
        }
        """);

    [Fact]
    public void With_members_of_its_own_and_a_base_class() => AssertCompiles("""
        internal abstract class Parent { public int Number { get; set; } public override string ToString() => "parent"; }
        [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder(AtInitializationOnly = true)]
        internal partial class Model : Parent, System.IComparable
        {
            private readonly int weights = 3;
            static Model() { }
            public static int Count { get; set; } = 1;
            public int CompareTo(object? obj) => weights;
            private static class Kernels;
        }
        """);

    [Theory]
    [InlineData("System.Obsolete")]
    [InlineData("System.Obsolete(\"Use another.\", error: true)")]
    [InlineData("System.Diagnostics.CodeAnalysis.Experimental(\"MINE\")")]
    [InlineData("System.Diagnostics.DebuggerNonUserCode, System.Serializable")]
    public void With_attributes_that_make_each_use_a_warning(string attribute) => AssertCompiles($"[{attribute}]\n" + Plain);

    [Fact]
    public void In_an_assembly_for_all_languages() =>
        AssertCompiles("[assembly: System.CLSCompliant(true)]\n" + Plain.Replace("internal", "public", StringComparison.Ordinal));

    [Fact]
    public void With_global_aliases_for_the_frameworks_names() => AssertCompiles("""
        global using Math = System.String;
        global using MathF = System.Object;
        global using Vector512 = System.Version;
        global using Unsafe = System.Uri;
        global using Activation = System.DateTime;
        global using Group = System.String;
        global using Float4 = System.Uri;
        global using Vectors = System.Version;
        global using Sizes = System.Type;

        """ + Plain);

    [Fact]
    public void With_layer_names_that_must_be_escaped() => AssertCompiles("""
        [AeGen.Autoencoder(4)]
        [AeGen.Dense(3, Name = "quote \" backslash \\ brace { } {0} percent % \u2028 \ud83d\ude00 */ //")]
        [AeGen.Dense(2, Name = "</summary>")]
        [AeGen.TiedDecoder]
        internal sealed partial class Model;
        """);

    /// <summary>The classes of kernels share a namespace, so their names have to tell apart what only dots and underscores do.</summary>
    [Theory]
    [InlineData("A.B_C", "A_B.C")]
    [InlineData("A_.B", "A._B")]
    [InlineData("A__B.C", "A_B_.C")]
    [InlineData("A.u203fb", "A\u203fb")]
    [InlineData("A.B", "A_B")]
    [InlineData("A.B.C", "A.B_C")]
    public void Classes_of_kernels_have_names_of_their_own(string one, string other)
    {
        string source = $"{Declare(one)}\n{Declare(other)}";
        AssertCompiles(source);

        IEnumerable<string> kernels = Run.OnWithIlgpu(source).Output.GetSymbolsWithName(name => name.EndsWith("Ilgpu", StringComparison.Ordinal), SymbolFilter.Type)
            .Select(type => type.Name);
        Assert.Equal(2, kernels.Distinct().Count());

        static string Declare(string name)
        {
            int dot = name.LastIndexOf('.');
            string model = Plain.Replace("Model", name[(dot + 1)..], StringComparison.Ordinal);
            return dot < 0 ? model : $"namespace {name[..dot]} {{ {model} }}";
        }
    }

    [Fact]
    public void Several_models_share_a_project() =>
        AssertCompiles(string.Join('\n', Examples.All.Values.Select(text => text.Replace("namespace Golden;", "", StringComparison.Ordinal))
        .Concat(["partial class Models { " + Plain + " } partial class MODELS { " + Plain + " }"])));

    /// <summary>A culture whose numbers C# could not read back: it must not show in the generated text.</summary>
    [Fact]
    public void Under_any_culture()
    {
        string source = Examples.All["RightInverse"];
        IReadOnlyList<SourceFile> expected = Run.On(source).Files;
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Awkward();
            Assert.Equal(expected, Run.On(source).Files);
            AssertCompiles(source);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_text_is_the_same_every_time() =>
        Assert.All(Examples.All.Values, source => Assert.Equal(Run.On(source).Files, Run.On(source).Files));

    /// <summary>Each name from the global namespace on, by the longest part of it that is a type, or an attribute's namespace.</summary>
    [Fact]
    public void The_types_that_emitted_code_names_are_those_that_nothing_may_hide()
    {
        CSharpCompilation consumer = Compilations.WithIlgpu();
        IEnumerable<SourceFile> files = Examples.All.Values.SelectMany(source => Run.OnWithIlgpu(source).Files);
        string[] emitted =
        [
            .. files.SelectMany(file => EmittedName().Matches(file.Text))
                .Select(match => Resolve(match.Groups[1].Value, match.Groups[2].Success ? "`1" : string.Empty))
                .Where(name => name.Length > 0)
                .Concat(["ILGPU.Grid", "ILGPU.Group", "ILGPU.SharedMemory"]) // By a using of ILGPU.
                .Concat(["AeGen.Runtime.Panels", "AeGen.Runtime.RightInverses", "AeGen.Runtime.UpdatePass"]) // By a using of AeGen.Runtime.
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        Assert.Contains("System.Span`1", emitted);
        Assert.Equal(EmittedNames.OfModels.Concat(EmittedNames.OfIlgpu).Order(StringComparer.Ordinal), emitted);

        string Resolve(string name, string arity)
        {
            string[] whole = ["Golden", "AeGen.Generated", "AeGen.Functions", "AeGen.Kernels", "AeGen.Vectors"];
            if (name is "ILGPU" or "AeGen.Runtime" || whole.Any(space => (name + ".").StartsWith(space + ".", StringComparison.Ordinal)))
            {
                return string.Empty;
            }

            if (consumer.GetTypeByMetadataName(name + "Attribute") is not null || name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                return name[..(name.LastIndexOf('.') + 1)];
            }

            for (string part = name; ; part = part[..part.LastIndexOf('.')], arity = string.Empty)
            {
                if (consumer.GetTypeByMetadataName(part + arity) is not null)
                {
                    return part + arity;
                }
            }
        }
    }

    [Fact]
    public void In_a_project_for_ILGPU_nothing_hides_that() => AssertRefused(
        "AEG0057", "'ILGPU'", Run.OnWithIlgpu(Plain + " class ILGPU;"));

    /// <summary>An alias takes the library's names out of the global namespace, in which generated code looks for them.</summary>
    [Fact]
    [Covers("AEG0059")]
    public void The_library_has_no_alias_in_place_of_the_global_one()
    {
        CSharpCompilation aliased = Compilations.Of(
            "extern alias Library;\n" + Plain.Replace("AeGen.", "Library::AeGen.", StringComparison.Ordinal));
        MetadataReference library = Compilations.References[^1];
        aliased = aliased.ReplaceReference(library, library.WithAliases(["Library"]));

        AssertRefused("AEG0059", "alias", Run.On(aliased, Compilations.ParseOptions));
        aliased = aliased.ReplaceReference(
            aliased.References.Single(reference => !reference.Properties.Aliases.IsEmpty), library.WithAliases(["global", "Library"]));
        Verify.Compiles(Run.On(aliased, Compilations.ParseOptions));
    }

    private static void AssertRefused(string id, string what, Run run)
    {
        Diagnostic found = Assert.Single(run.Result.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Contains(what, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void The_generated_members_are_those_whose_names_are_kept_free()
    {
        INamedTypeSymbol type = Run.On(Plain).Output.GetTypeByMetadataName("Model")!;
        IOrderedEnumerable<string> names = type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared)
            .Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary } && member is not IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false })
            .Select(member => member.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(GeneratedMembers.Names.Order(StringComparer.Ordinal), names);
        Assert.Equal(
            GeneratedMembers.Properties.Order(StringComparer.Ordinal),
            type.GetMembers().OfType<IPropertySymbol>()
                .Where(property => property.ExplicitInterfaceImplementations.IsEmpty)
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"global::([A-Za-z]\w*(?:\.\w+)*)(<|\{)?")]
    private static partial Regex EmittedName();

    private static CSharpCompilationOptions Strict { get; } = Compilations.Options
        .WithAllowUnsafe(false)
        .WithWarningLevel(9999)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Error);

    private static CultureInfo Awkward()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "nan";
        return culture;
    }

    /// <summary>Four weights of 16384 x 16384 and their mirrors lie beyond what 32 bits can count.</summary>
    [Fact]
    public void Offsets_beyond_32_bits_compile() => AssertCompiles(
        """
        using AeGen;

        namespace Consumer;

        [Autoencoder(16384)]
        [Dense(16384, Activation.Sigmoid)]
        [Dense(16384)]
        [RightInverseDecoder]
        public sealed partial class Inverse;

        [Autoencoder(46340), Dense(46340), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)]
        public sealed partial class Square;

        [Autoencoder(16777216), Dense(124), BatchNorm, Dense(3), DenseDecoder]
        public sealed partial class Wide;

        [Autoencoder(16383, Output = Activation.Sigmoid)]
        [Dense(16384)]
        [Dense(16383, Activation.Sigmoid)]
        [Dense(16384)]
        [Dense(16383)]
        [DenseDecoder]
        public sealed partial class Free;
        """);

    /// <summary>Kernels on a device count in 32 bits, and the runtime refuses what is larger; the model on the CPU needs to compile all the same.</summary>
    [Fact]
    public void A_model_that_is_too_large_for_devices_compiles() => AssertCompiles($$"""
        [AeGen.Autoencoder(16384)]
        {{string.Concat(Enumerable.Repeat("[AeGen.Dense(16384)]\n", 18))}}
        [AeGen.DenseDecoder]
        internal sealed partial class Model;
        """);

    private static void AssertCompiles(string source, CSharpCompilationOptions? options = null, LanguageVersion language = LanguageVersion.Latest)
    {
        CSharpParseOptions parseOptions = Compilations.ParseOptions.WithLanguageVersion(language);
        if (!source.Contains("///", StringComparison.Ordinal))
        {
            parseOptions = parseOptions.WithDocumentationMode(DocumentationMode.Parse);
        }

        var run = Run.On(Compilations.WithIlgpu(parseOptions, options ?? Strict, source), parseOptions);
        Verify.Compiles(run);
        Assert.Contains(run.Files, file => file.HintName.EndsWith(".Ilgpu.g.cs", StringComparison.Ordinal));
    }
}
