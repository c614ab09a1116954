using AeGen.Testing.Harness;
using AeGen.Testing.Numerics;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Numerics;

public sealed class PenaltyTests(CpuTarget target) : PenaltyTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Fact]
    public void A_strong_penalty_makes_rows_orthonormal()
    {
        using ModelHandle model = Target.Create(Models, "OrthogonalDense", 3);
        model.OptimizerSettings = new() { LearningRate = 2 };
        float[] nothing = new float[2 * 45];
        double Distance()
        {
            Matrix weights = Matrix.Of(35, 45, model.Layers[0].GetWeights());
            return weights.Times(weights.Transpose()).Minus(Matrix.Identity(35)).Norm() / Math.Sqrt(35);
        }

        for (int step = 0; step < 200; step++)
        {
            model.TrainStep(nothing);
        }

        // The decay that is declared as well balances the penalty where WWᵀ is three quarters of the identity.
        Assert.InRange(Distance(), 0, 0.3);
    }

    [Fact]
    public void Weights_without_use_become_zeros()
    {
        using ModelHandle model = Target.Create(Models, "L1Dense", 3);
        model.OptimizerSettings = new() { LearningRate = 0.05f };
        float[] nothing = new float[4 * 33];
        for (int step = 0; step < 2000; step++)
        {
            model.TrainStep(nothing);
        }

        // Each step takes 0.0005 off; from a weight smaller than that it swings to the other side.
        Assert.All(model.Layers[0].GetWeights(), weight => Assert.InRange(Math.Abs(weight), 0, 6e-4));
    }
}
