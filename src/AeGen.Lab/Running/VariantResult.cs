namespace AeGen.Lab.Running;

/// <summary>What the training of one model came to.</summary>
/// <param name="Variant">The model.</param>
/// <param name="History">What each epoch measured.</param>
/// <param name="TrainError">Sum of squared errors per training sample.</param>
/// <param name="TestError">Sum of squared errors per test sample.</param>
/// <param name="Deviation">Largest entry of WWᵀ - I in magnitude, of the code layer's weights W.</param>
/// <param name="Reconstructions">The reconstructions of <see cref="Experiment.Shown"/>, row-major.</param>
internal sealed record VariantResult(
    Variant Variant, TrainingHistory History, double TrainError, double TestError, double Deviation, float[] Reconstructions)
{
    /// <summary>Mean squared error per element of the test data.</summary>
    public double TestMeanSquaredError => TestError / Variant.Architecture.InputSize;

    /// <summary>Training samples per second over the whole training, validation not counted.</summary>
    public double SamplesPerSecond => History.Epochs.Count / History.Epochs.Sum(epoch => 1 / epoch.SamplesPerSecond);

    public TimeSpan Duration => History.Epochs.Aggregate(TimeSpan.Zero, (sum, epoch) => sum + epoch.Duration);
}
