using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>What the theory of linear autoencoders says must hold, as properties of the compiled models; 20-4, linear, without biases.</summary>
public abstract class IdentityTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 20;
    private const int K = 4;
    private const int Batch = 11;
    private const int Cases = 10;

    // Some twenty rounded products in a row, twice, with weights of moderate condition.
    private const double Tolerance = 1e-5;

    [Fact]
    public void The_tied_decoder_of_orthonormalised_weights_is_the_right_inverse_of_the_weights()
    {
        using ModelHandle tied = Create(CommonModels.LinearTied);
        using ModelHandle inverse = Create(CommonModels.LinearRightInverse);
        foreach ((Matrix weights, float[] data, _) in Draws(inverse, tied))
        {
            inverse.Layers[0].SetWeights(weights.ToSingle());
            tied.Layers[0].SetWeights(weights.GramSchmidt().ToSingle());

            AssertClose(Reconstruct(inverse, data), Reconstruct(tied, data), Tolerance);
        }
    }

    [Fact]
    public void The_right_inverse_loss_does_not_change_when_the_code_is_recoded()
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse);
        foreach ((Matrix weights, float[] data, Random random) in Draws(model))
        {
            model.Layers[0].SetWeights(weights.ToSingle());
            double loss = model.Evaluate(data);
            Matrix recoding = Matrix.Random(K, K, random);
            if (recoding.ConditionNumber() > 50)
            {
                continue;
            }

            model.Layers[0].SetWeights(recoding.Times(weights).ToSingle());

            Assert.Equal(loss, model.Evaluate(data), 3e-5 * loss);
        }
    }

    [Fact]
    public void The_right_inverse_gradient_is_orthogonal_to_the_weights()
    {
        const float Rate = 1024;
        using ModelHandle model = Create(CommonModels.LinearRightInverse);
        model.OptimizerSettings = new() { LearningRate = Rate };
        foreach ((Matrix weights, float[] data, _) in Draws(model))
        {
            model.Layers[0].SetWeights(weights.ToSingle());
            Matrix before = Matrix.Of(K, N, model.Layers[0].GetWeights());

            model.TrainStep(data);

            Matrix gradient = before.Minus(Matrix.Of(K, N, model.Layers[0].GetWeights()));
            double product = gradient.Times(before.Transpose()).MaxAbs();
            Assert.True(gradient.Norm() > 0.01 * Rate / N, "The gradient is too small to tell anything.");
            Assert.True(product <= 1e-5 * gradient.Norm() * before.Norm(), $"g Wᵀ is {product / gradient.Norm() / before.Norm():E1} of |g| |W|");
        }
    }

    [Fact]
    public void Weights_times_their_right_inverse_are_the_identity()
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse);
        foreach ((Matrix weights, _, _) in Draws(model))
        {
            model.Layers[0].SetWeights(weights.ToSingle());
            Matrix w = Matrix.Of(K, N, model.Layers[0].GetWeights());

            Matrix v = Matrix.Of(N, K, model.Layers[1].GetWeights());

            Assert.True(w.Times(v).Minus(Matrix.Identity(K)).MaxAbs() <= Tolerance);
            AssertClose(w.RightInverse().Values, v.ToSingle(), Tolerance);
        }
    }

    [Fact]
    public void The_tied_decoder_is_the_transpose()
    {
        using ModelHandle model = Create(CommonModels.LinearTied);
        foreach ((Matrix weights, float[] data, _) in Draws(model))
        {
            model.Layers[0].SetWeights(weights.ToSingle());
            AssertTranspose(model);

            model.TrainStep(data);
            AssertTranspose(model);
        }

        static void AssertTranspose(ModelHandle model) => Assert.Equal(
            Matrix.Of(K, N, model.Layers[0].GetWeights()).Transpose().Values, Matrix.Of(N, K, model.Layers[1].GetWeights()).Values);
    }

    /// <summary>
    /// Rounding the code to single precision alone costs up to 6e-8 times the condition number, whatever the decoder; the normal equations cost its
    /// square, an error of one half at 1e4.
    /// </summary>
    [Theory]
    [InlineData(1e1, 2e-6, 5e-6)]
    [InlineData(1e2, 6e-6, 2e-5)]
    [InlineData(1e3, 4e-5, 1.2e-4)]
    [InlineData(1e4, 4e-4, 1.2e-3)]
    public void A_badly_conditioned_right_inverse_still_reconstructs(double condition, double median, double most)
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse);
        foreach (TestVariant variant in Target.VariantsOf(CommonModels.Library.Declaration(CommonModels.WideRightInverse), turn: 0))
        {
            variant.Apply(model);
            (double Through, double Direct)[] errors = [.. Enumerable.Range(0, Cases).Select(seed => Errors(model, condition, new Random(seed)))];
            AssertSmall("Reconstruct", [.. errors.Select(error => error.Through).Order()]);
            AssertSmall("the decoder's weights", [.. errors.Select(error => error.Direct).Order()]);

            void AssertSmall(string what, double[] sorted)
            {
                string found = $"{variant}, relative errors of {what}: {string.Join(", ", sorted.Select(error => error.ToString("E1")))}";
                Assert.True(sorted[sorted.Length / 2] <= median && sorted[^1] <= most, found);
            }
        }
    }

    /// <summary>
    /// With 784 terms in each sum of the code the encoder's rounding would dominate, had it not been summed in stretches: every error stays below 1e-4.
    /// </summary>
    [Fact]
    public void At_784_to_32_and_condition_10000_every_error_is_below_a_ten_thousandth()
    {
        using ModelHandle model = Create(CommonModels.WideRightInverse);
        foreach (TestVariant variant in Target.VariantsOf(CommonModels.Library.Declaration(CommonModels.WideRightInverse), turn: 0))
        {
            variant.Apply(model);
            for (int seed = 0; seed < 3; seed++)
            {
                (double through, double direct) = Errors(model, 1e4, new Random(seed));
                Assert.True(through <= 1e-4 && direct <= 1e-4, $"{variant}, seed {seed}: {through:E1} through the model, {direct:E1} through its weights");
            }
        }
    }

    [Fact]
    public void The_damped_inverse_is_the_references()
    {
        using ModelHandle model = Create(CommonModels.LinearDamped);
        foreach ((Matrix weights, float[] data, _) in Draws(model))
        {
            model.Layers[0].SetWeights(weights.ToSingle());
            AssertDamped(model, data);

            // Dependent rows are no obstacle.
            for (int j = 0; j < N; j++)
            {
                weights[1, j] = weights[0, j];
            }

            model.Layers[0].SetWeights(weights.ToSingle());
            AssertDamped(model, data);
        }

        static void AssertDamped(ModelHandle model, float[] data)
        {
            Matrix w = Matrix.Of(K, N, model.Layers[0].GetWeights());
            Matrix v = w.RightInverse(CommonModels.Damping);
            AssertClose(v.Values, model.Layers[1].GetWeights(), Tolerance);
            Matrix through = Matrix.Of(Batch, N, data).Times(w.Transpose()).Times(v.Transpose());
            AssertClose(through.Values, Reconstruct(model, data), Tolerance);
        }
    }

    /// <summary>
    /// Gives the model weights U D Q, with D geometric from 1 to 1 / condition, and says how much of samples in the space of their rows is lost: through
    /// the model, and through the decoder's weights as they are given out with the products in double precision.
    /// </summary>
    private static (double Through, double Direct) Errors(ModelHandle model, double condition, Random random)
    {
        int k = model.Layers[0].Architecture.Outputs, n = model.Layers[0].Architecture.Inputs;
        Matrix u = Matrix.Random(k, k, random).GramSchmidt();
        Matrix q = Matrix.Random(k, n, random).GramSchmidt();
        var scales = new Matrix(k, k);
        for (int i = 0; i < k; i++)
        {
            scales[i, i] = Math.Pow(condition, -(double)i / (k - 1));
        }

        model.Layers[0].SetWeights(u.Times(scales).Times(q).ToSingle());

        // The rows that the model really has are rounded, and so is the space that they span.
        Matrix w = Matrix.Of(k, n, model.Layers[0].GetWeights());
        Matrix v = Matrix.Of(n, k, model.Layers[1].GetWeights());
        Matrix data = Matrix.Random(Batch, k, random).Times(w.GramSchmidt());
        Matrix through = Matrix.Of(Batch, n, Reconstruct(model, data.ToSingle()));
        Matrix direct = data.Times(w.Transpose()).Times(v.Transpose());
        return (data.Minus(through).Norm() / data.Norm(), data.Minus(direct).Norm() / data.Norm());
    }

    /// <summary>Weights and samples, for models that run on another variant at each draw.</summary>
    private IEnumerable<(Matrix Weights, float[] Data, Random Random)> Draws(params ModelHandle[] models)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            foreach (ModelHandle model in models)
            {
                Target.Variants[seed % Target.Variants.Count].Apply(model);
            }

            var random = new Random(seed);
            Matrix weights = Matrix.Random(K, N, random);
            for (int i = 0; i < weights.Values.Length; i++)
            {
                weights.Values[i] *= 0.3;
            }

            yield return (weights, random.NextSingles(Batch * N, -1, 1), random);
        }
    }

    private static float[] Reconstruct(ModelHandle model, float[] data)
    {
        float[] output = new float[data.Length];
        model.Reconstruct(data, output);
        return output;
    }

    private static void AssertClose(IReadOnlyList<float> expected, float[] actual, double tolerance) =>
        AssertClose([.. expected.Select(value => (double)value)], actual, tolerance);

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        double scale = Math.Max(1, expected.Max(Math.Abs));
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"[{i}] is {actual[i]:R}, expected {expected[i]:R}");
        }
    }
}
