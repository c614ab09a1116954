namespace AeGen.Runtime;

/// <content>What a training refuses before it begins.</content>
public sealed unsafe partial class Network<TModel>
{
    private void Validate(DataSet train, FitOptions options)
    {
        Require(options.Epochs >= 1, nameof(options.Epochs), options.Epochs, "at least 1");
        Require(options.BatchSize >= 1, nameof(options.BatchSize), options.BatchSize, "at least 1");
        Require(options.ValidateEvery >= 1, nameof(options.ValidateEvery), options.ValidateEvery, "at least 1");
        Require(options.ValidationSplit is >= 0 and < 1, nameof(options.ValidationSplit), options.ValidationSplit, "at least 0 and below 1");
        Check(train, nameof(train));
        if (options.Validation is not null)
        {
            Check(options.Validation, nameof(options.Validation));
        }

        if (options.ValidationSplit > 0)
        {
            if (options.Validation is not null)
            {
                throw new ArgumentException(
                    $"There is both {nameof(options.Validation)} and a {nameof(options.ValidationSplit)}; one of them is enough.", nameof(options));
            }

            int trained = SampleDivision.CountTrained(train.Count, options.ValidationSplit);
            Require(
                trained > 0 && trained < train.Count, nameof(options.ValidationSplit), options.ValidationSplit,
                $"such that it and its rest have each at least one of the {train.Count} samples");
        }

        if (options.EarlyStopping is { } stopping)
        {
            Check(stopping, options);
        }

        if (options.ResumeFrom is { } state)
        {
            Check(state, options, SampleDivision.CountTrained(train.Count, options.ValidationSplit));
        }
    }

    private static void Check(EarlyStopping stopping, FitOptions options)
    {
        Require(stopping.Patience >= 1, nameof(stopping.Patience), stopping.Patience, "at least 1");
        double delta = stopping.MinimumDelta;
        Require(double.IsFinite(delta) && delta >= 0, nameof(stopping.MinimumDelta), delta, "finite and at least 0");
        Require(Enum.IsDefined(stopping.Monitor), nameof(stopping.Monitor), stopping.Monitor, "one of the named losses");
        if (stopping.Monitor == MonitoredLoss.Validation && options.Validation is null && options.ValidationSplit == 0)
        {
            throw new ArgumentException("Early stopping is to watch the validation loss, and there is no validation data.", nameof(options));
        }
    }

    /// <summary>Refuses a state of another training, and one that is none.</summary>
    private void Check(TrainingState state, FitOptions options, int samples)
    {
        RequireSame(nameof(state.Samples), state.Samples, samples);
        RequireSame(nameof(state.BatchSize), state.BatchSize, options.BatchSize);
        RequireSame(nameof(state.Shuffle), state.Shuffle, options.Shuffle);
        RequireSame(nameof(state.Seed), state.Seed, options.Seed);
        RequireSame(nameof(state.Monitor), state.Monitor, BestEpoch.Resolve(options));
        long stepsAnEpoch = ((samples - 1) / options.BatchSize) + 1;
        RequireState(state.Epochs is not null, "it has no epochs");
        for (int i = 0; i < state.Epochs!.Count; i++)
        {
            RequireState(state.Epochs[i]?.Epoch == i + 1, $"its epochs are not those from 1 to {state.Epochs.Count}");
        }

        RequireState(state.Step == state.Epochs.Count * stepsAnEpoch, $"{state.Step} steps are not {state.Epochs.Count} epochs of {stepsAnEpoch}");
        RequireState(
            state.BestEpoch is null || (state.BestEpoch >= 1 && state.BestEpoch <= state.Epochs.Count),
            $"its best epoch, {state.BestEpoch}, is none of its epochs");
        RequireState(state.BestEpoch.HasValue == state.BestLoss.HasValue, "it has a best epoch without a loss, or a loss without an epoch");
        RequireState(state.BestLoss is null || double.IsFinite(state.BestLoss.Value), $"its best loss is {state.BestLoss}");
        RequireState(state.EpochsWithoutImprovement >= 0, $"{state.EpochsWithoutImprovement} epochs are without improvement");
        if (state.Plateau is { } plateau)
        {
            RequireState(
                float.IsFinite(plateau.Rate) && plateau.Rate >= 0 && !double.IsNaN(plateau.BestLoss ?? 0)
                && plateau.BadEpochs >= 0 && plateau.Cooldown >= 0,
                $"its schedule cannot have come to {plateau}");
        }

        CheckShape(state.Parameters, nameof(state.Parameters));
        CheckShape(state.BestParameters, nameof(state.BestParameters));
        RequireState(
            options.EarlyStopping is not { RestoreBest: true }
            || state.BestEpoch is null || state.BestParameters is not null || state.BestEpoch == state.Epochs.Count,
            $"{nameof(EarlyStopping.RestoreBest)} needs the parameters of epoch {state.BestEpoch}, which it does not have");
    }

    private void CheckShape(TrainedParameters? trained, string name)
    {
        if (trained is null)
        {
            return;
        }

        int layers = plan.Layers.Length;
        RequireState(
            trained.Weights?.Count == layers && trained.Biases?.Count == layers,
            $"{name} are not those of the {layers} layers of {plan.Architecture.Name}");
        for (int layer = 0; layer < layers; layer++)
        {
            LayerArchitecture shape = LayerAt(layer);
            int weights = plan.Layers[layer].Weight < 0 ? 0 : shape.Inputs * shape.Outputs;
            int biases = plan.Layers[layer].Bias < 0 ? 0 : shape.Outputs;
            CheckShape(trained.Weights![layer], weights, $"{name}, weights of '{shape.Name}'");
            CheckShape(trained.Biases![layer], biases, $"{name}, biases of '{shape.Name}'");
        }
    }

    private static void CheckShape(float[]? values, int length, string name)
    {
        RequireState((values?.Length ?? 0) == length, $"{name} are {values?.Length ?? 0} numbers and not {length}");
        int index = values is null ? -1 : ValueScan.FirstNotFinite(values);
        RequireState(index < 0, $"{name} have a number that is not finite at index {index}");
    }

    private static void RequireSame<T>(string name, T then, T now) =>
        RequireState(EqualityComparer<T>.Default.Equals(then, now), $"{name} was {then} then and is {now} now");

    private static void RequireState(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"The training cannot go on from the state in {nameof(FitOptions.ResumeFrom)}: {problem}.");
        }
    }

    private void Check(DataSet data, string name)
    {
        RequireSamples(data, name);
        for (long first = 0; first < data.Count; first += data.RowsAtATime)
        {
            RequireTargets(data.Part(first), name, first);
        }
    }

    private void RequireSamples(DataSet data, string name)
    {
        int size = plan.Architecture.InputSize;
        if (data.SampleSize != size)
        {
            throw new ArgumentException(
                $"The samples of '{name}' have {data.SampleSize} features; {plan.Architecture.Name} takes {size}.", name);
        }

        for (long first = 0; first < data.Count; first += data.RowsAtATime)
        {
            RequireFinite(data.Part(first), size, name, first);
        }
    }
}
