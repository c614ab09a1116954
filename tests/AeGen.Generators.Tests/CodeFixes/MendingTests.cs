using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using static AeGen.Generators.Tests.CodeFixes.Mended;

namespace AeGen.Generators.Tests.CodeFixes;

/// <summary>What the light bulb makes of a declaration's attributes: this text and no other, and nothing is left to say against it.</summary>
public sealed class MendingTests
{
    private const string ToTied = "Write [TiedDecoder] instead of [RightInverseDecoder]";
    private const string ToDense = "Write [DenseDecoder] instead of [RightInverseDecoder]";
    private const string ToSigmoid = "Write Activation.Sigmoid in the code layer";

    [Theory]
    [InlineData("AEG0002", "Add [TiedDecoder]", "Autoencoder(9), Dense(4)", "Autoencoder(9), Dense(4), TiedDecoder")]
    [InlineData("AEG0002", "Add [RightInverseDecoder]", "Autoencoder(9), Dense(4)", "Autoencoder(9), Dense(4), RightInverseDecoder")]
    [InlineData(
        "AEG0002", "Add [DenseDecoder]", "Autoencoder(9), Dense(4), BatchNorm, Dropout(0.1), L2(0.1)",
        "Autoencoder(9), Dense(4), BatchNorm, Dropout(0.1), DenseDecoder, L2(0.1)")]
    [InlineData("AEG0006", ToTied, "Autoencoder(2), Dense(5), Dense(1), RightInverseDecoder", "Autoencoder(2), Dense(5), Dense(1), TiedDecoder")]
    [InlineData(
        "AEG0006", ToDense, "Autoencoder(2), Dense(5), Dense(1), RightInverseDecoder(Damping = 0.1)", "Autoencoder(2), Dense(5), Dense(1), DenseDecoder")]
    [InlineData(
        "AEG0006", ToTied, "Autoencoder(2), Dense(5), Dense(1), RightInverseDecoder(Bias = false, Damping = 0.1, HiddenActivation = Activation.Elu)",
        "Autoencoder(2), Dense(5), Dense(1), TiedDecoder(Bias = false, HiddenActivation = Activation.Elu)")]
    [InlineData("AEG0006", ToTied, "Autoencoder(2), Dense(5), Dense(1), AeGen.RightInverseDecoder()", "Autoencoder(2), Dense(5), Dense(1), AeGen.TiedDecoder()")]
    [InlineData("AEG0006", ToTied, "Autoencoder(2), Dense(5), Dense(1), RightInverseDecoderAttribute", "Autoencoder(2), Dense(5), Dense(1), TiedDecoder")]
    [InlineData("AEG0053", ToTied, "Autoencoder(9), Dense(4, Activation.Tanh), RightInverseDecoder", "Autoencoder(9), Dense(4, Activation.Tanh), TiedDecoder")]
    [InlineData(
        "AEG0053", ToDense, "Autoencoder(9), Dense(4, Activation.Tanh), RightInverseDecoder(Damping = 0.1, Bias = false)",
        "Autoencoder(9), Dense(4, Activation.Tanh), DenseDecoder(Bias = false)")]
    public Task A_decoder_is_written(string id, string title, string before, string after) => OfAttributes(id, title, before, after);

