using AeGen.Files;

namespace AeGen.Runtime;

/// <content>Writing the network to files and reading it back.</content>
public sealed unsafe partial class Network<TModel> : IStateOwner
{
    /// <summary>Writes the weights and biases to a file.</summary>
    public void Save(string path) => Save(path, training: false);

    /// <summary>Writes the weights, the biases and the state of the training to a file.</summary>
    public void SaveCheckpoint(string path) => Save(path, training: true);

    /// <summary>Reads weights and biases from a file.</summary>
    public void LoadWeights(string path) => Load(path, training: false);

    /// <summary>Reads weights, biases and the state of a training from a file.</summary>
    public void LoadCheckpoint(string path) => Load(path, training: true);

    /// <inheritdoc/>
    ModelState IStateOwner.Gather(bool training)
    {
        // Files are written from a copy, so that a slow disk keeps nobody from training.
        gate.EnterRead();
        try
        {
            BringHome();
            return Gather(training);
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <inheritdoc/>
    void IStateOwner.Apply(SafetensorsFile file, bool training)
    {
        string[] names = LayerFileNames.Find(file, plan.Architecture);
        IReadOnlyList<Action> changes = new StateReader(file, plan.Architecture, names, Fields(names)).Read(training);
        gate.EnterWrite();
        try
        {
            BringHome();
            if (training)
            {
                ReserveMoments();
            }

            foreach (Action change in changes)
            {
                change();
            }

            ForgetInverses();
            weightVersion++;
            momentVersion += training ? 1 : 0;
        }
        finally
        {
            gate.ExitWrite();
        }
    }

    private void Save(string path, bool training)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ((IStateOwner)this).Gather(training).Save(path);
    }

    private void Load(string path, bool training)
    {
        using var file = SafetensorsFile.Open(path);
        ((IStateOwner)this).Apply(file, training);
    }

    /// <summary>Copies the state out, for a caller who is inside the gate and has brought it home.</summary>
    private ModelState Gather(bool training)
    {
        string[] names = [.. plan.Layers.Select((_, index) => LayerAt(index).Name)];
        return Fields(names).Gather(training, FileFacts.Of(plan.Architecture, training));
    }
}
