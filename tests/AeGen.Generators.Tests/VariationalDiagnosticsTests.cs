using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>Each mistake in a variational code is reported where it is made.</summary>
public sealed class VariationalDiagnosticsTests
{
    [Theory]
    [InlineData("{|AEG0043:-0.1|}")]
    [InlineData("{|AEG0043:double.NaN|}")]
    [InlineData("{|AEG0043:klWeight: 1e300|}")]
    [InlineData("0")]
    [InlineData("0.5f")]
    [Covers("AEG0043")]
    public void A_weight_is_a_number_of_at_least_zero(string weight) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder, Variational({{weight}})]
        partial class Model;
        """);

    [Theory]
    [InlineData("{|AEG0044:WarmUp = -1|}")]
    [InlineData("WarmUp = 0")]
    [InlineData("WarmUp = int.MaxValue")]
    [Covers("AEG0044")]
    public void A_warm_up_is_a_number_of_steps(string warmUp) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder, Variational(0.1, {{warmUp}})]
        partial class Model;
        """);

    [Theory]
    [InlineData("Dense(2, Activation.Relu), {|AEG0045:Variational(1)|}")]
    [InlineData("{|AEG0045:Variational(1)|}, Dense(3), Dense(2, Activation.Sigmoid)")]
    [InlineData("Dense(2, Activation.Sigmoid), Sparsity(1, SparsityMeasure.KullbackLeibler), {|AEG0045:Variational(1)|}")]
    [InlineData("Dense(3, Activation.Relu), Dense(2, Activation.Identity), Variational(1)")]
    [Covers("AEG0045")]
    public void Means_have_no_activation(string encoder) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), {{encoder}}, DenseDecoder]
        partial class Model;
        """);

    [Fact]
    public void The_heads_name_is_taken() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(3, {|AEG0011:Name = "encoder.logvariance"|}), Dense(2), TiedDecoder, Variational(1)]
        partial class Model;
        """);

    [Fact]
    public void Alone_it_is_no_autoencoder() => Verify.Diagnostics("""
        using AeGen;
        [{|AEG0016:Variational(1)|}]
        partial class Model;
        """);
}
