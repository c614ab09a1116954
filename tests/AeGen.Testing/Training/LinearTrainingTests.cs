using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Training;

/// <summary>On linear data every linear autoencoder reaches the loss of principal components, 20-4.</summary>
public abstract class LinearTrainingTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 20;
    private const int K = 4;
    private const int Count = 256;
    private const int Steps = 4000;

    private static readonly float[] Data = Draw();
    private static readonly double BestLoss = PrincipalComponents(Data);

    [Theory]
    [InlineData(CommonModels.LinearDense)]
    [InlineData(CommonModels.LinearTied)]
    [InlineData(CommonModels.LinearRightInverse)]
    public void Training_reaches_the_loss_of_principal_components(string name)
    {
        using ModelHandle model = Train(name);

        double loss = model.Evaluate(Data);

        Assert.InRange(loss / BestLoss, 1 - 1e-4, 1 + 1e-3);
    }

    [Fact]
    public void Training_with_the_transpose_makes_the_rows_orthonormal()
    {
        using ModelHandle model = Train(CommonModels.LinearTied);

        Matrix w = Matrix.Of(K, N, model.Layers[0].GetWeights());

        Assert.True(w.Times(w.Transpose()).Minus(Matrix.Identity(K)).MaxAbs() <= 1e-3);
    }

    [Fact]
    public void Training_with_the_right_inverse_keeps_the_rows_products()
    {
        // Gradient flow conserves WWᵀ; small steps nearly do.
        using ModelHandle model = Create(CommonModels.LinearRightInverse, 2);
        model.OptimizerSettings = new() { LearningRate = 0.01f };
        Matrix before = Gram(model);
        for (int step = 0; step < 200; step++)
        {
            model.TrainStep(Data);
        }

        Assert.True(Gram(model).Minus(before).MaxAbs() <= 0.01 * before.MaxAbs());

        static Matrix Gram(ModelHandle model)
        {
            Matrix w = Matrix.Of(K, N, model.Layers[0].GetWeights());
            return w.Times(w.Transpose());
        }
    }

    private ModelHandle Train(string name)
    {
        ModelHandle model = Create(name, 2);
        model.OptimizerSettings = new() { LearningRate = 0.3f, Momentum = 0.9f, Nesterov = true };
        for (int step = 0; step < Steps; step++)
        {
            model.TrainStep(Data);
        }

        return model;
    }

    /// <summary>Samples with four strong directions and sixteen weak ones.</summary>
    private static float[] Draw()
    {
        var random = new Random(12);
        Matrix axes = Matrix.Random(N, N, random).GramSchmidt();
        Matrix samples = Matrix.Random(Count, N, random);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < N; j++)
            {
                samples[i, j] *= j < K ? 1.5 - (0.2 * j) : 0.2;
            }
        }

        return samples.Times(axes).ToSingle();
    }

    /// <summary>The mean squared error per element of the best linear code without a mean.</summary>
    private static double PrincipalComponents(float[] data)
    {
        Matrix samples = Matrix.Of(Count, N, data);
        return samples.Transpose().Times(samples).SymmetricEigenvalues().Skip(K).Sum() / data.Length;
    }
}
