using System.Globalization;
using AeGen.Generators.Advice;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Tests;

/// <summary>What is legal and will train badly is warned of, where it is written, and nothing else is.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("Autoencoder(9), Dense(4, {|AEG0051:Activation.Relu|}), DenseDecoder")]
    [InlineData("Autoencoder(9), Dense(6), Dense(4, {|AEG0051:Activation.Sigmoid|}), LayerNorm, TiedDecoder")]
    [InlineData("Autoencoder(9), Dense(6, Activation.Relu), Dense(4), DenseDecoder")]
    [InlineData("Autoencoder(9), Dense(4, Activation.LeakyRelu), DenseDecoder")]
    [InlineData("Autoencoder(9, Output = Activation.Sigmoid), Dense(4, Activation.Relu), DenseDecoder")]
    [InlineData("Autoencoder(9, Loss = Loss.MeanAbsoluteError), Dense(4, Activation.Relu), DenseDecoder")]
    [InlineData("Autoencoder(9), Dense(4, Activation.Sigmoid), DenseDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)")]
    [InlineData("Autoencoder(9), Dense(4, Activation.Relu), DenseDecoder, Sparsity(0.1)")]
    [InlineData("Autoencoder(9), Dense(4, Activation.Sigmoid), DenseDecoder, Contractive(0.1)")]
    [Covers("AEG0051")]
    public void A_code_that_is_cut_off(string attributes) => AssertAdvice(attributes);

    [Theory]
    [InlineData("Autoencoder(4), Dense({|AEG0052:4|}), DenseDecoder")]
    [InlineData("Autoencoder(4), Dense(8, Activation.Tanh), Dense({|AEG0052:size: 5|}), DenseDecoder(4)")]
    [InlineData("Autoencoder(4), GaussianNoise(0), Dense({|AEG0052:4|}), TiedDecoder, Sparsity(0)")]
    [InlineData("Autoencoder(4), Dense(3), TiedDecoder")]
    [InlineData("Autoencoder(4), Dense(3), Dense(6), DenseDecoder")]
    [InlineData("Autoencoder(4), Dense(6), DenseDecoder(2), DenseDecoder(4)")]
    [InlineData("Autoencoder(4), GaussianNoise(0.1), Dense(6), DenseDecoder")]
    [InlineData("Autoencoder(4), Dense(6, Activation.Relu), Dropout(0.2), Dense(6), DenseDecoder")]
    [InlineData("Autoencoder(4), Dense(6), DenseDecoder, Sparsity(0.1)")]
    [InlineData("Autoencoder(4), Dense(6), DenseDecoder, L2(0.1)")]
    [InlineData("Autoencoder(4), Dense(6), DenseDecoder, Contractive(0.1)")]
    [InlineData("Autoencoder(4), Dense(4), DenseDecoder, Orthogonality(0.1)")]
    [InlineData("Autoencoder(4), Dense(6), DenseDecoder, Variational(0.1)")]
    [Covers("AEG0052")]
    public void A_code_that_can_copy(string attributes) => AssertAdvice(attributes);

    [Theory]
    [InlineData("Autoencoder(9), Dense(4, {|AEG0053:Activation.Tanh|}), RightInverseDecoder")]
    [InlineData("Autoencoder(9), Dense(4, {|AEG0053:Activation.Softsign|}), RightInverseDecoder")]
    [InlineData("Autoencoder(9), Dense(6, {|AEG0053:activation: Activation.Sigmoid|}), Dense(5, Activation.Relu), Dense(4, {|AEG0053:Activation.Tanh|}), RightInverseDecoder")]
    [InlineData("Autoencoder(9), Dense(6, Activation.LeakyRelu), Dense(4), RightInverseDecoder")]
    [InlineData("Autoencoder(9), Dense(4, Activation.Tanh), TiedDecoder")]
    [Covers("AEG0053")]
    public void A_right_inverse_through_saturation(string attributes) => AssertAdvice(attributes);

    [Theory]
    [InlineData("Autoencoder(9, {|AEG0054:Loss = Loss.BinaryCrossEntropy|}), Dense(4), DenseDecoder")]
    [InlineData("Autoencoder(9, Output = Activation.Relu, {|AEG0054:Loss = Loss.BinaryCrossEntropy|}), Dense(4), DenseDecoder")]
    [InlineData("Autoencoder(9, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder")]
    [InlineData("Autoencoder(9, Loss = Loss.BinaryCrossEntropy), Dense(4), DenseDecoder(9, Activation.Sigmoid)")]
    [Covers("AEG0054")]
    public void A_cross_entropy_of_other_outputs(string attributes) => AssertAdvice(attributes);

    [Fact]
    public void All_there_is_to_say_is_said_at_once() => AssertAdvice(
        "Autoencoder(4, {|AEG0054:Loss = Loss.BinaryCrossEntropy|}), Dense(4, {|AEG0053:Activation.Sigmoid|}), Dense({|AEG0052:4|}, {|AEG0053:Activation.Tanh|}), RightInverseDecoder");

    [Fact]
    public void Nothing_is_said_of_what_is_an_error() => AssertSilence(Run.On("""
        using AeGen;
        [Autoencoder(4, Loss = Loss.BinaryCrossEntropy), Dense(0, Activation.Tanh), RightInverseDecoder]
        partial class Model;
        """));

    [Fact]
    public void A_pragma_silences_it() => AssertSilence(Run.On("""
        using AeGen;
        #pragma warning disable AEG0052 // The identity is what is asked for.
        [Autoencoder(4), Dense(4), DenseDecoder]
        #pragma warning restore AEG0052
        partial class Model;
        """));

    [Fact]
    public void The_message_says_what_to_write()
    {
        Diagnostic said = Assert.Single(Run.On("""
            using AeGen;
            [Autoencoder(9), Dense(4, Activation.Relu), DenseDecoder]
            partial class Model;
            """).Analyze(new AdviceAnalyzer()));

        Assert.Equal(DiagnosticSeverity.Warning, said.Severity);
        Assert.Equal(
            "The code layer's activation Relu gives no codes below 0, so that data around 0 lose what lies there: write Dense(4) without an activation here, and another [Dense] above it for Relu",
            said.GetMessage(CultureInfo.InvariantCulture));
    }

    private static void AssertAdvice(string attributes) => Verify.Advice($$"""
        using AeGen;
        [{{attributes}}]
        partial class Model;
        """);

    private static void AssertSilence(Run run) => Assert.Empty(run.Analyze(new AdviceAnalyzer()));
}
