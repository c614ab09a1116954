namespace AeGen.Runtime;

/// <content>What a training refuses before it begins.</content>
public sealed unsafe partial class Network<TModel>
{
    private void Validate(DataSet train, FitOptions options)
    {
        Require(options.Epochs >= 1, nameof(options.Epochs), options.Epochs, "at least 1");
        Require(options.BatchSize >= 1, nameof(options.BatchSize), options.BatchSize, "at least 1");
        Require(
            options.BatchSize >= 2 || !plan.Architecture.NormalizesBatches, nameof(options.BatchSize), options.BatchSize,
            "at least 2: [BatchNorm] takes the variance of a batch, and that of one sample is zero");
        Require(options.ValidateEvery >= 1, nameof(options.ValidateEvery), options.ValidateEvery, "at least 1");
        Require(options.ValidationSplit is >= 0 and < 1, nameof(options.ValidationSplit), options.ValidationSplit, "at least 0 and below 1");
        RequireSamples(train, nameof(train));
        RequireTargets(train, nameof(train));
        if (options.Validation is not null)
        {
            RequireSamples(options.Validation, nameof(options.Validation));
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

        RequireBatch(SampleDivision.CountTrained(train.Count, options.ValidationSplit), nameof(train));
        if (options.EarlyStopping is { } stopping)
        {
            Check(stopping, options);
        }

        if (options.ResumeFrom is { } state)
        {
            CheckState(state, options, SampleDivision.CountTrained(train.Count, options.ValidationSplit), nameof(FitOptions.ResumeFrom));
        }

        CheckCheckpoints(options);
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

    private static void CheckCheckpoints(FitOptions options)
    {
        Require(options.CheckpointEvery >= 1, nameof(options.CheckpointEvery), options.CheckpointEvery, "at least 1");
        if (options.Resume && options.Checkpoints is null)
        {
            throw new ArgumentException(
                $"{nameof(options.Resume)} asks for a checkpoint to go on from, and there is no folder of {nameof(options.Checkpoints)}.", nameof(options));
        }

        if (options.Resume && options.ResumeFrom is not null)
        {
            throw new ArgumentException(
                $"There is both {nameof(options.Resume)} and a state in {nameof(options.ResumeFrom)}; a training goes on from one of them.", nameof(options));
        }
    }

    /// <summary>Refuses a state of another training, and one that is none.</summary>
    /// <param name="state">The state.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="samples">Number of samples that an epoch visits.</param>
    /// <param name="source">Where the state comes from.</param>
    private void CheckState(TrainingState state, FitOptions options, int samples, string source)
    {
        var check = new TrainingStateCheck(
            plan.Architecture, problem => new ArgumentException($"The training cannot go on from the state in {source}: {problem}."));
        check.RequireSame(state, options, samples);
        check.RequireSound(state);
        check.RequireBest(state, options);
    }

    private void RequireTargets(DataSet data, string name)
    {
        for (long first = 0; first < data.Count; first += data.RowsAtATime)
        {
            RequireTargets(data.Part(first), name, first);
        }
    }

    /// <summary>Refuses too few samples for a step: a normalisation over the batch takes their variance.</summary>
    private void RequireBatch(int count, string name)
    {
        if (count < 2 && plan.Architecture.NormalizesBatches)
        {
            throw new ArgumentException(
                $"'{name}' has {count} sample to train on; [BatchNorm] takes the variance of a batch, and needs at least 2.", name);
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
