using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>The ends of what can be declared: the smallest and the widest layers, many layers, large batches.</summary>
public abstract class LimitTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    // Of gene expression; on a slow target wide must do.
    private static readonly int Widest = new TTarget().IsSlow ? 600 : 60_000;

    private static readonly int Deepest = new TTarget().CompilesSlowly ? 7 : 25;

    private static readonly ModelDeclaration Expression = new(
        "Expression", new TTarget().IsSlow ? 20_000 : 60_000, [new(new TTarget().IsSlow ? 4 : 32)], new(DecoderKind.Dense)) { Optimizer = Optimizer.Adam };

    private static readonly ModelLibrary Library = new(
    [
        new("OneNumber", 1, [new(1)], new(DecoderKind.RightInverse)),
        new("WidestInput", Widest, [new(2)], new(DecoderKind.Tied)),
        new("WidestHidden", 2, [new(Widest, Activation.Tanh), new(1)], new(DecoderKind.Dense)),
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

    /// <summary>As many features as there are genes or transcripts, and few samples of them, in some steps against the reference's.</summary>
    [Fact]
    public void Training_on_gene_expression_is_the_references()
    {
        const int Steps = 3;
        var settings = new OptimizerSettings { LearningRate = 0.01f, Epsilon = 1e-6f };
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
            Assert.Equal(loss, model.TrainStep(batch), 1e-5 * loss);
            reference.Step(network.Gradient(batch));
        }

        double end = network.Loss(batch);
        Assert.Equal(end, model.Evaluate(batch), 1e-5 * end);
        float[] reconstruction = new float[batch.Length];
        model.Reconstruct(batch, reconstruction);
        double[] expected = network.Reconstruct(batch);
        Assert.All(reconstruction.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        ModelParameters after = ModelParameters.Of(model);
        foreach (ParameterTensor tensor in network.Parameters())
        {
            float[] actual = tensor.In(after);
            for (int i = 0; i < actual.Length; i++)
            {
                // Steps are some 0.01 long; a gradient near Adam's epsilon shows its own rounding, which is some 1e-6 of the gradients.
                Assert.True(Math.Abs(actual[i] - tensor.Values[i]) <= 2e-4, $"{tensor}[{i}] is {actual[i]:R}, expected {tensor.Values[i]:R}");
            }
        }
    }
}
