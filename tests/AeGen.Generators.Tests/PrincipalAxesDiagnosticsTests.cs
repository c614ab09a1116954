using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>Each mistake in what turns a code's axes is reported where it is made.</summary>
public sealed class PrincipalAxesDiagnosticsTests
{
    [Theory]
    [InlineData("{|AEG0013:(AxisMethod)2|}")]
    [InlineData("AxisMethod.RotationAugmentedGradient, {|AEG0036:Strength = -1|}")]
    [InlineData("AxisMethod.RotationAugmentedGradient, {|AEG0036:Strength = double.NaN|}")]
    [InlineData("AxisMethod.RotationAugmentedGradient, Strength = 0")]
    [InlineData("AxisMethod.NestedDropout")]
    public void A_method_has_a_name_and_a_strength_of_at_least_zero(string arguments) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder, PrincipalAxes({{arguments}})]
        partial class Model;
        """);

    [Theory]
    [InlineData("Dense(2, Activation.Relu), {|AEG0048:PrincipalAxes(AxisMethod.RotationAugmentedGradient)|}")]
    [InlineData("Dense(2, Activation.Tanh), {|AEG0048:PrincipalAxes(AxisMethod.NestedDropout)|}")]
    [InlineData("Dense(3), Dense(2), LayerNorm, {|AEG0048:PrincipalAxes(AxisMethod.RotationAugmentedGradient)|}")]
    [InlineData("Dense(3, Activation.Relu), BatchNorm, Dense(2), Dropout(0.1), PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    [Covers("AEG0048")]
    public void The_code_is_linear(string encoder) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{encoder}}, DenseDecoder(4)]
        partial class Model;
        """);

    [Theory]
    [InlineData("RotationAugmentedGradient")]
    [InlineData("NestedDropout")]
    [Covers("AEG0049")]
    public void The_code_is_not_drawn(string method) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), DenseDecoder, Variational(1), {|AEG0049:PrincipalAxes(AxisMethod.{{method}})|}]
        partial class Model;
        """);

    [Theory]
    [InlineData("Autoencoder(4), Dense(2), RightInverseDecoder")]
    [InlineData("Autoencoder(4), Dense(3), Dense(2), TiedDecoder")]
    [InlineData("Autoencoder(4), Dense(2), DenseDecoder(3), DenseDecoder(4)")]
    [InlineData("Autoencoder(4, Loss = Loss.Huber), Dense(2), TiedDecoder")]
    [InlineData("Autoencoder(4, Output = Activation.Sigmoid), Dense(2), TiedDecoder")]
    [InlineData("Autoencoder(4), Dense(2), Dropout(0.1), TiedDecoder")]
    [Covers("AEG0050")]
    public void Units_are_left_out_of_one_linear_layer_and_its_squares(string architecture)
    {
        Verify.Diagnostics($$"""
            using AeGen;
            [{{architecture}}, PrincipalAxes({|AEG0050:AxisMethod.NestedDropout|})]
            partial class Model;
            """);
        Verify.Diagnostics($$"""
            using AeGen;
            [{{architecture}}, PrincipalAxes(AxisMethod.RotationAugmentedGradient)]
            partial class Model;
            """);
    }

    [Theory]
    [InlineData("Autoencoder(4), Dropout(0.1), Dense(2), TiedDecoder(AtInitializationOnly = true)")]
    [InlineData("Autoencoder(4), Dense(3, Activation.Relu), LayerNorm, Dense(2), GaussianNoise(0), DenseDecoder(4)")]
    public void Units_are_left_out_behind_any_encoder(string architecture) => Verify.Diagnostics($$"""
        using AeGen;
        [{{architecture}}, PrincipalAxes(AxisMethod.NestedDropout)]
        partial class Model;
        """);

    [Fact]
    public void Alone_they_are_no_autoencoder() => Verify.Diagnostics("""
        using AeGen;
        [{|AEG0016:PrincipalAxes(AxisMethod.NestedDropout)|}]
        partial class Model;
        """);
}
