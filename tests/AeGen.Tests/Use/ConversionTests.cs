using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Use;

/// <summary>Models of one architecture with other decoders compute what the theory says that they compute.</summary>
public sealed class ConversionTests
{
    private const int N = UseModels.InputSize;
    private const int Batch = 17;
    private const double Tolerance = 1e-5;

    public static TheoryData<string, string, int> Inverses
    {
        get
        {
            var cases = new TheoryData<string, string, int>();
            foreach (string architecture in (ReadOnlySpan<string>)[UseModels.One, UseModels.Linear, UseModels.Chain])
            {
                for (int seed = 0; seed < 5; seed++)
                {
                    cases.Add(architecture, "RightInverse", seed);
                }
            }

            cases.Add(UseModels.One, "Damped", 0);
            cases.Add(UseModels.Linear, "Damped", 1);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Inverses))]
    public void The_tied_model_of_a_right_inverse_computes_the_same_reconstructions(string architecture, string decoder, int seed)
    {
        using ModelHandle source = UseModels.Create(architecture, decoder, (ulong)seed);
        float[] samples = UseModels.Samples(Batch, seed);
        float[] expected = UseModels.Reconstruct(source, samples);

        using ModelHandle tied = UseModels.Convert(source, "ToTied", architecture + "Tied");

        Assert.InRange(UseModels.Distance(expected, UseModels.Reconstruct(tied, samples)), 0, Tolerance);
        Assert.Equal(UseModels.Reconstruct(source, samples), expected);
        if (decoder != "Damped")
        {
            foreach (LayerParameters layer in tied.Layers.Take(tied.Layers.Count / 2))
            {
                Matrix q = Matrix.Of(layer.Architecture.Outputs, layer.Architecture.Inputs, layer.GetWeights());
                Assert.InRange(q.Times(q.Transpose()).Minus(Matrix.Identity(q.Rows)).MaxAbs(), 0, 1e-6);
            }
        }
    }

    /// <summary>
    /// The right-inverse model itself loses up to 6e-8 times the condition number to rounding, so the tied one is held against double precision:
    /// Vb has its own size there, and the tied model none of that loss.
    /// </summary>
    [Theory]
    [InlineData(1e1)]
    [InlineData(1e2)]
    [InlineData(1e3)]
    [InlineData(1e4)]
    [InlineData(1e5)]
    public void However_ill_conditioned_the_weights_are(double condition)
    {
        const int K = 6;
        for (int seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            using ModelHandle source = UseModels.Create(UseModels.Linear, "RightInverse", (ulong)seed);
            Matrix scales = Matrix.Identity(K);
            for (int i = 0; i < K; i++)
            {
                scales[i, i] = Math.Pow(condition, -(double)i / (K - 1));
            }

            source.Layers[0].SetWeights(
                Matrix.Random(K, K, random).GramSchmidt().Times(scales).Times(Matrix.Random(K, N, random).GramSchmidt()).ToSingle());
            float[] samples = UseModels.Samples(Batch, seed);

            using ModelHandle tied = UseModels.Convert(source, "ToTied", "LinearTied");

            Matrix w = Matrix.Of(K, N, source.Layers[0].GetWeights()), q = w.GramSchmidt();
            Matrix x = Matrix.Of(Batch, N, samples).Times(q.Transpose()).Times(q);
            Matrix offset = Matrix.Of(1, K, source.Layers[0].GetBiases()).Times(w.RightInverse().Transpose());
            float[] biases = source.Layers[1].GetBiases();
            double[] expected = [.. Enumerable.Range(0, Batch * N).Select(i => x[i / N, i % N] + offset[0, i % N] + biases[i % N])];
            Assert.InRange(UseModels.Distance(expected, UseModels.Reconstruct(tied, samples)), 0, Tolerance);
            Assert.InRange(UseModels.Distance(expected, UseModels.Reconstruct(source, samples)), 0, 2e-6 * condition);
        }
    }

    [Theory]
    [InlineData(UseModels.Narrowing, "RightInverse", "narrows")]
    [InlineData(UseModels.Bent, "RightInverse", "Tanh")]
    [InlineData(UseModels.BentDecoder, "RightInverse", "Tanh")]
    [InlineData(UseModels.Chain, "Damped", "damped")]
    [InlineData(UseModels.Variational, "RightInverse", "covariances")]
    public void What_no_transposes_compute_is_refused_and_ToDense_named(string architecture, string decoder, string why)
    {
        using ModelHandle source = UseModels.Create(architecture, decoder, 1);

        string message = Assert.Throws<InvalidOperationException>(() => UseModels.Convert(source, "ToTied", architecture + "Tied")).Message;

        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Contains("ToDense", message, StringComparison.Ordinal);
    }

    /// <summary>Why it is refused: the reconstruction of a chain of right inverses that narrows is a projection, but no symmetric one.</summary>
    [Fact]
    public void A_narrowing_chain_of_right_inverses_is_no_orthogonal_projection()
    {
        using ModelHandle source = UseModels.Library.Create("NarrowingRightInverse", 1);
        float[] unit = Matrix.Identity(N).ToSingle();

        Matrix columns = Matrix.Of(N, N, UseModels.Reconstruct(source, unit));

        Assert.InRange(columns.Times(columns).Minus(columns).MaxAbs(), 0, 1e-4);
        Assert.True(columns.Minus(columns.Transpose()).MaxAbs() > 0.01);
    }

    [Fact]
    public void Dependent_rows_are_refused_and_damped_ones_converted()
    {
        using ModelHandle source = UseModels.Create(UseModels.Linear, "RightInverse", 1);
        using ModelHandle damped = UseModels.Create(UseModels.Linear, "Damped", 1);
        float[] weights = source.Layers[0].GetWeights(), samples = UseModels.Samples(Batch, 1);
        weights.AsSpan(0, N).CopyTo(weights.AsSpan(3 * N));
        source.Layers[0].SetWeights(weights);
        damped.Layers[0].SetWeights(weights);

        Assert.Contains("Row 3", Assert.Throws<RankDeficientException>(() => UseModels.Convert(source, "ToTied", "LinearTied")).Message, StringComparison.Ordinal);
        using ModelHandle tied = UseModels.Convert(damped, "ToTied", "LinearTied");
        Assert.InRange(UseModels.Distance(UseModels.Reconstruct(damped, samples), UseModels.Reconstruct(tied, samples)), 0, Tolerance);
    }

    [Fact]
    public void A_tied_model_of_orthonormal_rows_and_its_right_inverse_compute_the_same()
    {
        using ModelHandle first = UseModels.Create(UseModels.Linear, "RightInverse", 2);
        using ModelHandle tied = UseModels.Convert(first, "ToTied", "LinearTied");
        float[] samples = UseModels.Samples(Batch, 2);

        using ModelHandle inverse = UseModels.Convert(tied, "ToRightInverse", "LinearRightInverse");

        Assert.Equal(tied.Layers[0].GetWeights(), inverse.Layers[0].GetWeights());
        Assert.InRange(UseModels.Distance(UseModels.Reconstruct(tied, samples), UseModels.Reconstruct(inverse, samples)), 0, Tolerance);
    }

    [Theory]
    [InlineData("Untie", "Tied", "Dense")]
    [InlineData("Untie", "Tied", "TiedAtInitialization")]
    [InlineData("ToDense", "Tied", "Dense")]
    [InlineData("ToDense", "RightInverse", "Dense")]
    [InlineData("ToDense", "Damped", "TiedAtInitialization")]
    [InlineData("ToDense", "Dense", "Dense")]
    [InlineData("ToDense", "TiedAtInitialization", "Dense")]
    public void Free_models_compute_what_the_others_compute(string conversion, string decoder, string target)
    {
        foreach (string architecture in (ReadOnlySpan<string>)[UseModels.One, UseModels.Narrowing, UseModels.Bent, UseModels.BentDecoder, UseModels.Variational])
        {
            using ModelHandle source = UseModels.Create(architecture, decoder, 3);
            float[] samples = UseModels.Samples(Batch, 3);

            using ModelHandle free = UseModels.Convert(source, conversion, architecture + target);

            Assert.InRange(UseModels.Distance(UseModels.Reconstruct(source, samples), UseModels.Reconstruct(free, samples)), 0, Tolerance);
            for (int i = 0; i < source.Layers.Count; i++)
            {
                Assert.Equal(source.Layers[i].GetWeights(), free.Layers[i].GetWeights());
                Assert.Equal(source.Layers[i].GetBiases(), free.Layers[i].GetBiases());
            }
        }
    }

    [Fact]
    public void An_untied_decoder_goes_its_own_way()
    {
        using ModelHandle source = UseModels.Create(UseModels.One, "Tied", 4);
        using ModelHandle free = UseModels.Convert(source, "Untie", "OneDense");
        int[] before = ModelParameters.Of(source).Bits();

        free.TrainStep(UseModels.Samples(Batch, 4));

        Matrix encoder = Matrix.Of(6, N, free.Layers[0].GetWeights()), decoder = Matrix.Of(N, 6, free.Layers[1].GetWeights());
        Assert.True(encoder.Transpose().Minus(decoder).MaxAbs() > 1e-5);
        Assert.Equal(before, ModelParameters.Of(source).Bits());
    }

    [Theory]
    [InlineData("ToTied", "LinearTied", "LinearTied", "right-inverse")]
    [InlineData("ToTied", "LinearRightInverse", "LinearTiedAtInitialization", "tied decoder")]
    [InlineData("ToRightInverse", "LinearDense", "LinearRightInverse", "tied decoder")]
    [InlineData("Untie", "LinearRightInverse", "LinearDense", "tied decoder")]
    [InlineData("ToDense", "LinearTied", "LinearRightInverse", "any decoder")]
    [InlineData("ToDense", "LinearTied", "WiderDense", "20 inputs, 6 outputs")]
    [InlineData("ToDense", "LinearTied", "UnbiasedDense", "no biases")]
    [InlineData("ToDense", "LinearTied", "OneDense", "Sigmoid")]
    [InlineData("ToDense", "LinearTied", "ChainDense", "1 layers")]
    [InlineData("ToTied", "LinearRightInverse", "WiderTied", "7 outputs")]
    [InlineData("ToDense", "LinearTied", "VariationalDense", "no variances in the first")]
    [InlineData("Untie", "VariationalTied", "LinearDense", "no variances in the second")]
    public void What_does_not_fit_is_refused_with_what_was_found(string conversion, string source, string target, string message)
    {
        using ModelHandle model = UseModels.Library.Create(source, 1);

        Assert.Contains(
            message, Assert.Throws<InvalidOperationException>(() => UseModels.Convert(model, conversion, target)).Message, StringComparison.Ordinal);
    }
}
