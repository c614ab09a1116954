using AeGen.Files;

namespace AeGen.Runtime;

/// <content>Checkpoints that a training saves and goes on from, for a caller who is inside the gate to write.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>Takes the newest checkpoint of the options' folder, if they ask for it and there is one.</summary>
    /// <param name="options">What the caller asked for, checked.</param>
    /// <param name="samples">Number of samples that an epoch visits.</param>
    /// <returns>The options, with the checkpoint's state to resume from.</returns>
    /// <exception cref="InvalidDataException">
    /// The checkpoint is damaged or of another architecture, or has no state of a training; nothing has changed.
    /// </exception>
    /// <exception cref="ArgumentException">It is of another training; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The folder has later checkpoints than the training would save.</exception>
    private FitOptions TakeNewest(FitOptions options, int samples)
    {
        if (options.Checkpoints is not { } folder || folder.FindNewest() is not { } newest)
        {
            return options;
        }

        if (!options.Resume)
        {
            int done = options.ResumeFrom?.Epochs.Count ?? 0;
            return newest <= done ? options : throw new InvalidOperationException(
                $"{folder.Path} has a checkpoint of epoch {newest}, and this training begins after epoch {done}: "
                + $"set {nameof(options.Resume)} to go on from there, or take another folder.");
        }

        string path = folder.FileOf(newest);
        using var file = SafetensorsFile.Open(path);
        (IReadOnlyList<Action> changes, TrainingState? state) = Read(file, training: true);
        if (state?.Epochs.Count != newest)
        {
            string held = state is null ? "there is no state of a training" : $"the state is that after epoch {state.Epochs.Count}";
            throw new InvalidDataException($"{path}: {held}, and by its name it is that after epoch {newest}.");
        }

        CheckState(state, options, samples, path);
        Put(changes, training: true);
        return options with { ResumeFrom = state };
    }

    /// <summary>Saves the model, wherever its newest parameters are, with the state of its training.</summary>
    private void SaveInside(string path, TrainingState state)
    {
        BringHome();
        Gather(training: true, state).Save(path);
    }
}
