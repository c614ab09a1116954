namespace AeGen;

/// <summary>What <see cref="LearningRate.ReduceOnPlateau"/> remembers from one epoch to the next.</summary>
/// <param name="Rate">The learning rate that it has come to.</param>
/// <param name="BestLoss">The loss that others have to be better than; null before the first.</param>
/// <param name="BadEpochs">Number of losses in a row that were not better.</param>
/// <param name="Cooldown">Number of losses still to come after a reduction before it counts again.</param>
public sealed record PlateauState(float Rate, double? BestLoss, int BadEpochs, int Cooldown);
