using AeGen.Files;
using AeGen.ModelFiles;

namespace AeGen.Runtime;

/// <content>Writing the network to files and reading it back.</content>
public sealed unsafe partial class Network<TModel> : IStateOwner
{
    /// <summary>Writes the model alone to a file.</summary>
    public void Save(string path) => Save(path, training: false, state: null);

    /// <summary>Writes the model and the optimizer's state to a file.</summary>
    public void SaveCheckpoint(string path) => Save(path, training: true, state: null);

    /// <summary>Writes the model, the optimizer's state and that of a training to a file.</summary>
    public void SaveCheckpoint(string path, TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        new TrainingStateCheck(
            plan.Architecture, problem => new ArgumentException($"The state is none of a training of {plan.Architecture.Name}: {problem}.", nameof(state)))
            .RequireSound(state);
        Save(path, training: true, state);
    }

    /// <summary>Reads the model alone from a file.</summary>
    public void LoadWeights(string path) => Load(path, training: false);

    /// <summary>Reads the model and the optimizer's state from a file, and returns the state of a training that is there, or null.</summary>
    public TrainingState? LoadCheckpoint(string path) => Load(path, training: true);

    /// <inheritdoc/>
    ModelState IStateOwner.Gather(bool training, TrainingState? state)
    {
        // Files are written from a copy, so that a slow disk keeps nobody from training.
        gate.EnterRead();
        try
        {
            BringHome();
            return Gather(training, state);
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <inheritdoc/>
    TrainingState? IStateOwner.Apply(SafetensorsFile file, bool training)
    {
        (IReadOnlyList<Action> changes, TrainingState? state) = Read(file, training);
        gate.EnterChange();
        try
        {
            Put(changes, training);
            return state;
        }
        finally
        {
            gate.ExitAlone();
        }
    }

    private void Save(string path, bool training, TrainingState? state)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ((IStateOwner)this).Gather(training, state).Save(path);
    }

    private TrainingState? Load(string path, bool training)
    {
        using var file = SafetensorsFile.Open(path);
        return ((IStateOwner)this).Apply(file, training);
    }

    /// <summary>Copies the state out, for a caller who is inside the gate and has brought it home.</summary>
    private ModelState Gather(bool training, TrainingState? state)
    {
        TensorNames[] names = LayerFileNames.Of(plan.Architecture);
        Scaling? present = Scaling;
        return Fields(names, new TrainingStatePart(plan.Architecture, names) { State = state }, present)
            .Gather(training, FileFacts.Of(plan.Architecture, names, present is not null, training));
    }

    /// <summary>Reads and checks a file, and changes nothing.</summary>
    private (IReadOnlyList<Action> Changes, TrainingState? State) Read(SafetensorsFile file, bool training)
    {
        TensorNames[] names = LayerFileNames.Find(file, plan.Architecture);
        var part = new TrainingStatePart(plan.Architecture, names);
        return (new StateReader(file, plan.Architecture, names, Fields(names, part, null)).Read(training), part.State);
    }

    /// <summary>Takes what was read, for a caller who is inside the gate to write.</summary>
    private void Put(IReadOnlyList<Action> changes, bool training)
    {
        if (training)
        {
            // Nothing stays of what a device has, which may have been lost for good.
            ReserveMoments();
            newest = null;
        }
        else
        {
            BringHome();
        }

        foreach (Action change in changes)
        {
            change();
        }

        ForgetInverses();
        weightVersion++;
        momentVersion += training ? 1 : 0;
    }
}
