using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>Each mistake in noise or a penalty is reported where it is made.</summary>
public sealed class NoiseAndPenaltyDiagnosticsTests
{
    [Theory]
    [InlineData("{|AEG0033:-0.1|}")]
    [InlineData("{|AEG0033:double.NaN|}")]
    [InlineData("{|AEG0033:standardDeviation: 1e300|}")]
    [InlineData("0")]
    [InlineData("0.5f")]
    [Covers("AEG0033")]
    public void A_standard_deviation_is_a_number_of_at_least_zero(string deviation) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), GaussianNoise({{deviation}}), Dense(2), TiedDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("MaskingNoise({|AEG0034:1|})")]
    [InlineData("MaskingNoise({|AEG0034:-0.1|})")]
    [InlineData("Dropout({|AEG0034:double.NaN|})")]
    [InlineData("Dropout({|AEG0034:0.99999999999|})")]
    [InlineData("Dropout(0)")]
    [InlineData("MaskingNoise(0.999)")]
    [Covers("AEG0034")]
    public void A_rate_is_a_share(string noise) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), {{noise}}, TiedDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("TiedDecoder, {|AEG0035:Dropout(0.1)|}")]
    [InlineData("Dropout(0.1), DenseDecoder(4), {|AEG0035:GaussianNoise(0.1)|}, {|AEG0035:MaskingNoise(0.1)|}")]
    [InlineData("DenseDecoder(3), Dropout(0.1), DenseDecoder(4)")]
    [Covers("AEG0035")]
    public void Noise_stands_before_the_last_layer(string decoder) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), GaussianNoise(1), Dense(3), Dropout(0.1), Dense(2), {{decoder}}]
        partial class Model;
        """);

    [Theory]
    [InlineData("L1({|AEG0036:-1e-6|})")]
    [InlineData("L2({|AEG0036:double.NaN|})")]
    [InlineData("L2({|AEG0036:2e38|}), L1({|AEG0036:double.PositiveInfinity|})")]
    [InlineData("L1(0), L2(1)")]
    [Covers("AEG0036")]
    public void A_strength_is_a_number_of_at_least_zero(string penalties) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{penalties}}, Dense(2), TiedDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("{|AEG0037:Target = 0|}")]
    [InlineData("{|AEG0037:Target = 1|}")]
    [InlineData("{|AEG0037:Target = double.NaN|}")]
    [InlineData("Target = 0.5")]
    [Covers("AEG0037")]
    public void A_target_activation_is_a_probability(string target) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2, Activation.Sigmoid), TiedDecoder, Sparsity(1, SparsityMeasure.KullbackLeibler, {{target}})]
        partial class Model;
        """);

    [Theory]
    [InlineData("Activation.Relu", "{|AEG0038:SparsityMeasure.KullbackLeibler|}")]
    [InlineData("Activation.Identity", "{|AEG0038:measure: SparsityMeasure.KullbackLeibler|}")]
    [InlineData("Activation.Sigmoid", "SparsityMeasure.KullbackLeibler")]
    [InlineData("Activation.Relu", "SparsityMeasure.L1")]
    [InlineData("Activation.Relu", "{|AEG0013:(SparsityMeasure)2|}")]
    [InlineData("Activation.Relu", "Target = 0.1")]
    [Covers("AEG0038")]
    public void A_divergence_needs_sigmoids(string activation, string measure) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(3), Dense(2, {{activation}}), TiedDecoder, Sparsity(1, {{measure}})]
        partial class Model;
        """);

    [Theory]
    [InlineData("Dense(5)", "{|AEG0039:Orthogonality(1)|}")]
    [InlineData("Dense(4)", "Orthogonality(1)")]
    [InlineData("Dense(2)", "Orthogonality({|AEG0036:-1|})")]
    [Covers("AEG0039")]
    public void Orthonormal_rows_do_not_widen(string layer, string penalty) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{layer}}, Dense(2), TiedDecoder, {{penalty}}]
        partial class Model;
        """);

    [Theory]
    [InlineData("Dense(3), Dense(2)", "{|AEG0047:Contractive(1)|}")]
    [InlineData("Dense(3), LayerNorm", "{|AEG0047:Contractive(1)|}")]
    [InlineData("Dense(3, Activation.Sigmoid)", "Contractive(1)")]
    [InlineData("Dense(9)", "Contractive(0)")]
    [InlineData("Dense(2)", "Contractive({|AEG0036:-1|})")]
    [Covers("AEG0047")]
    public void A_contracted_encoder_has_one_layer(string layers, string penalty) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{layers}}, TiedDecoder, {{penalty}}]
        partial class Model;
        """);
}
