namespace AeGen.Generators.Layers;

/// <summary>
/// One thing that a sample goes through on its way from the input to the reconstruction: how it goes forward, and how its loss's gradient
/// comes back.
/// </summary>
/// <remarks>
/// Samples are rows. A layer that training alone has leaves inference as it is. What a layer makes in <see cref="Train"/> it may read in
/// <see cref="Back"/>, which comes after all layers' ways forward.
/// </remarks>
internal abstract class LayerPlan
{
    /// <summary>Plans the way forward in inference.</summary>
    /// <param name="input">What the layer is given.</param>
    /// <param name="program">Receives the operations.</param>
    /// <returns>What the layer gives.</returns>
    public virtual BatchBuffer Infer(BatchBuffer input, List<Operation> program) => input;

    /// <summary>Plans the way forward in training.</summary>
    /// <param name="input">What the layer is given.</param>
    /// <param name="program">Receives the operations.</param>
    /// <returns>What the layer gives.</returns>
    public virtual BatchBuffer Train(BatchBuffer input, List<Operation> program) => input;

    /// <summary>Plans the way back.</summary>
    /// <param name="signal">The loss's gradient in what the layer gave.</param>
    /// <param name="program">Receives the operations.</param>
    /// <returns>The loss's gradient in what the layer was given.</returns>
    public virtual BatchBuffer Back(BatchBuffer signal, List<Operation> program) => signal;

    /// <summary>Plans what all steps on parameters need before the first of them is taken.</summary>
    /// <param name="program">Receives the operations.</param>
    public virtual void PrepareUpdate(List<Operation> program)
    {
    }
}