    [Theory]
    [InlineData("AEG0003", "Remove [RightInverseDecoder]", "Autoencoder(9), Dense(4), TiedDecoder, RightInverseDecoder", "Autoencoder(9), Dense(4), TiedDecoder")]
    [InlineData("AEG0003", "Remove [TiedDecoder]", "Autoencoder(9), Dense(4), TiedDecoder, RightInverseDecoder", "Autoencoder(9), Dense(4), RightInverseDecoder")]
    [InlineData("AEG0003", "Remove [DenseDecoder]", "Autoencoder(9), Dense(4), TiedDecoder, DenseDecoder(5), DenseDecoder(9)", "Autoencoder(9), Dense(4), TiedDecoder")]
    [InlineData("AEG0003", "Remove [DenseDecoder]", "Autoencoder(9), DenseDecoder(5), Dense(4), DenseDecoder(9), TiedDecoder", "Autoencoder(9), Dense(4), TiedDecoder")]
    [InlineData("AEG0004", "Remove [DenseDecoder]", "Autoencoder(9), Dense(4), DenseDecoder, DenseDecoder(9)", "Autoencoder(9), Dense(4), DenseDecoder(9)")]
    [InlineData("AEG0004", "Remove [DenseDecoder]", "Autoencoder(9), Dense(4), DenseDecoder, DenseDecoder(Bias = false)", "Autoencoder(9), Dense(4), DenseDecoder")]
    [InlineData("AEG0039", "Remove [Orthogonality]", "Autoencoder(2), Dense(5), Dense(1), TiedDecoder, Orthogonality(0.1)", "Autoencoder(2), Dense(5), Dense(1), TiedDecoder")]
    [InlineData("AEG0039", "Remove [Orthogonality]", "Orthogonality(0.1), Autoencoder(2), Dense(5), Dense(1), TiedDecoder", "Autoencoder(2), Dense(5), Dense(1), TiedDecoder")]
    [InlineData("AEG0041", "Remove [LayerNorm]", "Autoencoder(9), Dense(4), BatchNorm, LayerNorm, TiedDecoder", "Autoencoder(9), Dense(4), BatchNorm, TiedDecoder")]
    [InlineData(
        "AEG0049", "Remove [PrincipalAxes]", "Autoencoder(9), Dense(4), DenseDecoder, Variational(0.1), PrincipalAxes(AxisMethod.RotationAugmentedGradient)",
        "Autoencoder(9), Dense(4), DenseDecoder, Variational(0.1)")]
    [InlineData(
        "AEG0049", "Remove [Variational]", "Autoencoder(9), Dense(4), DenseDecoder, Variational(0.1), PrincipalAxes(AxisMethod.RotationAugmentedGradient)",
        "Autoencoder(9), Dense(4), DenseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    public Task An_attribute_is_removed(string id, string title, string before, string after) => OfAttributes(id, title, before, after);

    [Theory]
    [InlineData("Write 9", "Autoencoder(9), Dense(4), DenseDecoder(8)", "Autoencoder(9), Dense(4), DenseDecoder(9)")]
    [InlineData("Write 9", "Autoencoder(9), Dense(4), DenseDecoder(2 * 4, Bias = false)", "Autoencoder(9), Dense(4), DenseDecoder(9, Bias = false)")]
    [InlineData("Write 9", "Autoencoder(3 * 3), Dense(4), DenseDecoder(size: 8)", "Autoencoder(3 * 3), Dense(4), DenseDecoder(size: 3 * 3)")]
    [InlineData(
        "Write 9", "Autoencoder(inputSize: Model.Pixels), Dense(4), DenseDecoder(6), DenseDecoder(Model.Pixels - 1)",
        "Autoencoder(inputSize: Model.Pixels), Dense(4), DenseDecoder(6), DenseDecoder(Model.Pixels)")]
    [InlineData("Add [DenseDecoder(9)]", "Autoencoder(9), Dense(4), DenseDecoder(6), L2(1)", "Autoencoder(9), Dense(4), DenseDecoder(6), DenseDecoder(9), L2(1)")]
    [InlineData(
        "Add [DenseDecoder(9)]", "Autoencoder(Model.Pixels), Dense(4), DenseDecoder(6, Activation.Relu)",
        "Autoencoder(Model.Pixels), Dense(4), DenseDecoder(6, Activation.Relu), DenseDecoder(Model.Pixels)")]
    public Task The_last_layer_has_the_input_s_size(string title, string before, string after) => OfAttributes("AEG0007", title, before, after);

    [Theory]
    [InlineData(
        "AEG0008", "Remove the layer's activation", "Autoencoder(9, Output = Activation.Sigmoid), Dense(4), DenseDecoder(9, Activation.Tanh)",
        "Autoencoder(9, Output = Activation.Sigmoid), Dense(4), DenseDecoder(9)")]
    [InlineData(
        "AEG0008", "Remove 'Output'", "Autoencoder(9, Output = Activation.Sigmoid), Dense(4), DenseDecoder(9, Activation.Tanh)",
        "Autoencoder(9), Dense(4), DenseDecoder(9, Activation.Tanh)")]
    [InlineData(
        "AEG0008", "Remove the layer's activation", "Autoencoder(9, Output = Activation.Sigmoid), Dense(4), DenseDecoder(activation: Activation.Tanh, size: 9, Bias = false)",
        "Autoencoder(9, Output = Activation.Sigmoid), Dense(4), DenseDecoder(size: 9, Bias = false)")]
    [InlineData(
        "AEG0054", "Make the outputs sigmoids", "Autoencoder(9, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder",
        "Autoencoder(9, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder")]
    [InlineData(
        "AEG0054", "Make the outputs sigmoids", "Autoencoder(9, Loss = Loss.BinaryCrossEntropy, Output = AeGen.Activation.Relu), Dense(4), TiedDecoder",
        "Autoencoder(9, Loss = Loss.BinaryCrossEntropy, Output = AeGen.Activation.Sigmoid), Dense(4), TiedDecoder")]
    [InlineData(
        "AEG0054", "Make the outputs sigmoids", "Autoencoder(9, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder(6, Activation.Relu), DenseDecoder(9, Activation.Tanh)",
        "Autoencoder(9, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder(6, Activation.Relu), DenseDecoder(9, Activation.Sigmoid)")]
    [InlineData(
        "AEG0054", "Make the outputs sigmoids", "Autoencoder(9, Output = Activation.Relu, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder(9, (Activation)1)",
        "Autoencoder(9, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder(9, Activation.Sigmoid)")]
    public Task The_output_has_one_activation(string id, string title, string before, string after) => OfAttributes(id, title, before, after);

    [Theory]
    [InlineData(
        "AEG0038", ToSigmoid, "Autoencoder(9), Dense(4, Activation.Relu), TiedDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)",
        "Autoencoder(9), Dense(4, Activation.Sigmoid), TiedDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)")]
    [InlineData(
        "AEG0038", ToSigmoid, "Autoencoder(9), Dense(6), Dense(4, Bias = false), TiedDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)",
        "Autoencoder(9), Dense(6), Dense(4, Activation.Sigmoid, Bias = false), TiedDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)")]
    [InlineData(
        "AEG0038", "Write SparsityMeasure.L1", "Autoencoder(9), Dense(4), TiedDecoder, Sparsity(0.1, measure: SparsityMeasure.KullbackLeibler)",
        "Autoencoder(9), Dense(4), TiedDecoder, Sparsity(0.1, measure: SparsityMeasure.L1)")]
    [InlineData(
        "AEG0045", "Remove the code's activation", "Autoencoder(9), Dense(6, Activation.Relu), Dense(4, Activation.Relu), DenseDecoder, Variational(0.1)",
        "Autoencoder(9), Dense(6, Activation.Relu), Dense(4), DenseDecoder, Variational(0.1)")]
    [InlineData(
        "AEG0048", "Remove the code's activation", "Autoencoder(9), Dense(4, Activation.Elu, Bias = false), DenseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)",
        "Autoencoder(9), Dense(4, Bias = false), DenseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    [InlineData(
        "AEG0048", "Remove [BatchNorm]",
        "Autoencoder(9), Dense(6), LayerNorm, Dense(4, Activation.Identity), BatchNorm, DenseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)",
        "Autoencoder(9), Dense(6), LayerNorm, Dense(4, Activation.Identity), DenseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    [InlineData(
        "AEG0050", "Write AxisMethod.RotationAugmentedGradient", "Autoencoder(9), Dense(6), Dense(4), TiedDecoder, PrincipalAxes(AxisMethod.NestedDropout)",
        "Autoencoder(9), Dense(6), Dense(4), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    [InlineData("AEG0051", "Remove the code's activation", "Autoencoder(9), Dense(4, Activation.Relu), DenseDecoder", "Autoencoder(9), Dense(4), DenseDecoder")]
    [InlineData(
        "AEG0051", "Remove the code's activation", "Autoencoder(9), Dense(6, Activation.Relu), Dense(4, activation: Activation.Sigmoid, Name = \"code\"), DenseDecoder",
        "Autoencoder(9), Dense(6, Activation.Relu), Dense(4, Name = \"code\"), DenseDecoder")]
    public Task The_code_layer_is_one_that_can_be(string id, string title, string before, string after) => OfAttributes(id, title, before, after);

    [Theory]
    [InlineData("AEG0009", "Remove 'Name'", "Autoencoder(9), Dense(4), DenseDecoder(Name = \"decoder\")", "Autoencoder(9), Dense(4), DenseDecoder")]
    [InlineData("AEG0009", "Remove 'Name'", "Autoencoder(9), Dense(4), DenseDecoder(Name = \"decoder\", Bias = false)", "Autoencoder(9), Dense(4), DenseDecoder(Bias = false)")]
    [InlineData(
        "AEG0010", "Write the activation after the size", "Autoencoder(9), Dense(4), DenseDecoder(6, Bias = false, HiddenActivation = Activation.Relu), DenseDecoder(9)",
        "Autoencoder(9), Dense(4), DenseDecoder(6, Activation.Relu, Bias = false), DenseDecoder(9)")]
    [InlineData(
        "AEG0010", "Write the activation after the size", "Autoencoder(9), Dense(4), DenseDecoder(size: 6, HiddenActivation = Activation.Relu), DenseDecoder(9)",
        "Autoencoder(9), Dense(4), DenseDecoder(size: 6, Activation.Relu), DenseDecoder(9)")]
    [InlineData(
        "AEG0010", "Remove 'HiddenActivation'", "Autoencoder(9), Dense(4), DenseDecoder(6, Activation.Elu, HiddenActivation = Activation.Relu), DenseDecoder(9)",
        "Autoencoder(9), Dense(4), DenseDecoder(6, Activation.Elu), DenseDecoder(9)")]
    [InlineData(
        "AEG0011", "Remove 'Name'", "Autoencoder(9), Dense(6, Name = \"a\"), Dense(4, Name = \"a\"), TiedDecoder", "Autoencoder(9), Dense(6, Name = \"a\"), Dense(4), TiedDecoder")]
    public Task An_argument_stands_where_it_can(string id, string title, string before, string after) => OfAttributes(id, title, before, after);

    [Theory]
    [InlineData("Tied", "ToTied<Inverse>", "ToRightInverse<Inverse>")]
    [InlineData("Inverse", "ToRightInverse<Tied>", "ToTied<Tied>")]
    [InlineData("Tied", "ToTied<Free>", "Untie<Free>")]
    [InlineData("Inverse", "Untie<Free>", "ToDense<Free>")]
    [InlineData("Free", "Untie<Other>", "ToDense<Other>")]
    public async Task The_conversion_is_the_one_there_is(string source, string before, string after)
    {
        string Text(string call) => $$"""
            using AeGen;
            [Autoencoder(9), Dense(4), TiedDecoder] sealed partial class Tied;
            [Autoencoder(9), Dense(4), RightInverseDecoder] sealed partial class Inverse;
            [Autoencoder(9), Dense(4), DenseDecoder] sealed partial class Free;
            [Autoencoder(9), Dense(4), TiedDecoder(AtInitializationOnly = true)] sealed partial class Other;
            static class Shipping
            {
                public static object Convert({{source}} model) => model /* trained */ .{{call}}(); // and shipped
            }
            """;
        await OfText("AEG0029", $"Write {after[..after.IndexOf('<', StringComparison.Ordinal)]}", Text(before), Text(after));
    }

    [Theory]
    [InlineData("AEG0029", "[Autoencoder(9), Dense(4), DenseDecoder] partial class A; [Autoencoder(9), Dense(4), TiedDecoder] partial class B; class C { object D(A a) => a.ToTied<B>(); }")]
    [InlineData("AEG0029", "[Autoencoder(9), Dense(4), RightInverseDecoder] partial class A; [Autoencoder(9), Dense(3), DenseDecoder] partial class B; class C { object D(A a) => a.Untie<B>(); }")]
    [InlineData("AEG0002", "[Autoencoder(9)] partial class A;")]
    [InlineData("AEG0019", "[Autoencoder(9), Dense(4), TiedDecoder] static partial class A { public static int Twice(this int a) => 2 * a; }")]
    [InlineData("AEG0020", "[Autoencoder(9), Dense(4), TiedDecoder] abstract partial class A { public abstract int B { get; } }")]
    [InlineData("AEG0020", "[Autoencoder(9), Dense(4), TiedDecoder] abstract partial class A { public virtual int B => 1; }")]
    [InlineData("AEG0022", "[Autoencoder(9), Dense(4), TiedDecoder] partial record A(int B);")]
    [InlineData("AEG0022", "record B; [Autoencoder(9), Dense(4), TiedDecoder] partial record A : B;")]
    public async Task Nothing_is_offered_that_would_be_another_mistake(string id, string source)
    {
        using var bench = new Workbench("using AeGen; " + source);

        Assert.Empty(await bench.OffersAsync(id));
    }

    [Theory]
    [InlineData("Autoencoder(2), Dense(5), Dense(1)")]
    [InlineData("Autoencoder(9), Dense(4, Activation.Tanh)")]
    [InlineData("Autoencoder(9), Dense(4), PrincipalAxes(AxisMethod.NestedDropout)")]
    public async Task No_right_inverse_is_offered_where_there_is_none(string attributes)
    {
        using var bench = new Workbench($"using AeGen; [{attributes}] partial class Model;");

        Assert.Equal(["Add [TiedDecoder]", "Add [DenseDecoder]"], (await bench.OffersAsync("AEG0002")).Select(offer => offer.Title));
    }

    [Fact]
    public async Task What_stands_in_several_documents_is_left_alone()
    {
        using var layers = new Workbench("using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] partial class Model;", "[AeGen.DenseDecoder] partial class Model;");
        using var modifiers = new Workbench("using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] partial class Model;", "static partial class Model;");

        Assert.Empty(await layers.OffersAsync("AEG0003"));
        Assert.Empty(await modifiers.OffersAsync("AEG0019"));
    }

    [Fact]
    public async Task A_record_stays_where_the_language_has_no_class_without_a_body()
    {
        var older = new CSharpParseOptions(LanguageVersion.CSharp11);
        using var without = new Workbench(older, "using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] partial record Model;");
        using var with = new Workbench(older, "using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] partial record Model { }");

        Assert.Empty(await without.OffersAsync("AEG0022"));
        Assert.Single(await with.OffersAsync("AEG0022"));
    }

    [Fact]
    public async Task What_is_reported_twice_at_one_place_is_offered_once()
    {
        using var bench = new Workbench("using AeGen; [Autoencoder(2), Dense(5), Dense(6), Dense(1), TiedDecoder, Orthogonality(0.1)] partial class Model;");
        IReadOnlyList<CodeAction> offers = await bench.OffersAsync("AEG0039");

        Assert.Equal("Remove [Orthogonality]", Assert.Single(offers).Title);
    }

    [Fact]
    public async Task A_diagnostic_of_an_older_text_is_no_accident()
    {
        const string Before = "using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] class Model;", After = "using AeGen; [Autoencoder(9), Dense(4), TiedDecoder] partial class Model;";
        using var older = new Workbench(Before);
        using var newer = new Workbench(After);
        using var empty = new Workbench(string.Empty);
        Diagnostic mistake = Assert.Single(await older.MistakesAsync(), found => found.Id == "AEG0017");

        Assert.Single(await older.OffersAsync(mistake));
        Assert.Empty(await newer.OffersAsync(mistake));
        Assert.Empty(await empty.OffersAsync(mistake));
    }

    private static Task OfAttributes(string id, string title, string before, string after)
    {
        static string Text(string attributes) => $"using AeGen;\n[{attributes}]\npartial class Model\n{{\n    public const int Pixels = 9;\n}}\n";
        return OfText(id, title, Text(before), Text(after));
    }
}
