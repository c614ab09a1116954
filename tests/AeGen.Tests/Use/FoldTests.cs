using AeGen.Testing.Harness;

namespace AeGen.Tests.Use;

/// <summary>Layers without activations as one matrix.</summary>
public sealed class FoldTests
{
    private const int N = UseModels.InputSize;
    private const int Batch = 17;
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(UseModels.Linear)]
    [InlineData(UseModels.Chain)]
    [InlineData(UseModels.Narrowing)]
    public void Folded_layers_compute_what_the_model_computes(string architecture)
    {
        foreach (string decoder in UseModels.Decoders)
        {
            using ModelHandle model = UseModels.Create(architecture, decoder, 5);
            int code = model.Layers[(model.Layers.Count / 2) - 1].Architecture.Outputs;
            float[] samples = UseModels.Samples(Batch, 5), codes = new float[Batch * code], folded = new float[Batch * code], output = new float[samples.Length];
            model.Encode(samples, codes);

            LinearMap encode = model.FoldEncoder(), back = model.FoldDecoder();

            encode.Apply(samples, folded);
            Assert.InRange(UseModels.Distance(codes, folded), 0, Tolerance);
            back.Apply(folded, output);
            Assert.InRange(UseModels.Distance(UseModels.Reconstruct(model, samples), output), 0, Tolerance);
            encode.Then(back).Apply(samples, output);
            Assert.InRange(UseModels.Distance(UseModels.Reconstruct(model, samples), output), 0, Tolerance);
            Assert.Equal((N, code, code * N, code), (encode.Inputs, encode.Outputs, encode.Matrix.Length, encode.Bias.Length));
            Assert.Equal((code, N, code * N, N), (back.Inputs, back.Outputs, back.Matrix.Length, back.Bias.Length));
        }
    }

    [Fact]
    public void One_layer_is_its_own_matrix_and_stays_when_the_model_trains()
    {
        using ModelHandle model = UseModels.Create(UseModels.One, "Tied", 6);
        float[] weights = model.Layers[0].GetWeights(), biases = model.Layers[0].GetBiases();
        LinearMap map = model.FoldEncoder();

        model.TrainStep(UseModels.Samples(Batch, 6));

        Assert.NotEqual(weights, model.Layers[0].GetWeights());
        Assert.Equal(weights, map.Matrix.ToArray());
        Assert.Equal(biases, map.Bias.ToArray());
    }

    [Fact]
    public void An_activation_is_refused_by_its_layers_name()
    {
        using ModelHandle sigmoid = UseModels.Library.Create("OneTied", 1);
        using ModelHandle bent = UseModels.Library.Create("BentTied", 1);

        Assert.Contains("'decoder.0' has the activation Sigmoid", Assert.Throws<InvalidOperationException>(sigmoid.FoldDecoder).Message, StringComparison.Ordinal);
        Assert.Contains("'encoder.0' has the activation Tanh", Assert.Throws<InvalidOperationException>(bent.FoldEncoder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_refuse_what_does_not_fit()
    {
        using ModelHandle model = UseModels.Library.Create("UnbiasedDense", 1);
        LinearMap encode = model.FoldEncoder();
        float[] both = new float[2 * N];

        Assert.All(encode.Bias.ToArray(), bias => Assert.Equal(0, bias));
        Assert.Throws<ArgumentException>(() => encode.Apply([], []));
        Assert.Throws<ArgumentException>(() => encode.Apply(new float[N + 1], new float[6]));
        Assert.Throws<ArgumentException>(() => encode.Apply(new float[N], new float[12]));
        Assert.Throws<ArgumentException>(() => encode.Apply(both.AsSpan(0, N), both.AsSpan(N - 1, 6)));
        Assert.Throws<ArgumentException>(() => encode.Then(encode));
        Assert.Throws<ArgumentNullException>(() => encode.Then(null!));
    }
}
