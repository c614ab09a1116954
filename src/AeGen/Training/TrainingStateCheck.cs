using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen;

/// <summary>Refuses states of other trainings, and states that no training can have come to.</summary>
/// <param name="architecture">The architecture of the model that is trained.</param>
/// <param name="refuse">Makes the exception of what is wrong.</param>
internal sealed class TrainingStateCheck(Architecture architecture, Func<string, Exception> refuse)
{
    /// <summary>Refuses a state of a training with other options or samples.</summary>
    /// <param name="state">The state.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="samples">Number of samples that an epoch visits.</param>
    public void RequireSame(TrainingState state, FitOptions options, int samples)
    {
        RequireSame(nameof(state.Samples), state.Samples, samples);
        RequireSame(nameof(state.BatchSize), state.BatchSize, options.BatchSize);
        RequireSame(nameof(state.Shuffle), state.Shuffle, options.Shuffle);
        RequireSame(nameof(state.Seed), state.Seed, options.Seed);
        RequireSame(nameof(state.Monitor), state.Monitor, BestEpoch.Resolve(options));
    }

    /// <summary>Refuses a state in which one number contradicts another, or is none.</summary>
    public void RequireSound(TrainingState state)
    {
        Require(state.Samples >= 1 && state.BatchSize >= 1, $"it is of {state.Samples} samples in steps of {state.BatchSize}");
        Require(
            state.Monitor is MonitoredLoss.Training or MonitoredLoss.Validation, $"the loss that it compares is neither the training's nor the validation's");
        int stepsAnEpoch = Batches.Of(state.Samples, state.BatchSize, architecture).Count;
        Require(state.Epochs is not null, "it has no epochs");
        for (int i = 0; i < state.Epochs!.Count; i++)
        {
            Require(state.Epochs[i]?.Epoch == i + 1, $"its epochs are not those from 1 to {state.Epochs.Count}");
        }

        Require(state.Step == (long)state.Epochs.Count * stepsAnEpoch,
            $"{state.Step} steps are not {state.Epochs.Count} epochs of {stepsAnEpoch}");
        Require(
            state.BestEpoch is null || (state.BestEpoch >= 1 && state.BestEpoch <= state.Epochs.Count),
            $"its best epoch, {state.BestEpoch}, is none of its epochs");
        Require(state.BestEpoch.HasValue == state.BestLoss.HasValue, "it has a best epoch without a loss, or a loss without an epoch");
        Require(state.BestLoss is null || double.IsFinite(state.BestLoss.Value), $"its best loss is {state.BestLoss}");
        Require(state.EpochsWithoutImprovement >= 0, $"{state.EpochsWithoutImprovement} epochs are without improvement");
        if (state.Plateau is { } plateau)
        {
            Require(
                float.IsFinite(plateau.Rate) && plateau.Rate >= 0 && !double.IsNaN(plateau.BestLoss ?? 0)
                && plateau.BadEpochs >= 0 && plateau.Cooldown >= 0,
                $"its schedule cannot have come to {plateau}");
        }

        RequireShape(state.Parameters, nameof(state.Parameters));
        RequireShape(state.BestParameters, nameof(state.BestParameters));
    }

    /// <summary>Refuses a state without the best epoch's parameters where they are to be restored.</summary>
    public void RequireBest(TrainingState state, FitOptions options) => Require(
        options.EarlyStopping is not { RestoreBest: true }
        || state.BestEpoch is null || state.BestParameters is not null || state.BestEpoch == state.Epochs.Count,
        $"{nameof(EarlyStopping.RestoreBest)} needs the parameters of epoch {state.BestEpoch}, which it does not have");

    private void RequireShape(TrainedParameters? trained, string name)
    {
        if (trained is null)
        {
            return;
        }

        IReadOnlyList<LayerArchitecture> layers = architecture.Layers;
        Require(
            trained.Weights?.Count == layers.Count && trained.Biases?.Count == layers.Count,
            $"{name} are not those of the {layers.Count} layers of {architecture.Name}");
        for (int index = 0; index < layers.Count; index++)
        {
            LayerArchitecture layer = layers[index];
            RequireNumbers(trained.Weights![index], layer.HasOwnWeights ? layer.Inputs * layer.Outputs : 0, $"{name}, weights of '{layer.Name}'");
            foreach (LayerVector vector in Enum.GetValues<LayerVector>())
            {
                int length = LayerVectors.Of(layer).Contains(vector) ? layer.Outputs : 0;
                RequireNumbers(vector.In(trained, index), length, $"{name}, {vector.Words()} of '{layer.Name}'", vector.Least());
            }
        }
    }

    private void RequireNumbers(float[]? values, int length, string name, float least = float.MinValue)
    {
        Require((values?.Length ?? 0) == length, $"{name} are {values?.Length ?? 0} numbers and not {length}");
        int index = values is null ? -1 : ValueScan.FirstNotFinite(values);
        Require(index < 0, $"{name} have a number that is not finite at index {index}");
        index = values is null ? -1 : Array.FindIndex(values, value => value < least);
        Require(index < 0, $"{name} have a number below {least} at index {index}");
    }

    private void RequireSame<T>(string name, T then, T now) =>
        Require(EqualityComparer<T>.Default.Equals(then, now), $"{name} was {then} then and is {now} now");

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw refuse(problem);
        }
    }
}
