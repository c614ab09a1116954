using AeGen.Testing.Reference;

namespace AeGen.Tests.Reference;

/// <summary>The reference itself against closed forms and tabulated values.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activations_slope_is_that_of_its_values(Activation activation)
    {
        const double H = 1e-5;
        for (double z = -6.05; z < 6.1; z += 0.1)
        {
            double slope = (ReferenceMath.Activate(activation, z + H) - ReferenceMath.Activate(activation, z - H)) / (2 * H);
            Assert.Equal(slope, ReferenceMath.Slope(activation, z), 1e-8);
        }
    }

    [Theory]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-1, -0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(7, 1)]
    public void The_error_function_has_its_tabulated_values(double x, double expected) => Assert.Equal(expected, ReferenceMath.Erf(x), 1e-15);

    [Theory]
    [InlineData(Activation.Identity, -1.5, -1.5)]
    [InlineData(Activation.Relu, -1, 0)]
    [InlineData(Activation.LeakyRelu, -2, -0.02)]
    [InlineData(Activation.Elu, -1, -0.6321205588285577)]
    [InlineData(Activation.Selu, -1, -1.1113307378125626)]
    [InlineData(Activation.Selu, 1, 1.0507009873554805)]
    [InlineData(Activation.Gelu, 1, 0.8413447460685429)]
    [InlineData(Activation.Gelu, -1, -0.15865525393145707)]
    [InlineData(Activation.Silu, 1, 0.7310585786300049)]
    [InlineData(Activation.Tanh, 1, 0.7615941559557649)]
    [InlineData(Activation.Sigmoid, -1, 0.2689414213699951)]
    [InlineData(Activation.Softplus, 0, 0.6931471805599453)]
    [InlineData(Activation.Softplus, -40, 4.248354255291589e-18)]
    [InlineData(Activation.Sine, 1, 0.8414709848078965)]
    [InlineData(Activation.Mish, 1, 0.8650983882673103)]
    [InlineData(Activation.Mish, -1, -0.3034014613741089)]
    [InlineData(Activation.Softsign, 3, 0.75)]
    [InlineData(Activation.Softsign, -0.25, -0.2)]
    [InlineData(Activation.HardSwish, -4, 0)]
    [InlineData(Activation.HardSwish, -1.5, -0.375)]
    [InlineData(Activation.HardSwish, 1, 0.6666666666666666)]
    [InlineData(Activation.HardSwish, 5, 5)]
    public void An_activation_has_its_tabulated_value(Activation activation, double z, double expected) =>
        Assert.Equal(expected, ReferenceMath.Activate(activation, z), 2e-15 * Math.Abs(expected));

    [Fact]
    public void A_tied_network_with_one_weight_has_its_closed_form()
    {
        var network = new ReferenceNetwork(new("OneWeight", 1, [new(1, Bias: false)], new(DecoderKind.Tied) { Bias = false }));
        const double W = 0.75;
        const float X = 0.5f;
        network.Weights[0]![0, 0] = W;
        ParameterTensor weight = Assert.Single(network.Parameters());

        Assert.Equal(W * W * X, network.Reconstruct([X])[0], 1e-15);
        Assert.Equal(Math.Pow((W * W * X) - X, 2), network.Loss([X]), 1e-15);
        Assert.Equal(4 * W * X * X * ((W * W) - 1), network.Derivative(weight, 0, [X]), 1e-9);
        Assert.Equal(4 * W * X * X * ((W * W) - 1), network.Derivative(weight, [1], [X]), 1e-9);
    }

    [Fact]
    public void A_right_inverse_of_one_row_is_the_row_over_its_square()
    {
        var network = new ReferenceNetwork(new("OneRow", 2, [new(1, Bias: false)], new(DecoderKind.RightInverse) { Bias = false, Damping = 2 }));
        network.Weights[0]![0, 0] = 3;
        network.Weights[0]![0, 1] = 4;

        Matrix v = network.EffectiveWeights(1);

        Assert.Equal((2, 1), (v.Rows, v.Columns));
        Assert.Equal(3.0 / 27, v[0, 0], 1e-15);
        Assert.Equal(4.0 / 27, v[1, 0], 1e-15);
    }

    [Theory]
    [InlineData(Loss.MeanSquaredError, Activation.Identity, 0.25, 2.25, 4)]
    [InlineData(Loss.MeanAbsoluteError, Activation.Identity, 0.25, 2.25, 2)]
    [InlineData(Loss.Huber, Activation.Identity, 0.25, 2.25, 1.5)]
    [InlineData(Loss.Huber, Activation.Identity, 0.25, 0.75, 0.125)]
    [InlineData(Loss.LogCosh, Activation.Identity, 0.25, 2.25, 1.3250027473578645)]
    [InlineData(Loss.LogCosh, Activation.Identity, 0, -1e-5, 4.9999999999166667e-11)]
    [InlineData(Loss.LogCosh, Activation.Identity, 0, 1000, 999.3068528194401)]
    [InlineData(Loss.BinaryCrossEntropy, Activation.Identity, 1, 0.5, 0.6931471805599453)]
    [InlineData(Loss.BinaryCrossEntropy, Activation.Identity, 1, -3, 16.11809565095832)]
    [InlineData(Loss.BinaryCrossEntropy, Activation.Sigmoid, 1, -50, 50)]
    [InlineData(Loss.BinaryCrossEntropy, Activation.Sigmoid, 0.25, 0, 0.6931471805599453)]
    public void A_loss_has_its_closed_form(Loss loss, Activation output, double x, double z, double expected) =>
        Assert.Equal(expected, ReferenceMath.Loss(loss, output, x, z), 1e-13 * expected);

    [Fact]
    public void Matrices_agree_with_themselves()
    {
        var random = new Random(3);
        Matrix w = Matrix.Random(4, 9, random);
        Matrix v = w.RightInverse();
        Matrix q = w.GramSchmidt();

        Assert.True(w.Times(v).Minus(Matrix.Identity(4)).MaxAbs() < 1e-13);
        Assert.True(q.Times(q.Transpose()).Minus(Matrix.Identity(4)).MaxAbs() < 1e-14);
        Assert.True(v.Times(w).Minus(q.Transpose().Times(q)).MaxAbs() < 1e-13);
        Assert.Equal([3.0, 1.0], new Matrix(2, 2, [2, 1, 1, 2]).SymmetricEigenvalues().Select(value => Math.Round(value, 13)));
        Assert.Equal(4, new Matrix(2, 3, [0, 2, 0, 0, 0, 0.5]).ConditionNumber(), 1e-13);
    }

    [Fact]
    public void Optimizers_take_the_steps_of_their_closed_forms()
    {
        // The gradient is 2 at each step.
        Assert.Equal(1 - (0.5 * 2), After(Optimizer.Sgd, new() { LearningRate = 0.5f }, 1), 1e-12);
        Assert.Equal(1 - (0.5 * (2 + 3)), After(Optimizer.Sgd, new() { LearningRate = 0.5f, Momentum = 0.5f }, 2), 1e-12);
        Assert.Equal(1 - (0.5 * (3 + 3.5)), After(Optimizer.Sgd, new() { LearningRate = 0.5f, Momentum = 0.5f, Nesterov = true }, 2), 1e-12);
        Assert.Equal(1 - (0.5 * (2 + 0.25)), After(Optimizer.Sgd, new() { LearningRate = 0.5f, WeightDecay = 0.25f }, 1), 1e-12);
        Assert.Equal(1 - (0.5 * 3), After(Optimizer.Adam, new() { LearningRate = 0.5f }, 3), 1e-7);
        Assert.Equal((1 - (0.5 * 0.25)) - 0.5, After(Optimizer.AdamW, new() { LearningRate = 0.5f, WeightDecay = 0.25f }, 1), 1e-7);
        Assert.Equal(0.5, After(Optimizer.Adam, new() { LearningRate = 0.5f, WeightDecay = 0.25f }, 1), 1e-7);
        Assert.Equal(1 - (0.5 * 3), After(Optimizer.Lion, new() { LearningRate = 0.5f }, 3), 1e-12);
        Assert.Equal((1 - (0.5 * 0.25)) - 0.5, After(Optimizer.Lion, new() { LearningRate = 0.5f, WeightDecay = 0.25f }, 1), 1e-12);

        // What PyTorch's formula gives.
        Assert.Equal(0.4717741078615485, After(Optimizer.NAdam, new() { LearningRate = 0.5f }, 1), 1e-12);
        Assert.Equal(0.09059892883291104, After(Optimizer.NAdam, new() { LearningRate = 0.5f, WeightDecay = 0.25f }, 2), 1e-12);
        Assert.Equal(0.24477603799358322, After(Optimizer.NAdam, new() { LearningRate = 0.0078125f }, 100), 1e-12);

        static double After(Optimizer kind, OptimizerSettings settings, int steps)
        {
            var tensor = new ParameterTensor(0, ParameterKind.Weights, [1.0]);
            var optimizer = new ReferenceOptimizer(kind, settings, [tensor]);
            for (int i = 0; i < steps; i++)
            {
                optimizer.Step([[2.0]]);
            }

            return tensor.Values[0];
        }
    }
}
