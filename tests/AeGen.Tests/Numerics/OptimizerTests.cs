using System.Reflection;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Testing.Harness;
using AeGen.Testing.Numerics;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Numerics;

public sealed class OptimizerTests(CpuTarget target) : OptimizerTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Theory]
    [InlineData(Optimizer.Sgd, 1)]
    [InlineData(Optimizer.Adam, 2)]
    [InlineData(Optimizer.AdamW, 2)]
    [InlineData(Optimizer.RmsProp, 2)]
    [InlineData(Optimizer.Lion, 1)]
    [InlineData(Optimizer.NAdam, 2)]
    public void Moments_of_gradients_that_are_gone_end_as_zeros(Optimizer optimizer, int moments)
    {
        ModelDeclaration declaration = Declare(DecoderKind.Dense, optimizer);
        int inputs = declaration.InputSize, outputs = declaration.Encoder[0].Size;
        float[] batch = new Random(9).NextSingles(4 * inputs, 0.5f, 1);
        foreach (TestVariant variant in Target.Variants)
        {
            using ModelHandle model = Target.Create(Models, declaration.Name, 5);
            variant.Apply(model);
            model.OptimizerSettings = new() { LearningRate = 1e-3f, Momentum = 0.9f, Beta2 = 0.9f, Smoothing = 0.9f };
            model.TrainStep(batch);

            // Without the first feature the weights that it goes through have no gradient any more.
            float[] without = [.. batch.Select((value, i) => i % inputs == 0 ? 0 : value)];
            float[][] before = Moments(model, moments, inputs * outputs);
            for (int step = 0; step < 2000; step++)
            {
                model.TrainStep(without);
            }

            float[][] after = Moments(model, moments, inputs * outputs);
            for (int moment = 0; moment < moments; moment++)
            {
                Assert.All(before[moment][..outputs], value => Assert.NotEqual(0, value));
                Assert.All(after[moment][..outputs], value => Assert.Equal(0, value));
                Assert.All(after[moment][outputs..], value => Assert.False(float.IsSubnormal(value)));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    [InlineData(0.999999)]
    public void NAdams_momentum_follows_from_the_step_alone(double beta1)
    {
        double product = 1;
        for (int step = 1; step <= 300; step++)
        {
            double now = Momentum(step), next = Momentum(step + 1);
            product *= now;
            Assert.Equal((1 - now) / (1 - product), NAdamMomentum.GradientShare(beta1, step), 1e-14);
            Assert.Equal(next / (1 - (product * next)), NAdamMomentum.MomentShare(beta1, step), 1e-14);
        }

        Assert.Equal(1 - beta1, NAdamMomentum.GradientShare(beta1, 1L << 40), 1e-14);
        Assert.Equal(beta1, NAdamMomentum.MomentShare(beta1, 1L << 40), 1e-14);

        double Momentum(int step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
    }

    /// <summary>The moments of the first layer's weights, [inputs, outputs].</summary>
    private static float[][] Moments(ModelHandle model, int moments, int length)
    {
        LayerParameters layer = model.Layers[0];
        IParameterStore store = layer.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Select(field => field.GetValue(layer)).OfType<IParameterStore>().Single();
        float[][] read = [.. Enumerable.Range(0, moments).Select(_ => new float[length])];
        for (int moment = 0; moment < moments; moment++)
        {
            store.ReadWeight(0, moment + 1, read[moment]);
        }

        return read;
    }
}
