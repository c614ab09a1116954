using AeGen.Analysis;
using MathNet.Numerics.LinearAlgebra;

namespace AeGen.Lab.Theory.Linear;

/// <summary>What a training of a linear model on a whole data set looks like from step to step.</summary>
internal static class LinearTraining
{
    /// <summary>Samples in 64 dimensions, of rank 24, with variances that fall by a fifth from one direction to the next, and from the eighth to the ninth to a third.</summary>
    public static DataSet Data(ulong seed) =>
        LinearData.Draw(seed, 512, 64, [.. Enumerable.Range(0, 24).Select(index => (index < 8 ? 4 : 1.6) * Math.Pow(0.8, index))]);

    /// <summary>Takes steps on the whole data by gradient descent and looks at the model at steps that lie evenly on a logarithmic axis.</summary>
    /// <param name="model">The model, without biases.</param>
    /// <param name="data">The data.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="settings">The rate, and the momentum, which is Nesterov's.</param>
    /// <param name="context">What it runs with.</param>
    public static List<Look> Watch<TModel>(TModel model, DataSet data, int steps, OptimizerSettings settings, TheoryContext context)
        where TModel : class, IAutoencoder<TModel>
    {
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        model.OptimizerSettings = settings;
        var pca = Pca.Fit(data, context.CancellationToken);
        double best = pca.TrainError(TModel.Architecture.CodeSize);
        double[] directions = pca.Directions(TModel.Architecture.CodeSize);
        var looks = new List<Look>();
        int taken = 0;
        foreach (int step in LookSteps(steps))
        {
            context.ThrowIfCancelled();
            for (; taken < step; taken++)
            {
                model.TrainStep(data.Samples.Span);
            }

            looks.Add(LookAt(model, data, step, best, directions));
        }

        return looks;
    }

    /// <summary>W of a model, [k, n], in double precision.</summary>
    public static Matrix<double> Weights<TModel>(TModel model)
        where TModel : class, IAutoencoder<TModel> =>
        LinearData.Matrix(model.Layers[0].GetWeights(), TModel.Architecture.CodeSize, TModel.Architecture.InputSize);

    /// <summary>V, [n, k], in double precision, from W where it follows from that.</summary>
    public static Matrix<double> Decoder<TModel>(TModel model)
        where TModel : class, IAutoencoder<TModel>
    {
        (int n, int k) = (TModel.Architecture.InputSize, TModel.Architecture.CodeSize);
        return TModel.Architecture.DecoderKind switch
        {
            DecoderKind.Tied => Weights(model).Transpose(),
            DecoderKind.RightInverse => Matrix<double>.Build.DenseOfRowMajor(n, k, LqFactorization.Of(model.Layers[0].GetWeights(), k, n).RightInverseOfWeights()),
            _ => LinearData.Matrix(model.Layers[1].GetWeights(), n, k),
        };
    }

    // The decoder's columns are what reconstructions are made of. An encoder of its own weights may take in directions that no sample has, to no effect.
    private static Look LookAt<TModel>(TModel model, DataSet data, int step, double best, double[] directions)
        where TModel : class, IAutoencoder<TModel>
    {
        (int n, int k) = (TModel.Architecture.InputSize, TModel.Architecture.CodeSize);
        Matrix<double> weights = Weights(model), decoder = Decoder(model), axes = decoder.Transpose();
        return new Look(
            step,
            (LinearData.Error(data, weights, decoder) / best) - 1,
            Orthonormality.Deviation(model.Layers[0].GetWeights(), k, n),
            Subspaces.Distance(directions, axes.ToRowMajorArray(), n),
            AxisDistance(Matrix<double>.Build.DenseOfRowMajor(k, n, directions), axes));
    }

    /// <summary>How far rows are from the principal directions in their order: the mean of 1 - cos² of the angle between each and its own (Bao et al. 2020).</summary>
    private static double AxisDistance(Matrix<double> directions, Matrix<double> rows) => Enumerable.Range(0, rows.RowCount).Average(index =>
    {
        double dot = directions.Row(index).DotProduct(rows.Row(index)), norm = rows.Row(index).L2Norm();
        return 1 - (dot * dot / (norm * norm));
    });

    private static IEnumerable<int> LookSteps(int steps)
    {
        const int LooksADecade = 8;
        int places = (int)Math.Ceiling(LooksADecade * Math.Log10(steps));
        return Enumerable.Range(0, places).Select(place => (int)Math.Round(Math.Pow(10, place / (double)LooksADecade))).Prepend(0).Append(steps).Distinct();
    }
}

/// <summary>A linear model in the midst of its training.</summary>
/// <param name="Step">The number of steps taken.</param>
/// <param name="Excess">By how much its error is above PCA's, over PCA's.</param>
/// <param name="Deviation">The largest entry of WWᵀ - I in magnitude.</param>
/// <param name="SubspaceDistance">The distance of the column space of V from the principal subspace, 0 to 1.</param>
/// <param name="AxisDistance">The distance of the columns of V from the principal directions in their order, 0 to 1.</param>
internal sealed record Look(int Step, double Excess, double Deviation, double SubspaceDistance, double AxisDistance);
