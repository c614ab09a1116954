using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>Each mistake in a normalisation is reported where it is made.</summary>
public sealed class NormalizationDiagnosticsTests
{
    [Theory]
    [InlineData("{|AEG0040:BatchNorm|}, Dense(3), Dense(2), TiedDecoder")]
    [InlineData("Dense(3), Dense(2), TiedDecoder, {|AEG0040:LayerNorm|}")]
    [InlineData("Dense(3), Dense(2), DenseDecoder(3), LayerNorm, DenseDecoder(4), {|AEG0040:BatchNorm|}")]
    [InlineData("Dense(3), BatchNorm, Dense(1), {|AEG0040:LayerNorm|}, RightInverseDecoder")]
    [InlineData("Dense(3), Dropout(0.1), LayerNorm, Dense(1), BatchNorm, RightInverseDecoder")]
    [Covers("AEG0040")]
    public void A_normalisation_stands_below_a_layer(string layers) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{layers}}]
        partial class Model;
        """);

    [Theory]
    [InlineData("Dense(3), LayerNorm, {|AEG0041:LayerNorm|}, Dense(2), TiedDecoder")]
    [InlineData("Dense(3), Dense(2), BatchNorm, {|AEG0041:LayerNorm|}, {|AEG0041:BatchNorm|}, DenseDecoder(4)")]
    [Covers("AEG0041")]
    public void A_layer_is_normalised_once(string layers) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{layers}}]
        partial class Model;
        """);

    [Theory]
    [InlineData("LayerNorm({|AEG0042:Epsilon = 0|})")]
    [InlineData("LayerNorm({|AEG0042:Epsilon = double.NaN|})")]
    [InlineData("BatchNorm({|AEG0042:Epsilon = -1e-5|}, {|AEG0042:Momentum = 1.5|})")]
    [InlineData("BatchNorm({|AEG0042:Momentum = 0|})")]
    [InlineData("BatchNorm({|AEG0042:Momentum = double.NaN|})")]
    [InlineData("BatchNorm(Epsilon = 1, Momentum = 1)")]
    [InlineData("LayerNorm(Epsilon = 1e-12f)")]
    [Covers("AEG0042")]
    public void A_normalisations_numbers_are_in_their_ranges(string normalization) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(3), {{normalization}}, Dense(2), TiedDecoder]
        partial class Model;
        """);
}
