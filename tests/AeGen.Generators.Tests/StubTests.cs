using AeGen.Generators.Diagnostics;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace AeGen.Generators.Tests;

/// <summary>
/// Beside a mistake in a declaration nothing else is reported: code that uses the class compiles, though nothing could run.
/// </summary>
public sealed class StubTests
{
    /// <summary>What C# says all the same, and why nothing that is generated could keep it from that.</summary>
    private static readonly Dictionary<string, (string[] Ids, string Why)> Remaining = new(StringComparer.Ordinal)
    {
        ["AEG0017"] = (["CS0260"],
            "A class takes members from another file only where it is partial; this says so once, and not at each use."),
        ["AEG0018"] = (["CS0260"], "So does the type around it."),
        ["AEG0019"] = (["CS0117", "CS0718", "CS1674"], "A static class has no values, so no member could give or take one."),
        ["AEG0023"] = (["CS0103", "CS0246"], "No other file can name the class, generated ones included."),
        ["AEG0025"] = (["CS7036"], "No constructor could call one of the base class, and C# says so of the class itself."),
        ["AEG0057"] = (["CS0117", "CS0311", "CS1674"], "The members' own types are what is hidden."),
    };

    public static TheoryData<string> Refusals { get; } =
    [
        .. typeof(Descriptors).GetFields()
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .Where(descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Error)
            .Select(descriptor => descriptor.Id)
            .Where(id => Example(id) is { } example && example.Contains("Model", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Beside_each_error_code_that_uses_the_class_compiles(string id)
    {
        var run = Run.On(
            "using AeGen;\n" + Example(id), Use(id switch { "AEG0018" => "Models.Small", "AEG0021" => "Model<int>", _ => "Model" }));

        Assert.Equal([id], run.Result.Diagnostics.Select(found => found.Id).Distinct());
        Assert.Empty(run.Files);
        AssertErrors(Remaining.TryGetValue(id, out (string[] Ids, string Why) remaining) ? remaining.Ids : [], run);
    }

    /// <summary>
    /// An id is missing here only if it is of a conversion, which leaves its classes as they are, or if no text of a class shows it.
    /// </summary>
    [Fact]
    public void Every_refusal_is_among_them() => Assert.Equal(
        ["AEG0028", "AEG0029", "AEG0030", "AEG0031", "AEG0032", "AEG0046", "AEG0059"],
        typeof(Descriptors).GetFields()
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .Where(descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Error && !Refusals.Any(row => row.Data == descriptor.Id))
            .Select(descriptor => descriptor.Id));

    [Theory]
    [InlineData("partial record Model { public int Answer => 42; }", "Model")]
    [InlineData("sealed partial record Model(string Title);", "Model")]
    [InlineData("abstract partial class Model;", "Model")]
    [InlineData("partial class Model<T, @class> where T : System.IDisposable where @class : struct;", "Model<System.IDisposable, int>")]
    [InlineData("partial class @event;", "@event")]
    [InlineData("partial class Model { public Model(int x) { } }", "Model")]
    [InlineData("partial class Model { public required int X { get; set; } }", "Model")]
    [InlineData("partial class Model { public int Fit() => 1; public int Save = 1; public class Describe; }", "Model")]
    [InlineData(
        "partial class Model { public override string ToString() => \"mine\"; public int get_Layers() => 1; static int network() => 1; }",
        "Model")]
    [InlineData("partial class Model { public const int InputSize = 4, CodeSize = 2; }", "Model")]
    [InlineData("partial class Evaluate;", "Evaluate")]
    [InlineData("partial class Model : IAutoencoder<Model> { void IAutoencoder<Model>.Save(string path) { } }", "Model")]
    [InlineData("partial class Model : System.IDisposable { void System.IDisposable.Dispose() { } public int Dispose => 1; }", "Model")]
    [InlineData("partial class Model : Parent;", "Model")]
    public void Whatever_the_class_is(string declaration, string name) => AssertErrors(
        [], Run.On("using AeGen; class Parent { public void Fit(int x) { } public sealed override string ToString() => \"\"; } [Autoencoder(0), Dense(-2), TiedDecoder] " + declaration, Use(name)));

    [Theory]
    [InlineData("partial class Outer<T> { [Autoencoder(4), Dense(2), TiedDecoder] public partial class Model; }", "Outer<int>.Model")]
    [InlineData("partial struct Outer<T, U> { public partial interface I { [Autoencoder(4)] public partial record Model; } }",
        "Outer<int, string>.I.Model")]
    [InlineData("namespace A.@class { [Autoencoder(4)] partial class Model; [Autoencoder(4)] partial class Model<T>; }", "A.@class.Model")]
    [InlineData("[Autoencoder(4)] partial class Model; [Dense(3)] partial class Model;", "Model")]
    [InlineData("[Dense(3), Dense(2)] partial class Model; [TiedDecoder, L2(0.1)] partial class Model;", "Model")]
    [InlineData("[TiedDecoder] partial class Model;", "Model")]
    public void Wherever_it_stands(string declaration, string name) => AssertErrors([], Run.On("using AeGen; " + declaration, Use(name)));

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public void In_a_language_that_is_too_old(LanguageVersion language)
    {
        CSharpParseOptions parseOptions = Compilations.ParseOptions.WithLanguageVersion(language);
        CSharpCompilationOptions options = Compilations.Options.WithNullableContextOptions(NullableContextOptions.Disable);
        string use = "class User { static void Use() { using (var model = Model.Create()) { model.Fit(null, new AeGen.FitOptions()); model.Scaling = null; } } }";
        var run = Run.On(Compilations.Of(parseOptions, options,
            "[AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder] partial class Model { }", use), parseOptions);

        Assert.Equal(["AEG0028"], run.Result.Diagnostics.Select(found => found.Id));
        AssertErrors([], run);
    }

    /// <summary>What C# says of an attribute is all that it says.</summary>
    [Theory]
    [InlineData("[Autoencoder, Dense(2), TiedDecoder]", "CS7036")]
    [InlineData("[Autoencoder(\"4\"), Dense(2), TiedDecoder]", "CS1503")]
    [InlineData("[Autoencoder(4), Autoencoder(4), Dense(2), TiedDecoder]", "CS0579")]
    [InlineData("[Autoencoder(4), Dense(2, Nonsense = 1), TiedDecoder]", "CS0246")]
    public void Beside_errors_of_CSharp_in_the_attributes(string attributes, string id) =>
        AssertErrors([id], Run.On($"using AeGen; {attributes} partial class Model;", Use("Model")));

    /// <summary>A legal declaration's members are the stub's, and it has no others that anybody sees.</summary>
    [Fact]
    public void A_stub_has_the_members_of_a_legal_class()
    {
        const string Legal = "using AeGen; [Autoencoder(4), Dense(2), TiedDecoder] public partial class Model;";

        Assert.Equal(Members(Legal), Members(Legal.Replace("TiedDecoder", "RightInverseDecoder(Damping = -1)", StringComparison.Ordinal)));

        static string[] Members(string source) =>
        [
            .. Run.On(source).Output.GetTypeByMetadataName("Model")!.GetMembers()
                .Where(member => member.DeclaredAccessibility == Accessibility.Public
                    && member is not IMethodSymbol { MethodKind: MethodKind.Constructor })
                .Select(member => member.ToDisplayString(Complete))
                .Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public void An_edit_elsewhere_writes_no_stub_anew()
    {
        const string Wrong = "using AeGen; [Autoencoder(4), Dense(0), TiedDecoder] partial class Model { int A() => 1; }",
            Other = "class Other;";

        Verify.Incremental([Wrong, Other], [Wrong, Other + " class More;"], (TrackingNames.Stubs, [Cached]));
        Verify.Incremental(
            [Wrong, Other], ["// A comment.\n" + Wrong.Replace("A() => 1", "B() => 2", StringComparison.Ordinal), Other],
            (TrackingNames.Stubs, [Cached]));
        Verify.Incremental(
            [Wrong, Other], [Wrong.Replace("Dense(0)", "Dense(2)", StringComparison.Ordinal), Other], (TrackingNames.Stubs, [Removed]));
        Verify.Incremental(
            [Wrong, Other], [Wrong.Replace("int A()", "int Fit", StringComparison.Ordinal), Other], (TrackingNames.Stubs, [Modified]));
    }

    private static SymbolDisplayFormat Complete { get; } = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeModifiers)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeName);

    /// <summary>The wrong example on an error's page, or null where it is a project file's.</summary>
    private static string? Example(string id)
    {
        string[] parts = File.ReadAllText(Path.Combine(Repository.Pages, id + ".md")).Split("```csharp\n");
        return parts.Length > 1 ? parts[1].Split("```")[0] : null;
    }

    /// <summary>What programs do with a model, and functions that take any.</summary>
    private static string Use(string name) => $$"""
        class User
        {
            public double Divided = 100 / {{name}}.InputSize / {{name}}.CodeSize;

            static void Use(AeGen.DataSet data)
            {
                using var model = {{name}}.Create(seed: 1);
                AeGen.TrainingHistory history = model.Fit(data, new AeGen.FitOptions { Epochs = 3 });
                float[] output = new float[{{name}}.InputSize];
                model.Reconstruct(new float[{{name}}.InputSize], output);
                using {{name}} loaded = {{name}}.Load("path");
                Describe(loaded);
            }

            static string Describe<T>(T model) where T : class, AeGen.IAutoencoder<T> => model.Describe() + T.Architecture;
        }
        """;

    private static void AssertErrors(string[] expected, Run run)
    {
        Diagnostic[] errors = [.. run.Output.GetDiagnostics().Where(
            found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591")];
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(errors.Select(error => error.Id).Distinct().Order(StringComparer.Ordinal)),
            string.Join('\n', errors.Select(error => error.ToString())));
    }
}
