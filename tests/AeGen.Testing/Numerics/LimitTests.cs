using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>The ends of what can be declared: the smallest and the widest layers, many layers, large batches.</summary>
public abstract class LimitTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    // Of gene expression; on a slow target wide must do.
    private static readonly int Widest = new TTarget().IsSlow ? 600 : 60_000;

    private static readonly int WidestHidden = new TTarget().IsSlow ? 600 : 16384;

    private static readonly int Deepest = new TTarget().CompilesSlowly ? 7 : 25;

    private static readonly ModelDeclaration Expression = new(
        "Expression", new TTarget().IsSlow ? 2_000 : 60_000, [new(new TTarget().IsSlow ? 4 : 32)],
        new(DecoderKind.Dense)) { Optimizer = Optimizer.Adam };

    private static readonly ModelLibrary Library = new(
    [
        new("OneNumber", 1, [new(1)], new(DecoderKind.RightInverse)),
        new("WidestInput", Widest, [new(2)], new(DecoderKind.Tied)),
        new("WidestHidden", 2, [new(WidestHidden, Activation.Tanh), new(1)], new(DecoderKind.Dense)),
        new("WidestInverse", Widest, [new(3)], new(DecoderKind.RightInverse)),
        Expression,
        new("ManyLayers", 9, [.. Enumerable.Range(0, Deepest).Select(layer => new EncoderLayer(9 - (layer % 3), Activation.Softplus))], new(DecoderKind.Dense)),
    ]);

    [Theory]
    [InlineData("OneNumber", 1, 2, 1000)]
    [InlineData("WidestInput", 1, 3, 27)]
    [InlineData("WidestHidden", 1, 3, 27)]
    [InlineData("WidestInverse", 1, 3, 27)]
    [InlineData("ManyLayers", 1, 25, 200)]
    public void Forward_loss_and_gradient_are_the_references(string name, int small, int medium, int large)
    {
        IReadOnlyList<TestVariant> variants = Target.VariantsOf(Library.Declaration(name), Library.IndexOf(name));
        NumericsCheck.Run(Target, Library, name, variants, seed: 7, Target.IsSlow ? [small, medium] : [small, medium, large]);
    }

    /// <summary>
    /// As many features as there are genes or transcripts, and few samples of them, in some steps against the reference's.
    /// </summary>
    [Fact]
    public void Training_on_gene_expression_is_the_references()
    {
        const int Steps = 3;
        var settings = new OptimizerSettings { LearningRate = 1e-4f, Epsilon = 1e-6f };
        float[] batch = new Random(5).NextSingles(3 * Expression.InputSize, -1, 1);
        using ModelHandle model = Target.Create(Library, Expression.Name, 12);
        Target.VariantsOf(Expression, 0)[0].Apply(model);
        model.OptimizerSettings = settings;
        var network = new ReferenceNetwork(Expression);
        network.Set(ModelParameters.Of(model));
        var reference = new ReferenceOptimizer(Expression.Optimizer, settings, network.Parameters());
        for (int step = 0; step < Steps; step++)
        {
            double loss = network.Loss(batch);
            double[][] gradient = Gradient(network, batch);
            RequireDerivatives(network, gradient, batch, step);
            Assert.Equal(loss, model.TrainStep(batch), 1e-5 * loss);
            reference.Step(gradient);
        }

        double end = network.Loss(batch);
        Assert.Equal(end, model.Evaluate(batch), 1e-5 * end);
        float[] reconstruction = new float[batch.Length];
        model.Reconstruct(batch, reconstruction);
        double[] expected = network.Reconstruct(batch);
        Assert.InRange(expected.Zip(reconstruction, (right, actual) => Math.Abs(right - actual)).Max(), 0, 2e-5 * expected.Max(Math.Abs));
        ModelParameters after = ModelParameters.Of(model);
        foreach (ParameterTensor tensor in network.Parameters())
        {
            // A step is 1e-4 long where the gradient is well above Adam's epsilon, and shows the gradient's own rounding where it is not.
            Assert.InRange(tensor.Values.Zip(tensor.In(after), (right, actual) => Math.Abs(right - actual)).Max(), 0, 2e-6);
        }
    }

    /// <summary>
    /// The gradient of a linear network of two layers: with z = Wx + b, y = Vz + c and the mean of (y - x)^2 over N numbers, dy = 2 (y - x)
    /// / N and dV = dy zᵀ, dc = dy, dW = Vᵀdy xᵀ, db = Vᵀdy.
    /// </summary>
    private static double[][] Gradient(ReferenceNetwork network, float[] batch)
    {
        ParameterTensor[] tensors = [.. network.Parameters()];
        double[] Values(int layer, ParameterKind kind) => tensors.Single(tensor => tensor.Layer == layer && tensor.Kind == kind).Values;
        int size = Expression.InputSize, code = Expression.CodeSize;
        double[] decoder = Values(1, ParameterKind.Weights);
        Dictionary<(int, ParameterKind), double[]> result =
            tensors.ToDictionary(tensor => (tensor.Layer, tensor.Kind), tensor => new double[tensor.Values.Length]);
        double[] codes = network.Encode(batch), outputs = network.Decode([.. codes.Select(value => (float)value)]);
        for (int sample = 0; sample < batch.Length / size; sample++)
        {
            double[] signal = new double[code];
            for (int row = 0; row < size; row++)
            {
                double dy = 2 * (outputs[(sample * size) + row] - batch[(sample * size) + row]) / batch.Length;
                result[(1, ParameterKind.Biases)][row] += dy;
                for (int column = 0; column < code; column++)
                {
                    result[(1, ParameterKind.Weights)][(row * code) + column] += dy * codes[(sample * code) + column];
                    signal[column] += dy * decoder[(row * code) + column];
                }
            }

            for (int row = 0; row < code; row++)
            {
                result[(0, ParameterKind.Biases)][row] += signal[row];
                for (int column = 0; column < size; column++)
                {
                    result[(0, ParameterKind.Weights)][(row * size) + column] += signal[row] * batch[(sample * size) + column];
                }
            }
        }

        return [.. tensors.Select(tensor => result[(tensor.Layer, tensor.Kind)])];
    }

    /// <summary>The first and the last derivative of each tensor are those that the reference network has by another way.</summary>
    private static void RequireDerivatives(ReferenceNetwork network, double[][] gradient, float[] batch, int step)
    {
        foreach ((int index, ParameterTensor tensor) in network.Parameters().Index().Where(_ => step == 0))
        {
            double scale = gradient[index].Max(Math.Abs);
            Assert.All((int[])[0, tensor.Values.Length - 1], at =>
                Assert.Equal(network.Derivative(tensor, at, batch), gradient[index][at], 1e-5 * scale));
        }
    }
}
