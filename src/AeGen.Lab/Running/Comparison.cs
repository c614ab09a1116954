using AeGen.Analysis;

namespace AeGen.Lab.Running;

/// <summary>An experiment's models beside the best that any linear model of that code width can do.</summary>
internal sealed record Comparison(Experiment Experiment, Pca Pca, double PcaTrainError, double PcaTestError, IReadOnlyList<VariantResult> Results)
{
    /// <summary>Trains the models one after the other.</summary>
    public static Comparison Run(Experiment experiment, Monitor monitor, CancellationToken cancellationToken)
    {
        Pca pca = monitor.During("exact PCA", () => Pca.Fit(experiment.Data.Train, cancellationToken));
        var results = new List<VariantResult>();
        foreach (Variant variant in experiment.Variants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(variant.Train(experiment, monitor, cancellationToken));
        }

        return new Comparison(
            experiment, pca, pca.TrainError(experiment.CodeSize), pca.Error(experiment.Data.Test, experiment.CodeSize), results);
    }

    /// <summary>By how many percent an error is above PCA's.</summary>
    public static double Excess(double error, double pcaError) => ((error / pcaError) - 1) * 100;
}
