namespace AeGen;

/// <summary>
/// What every declared autoencoder can do. Generated classes implement it, so that code can be generic over the model without reflection.
/// </summary>
/// <typeparam name="TSelf">The declared class itself.</typeparam>
/// <remarks>
/// Batches are row-major: sample after sample. Reading members may be called from many threads at once; a call that would overlap with
/// training throws an <see cref="InvalidOperationException"/>. A call on a device throws an <see cref="InvalidOperationException"/> too where the
/// project that declares the model does not refer to the package whose kernels the device runs, and an <see cref="InsufficientMemoryException"/>
/// where the device has not enough memory.
/// </remarks>
public partial interface IAutoencoder<TSelf> : IDisposable
    where TSelf : class, IAutoencoder<TSelf>
{
    /// <summary>The architecture as declared.</summary>
    static abstract Architecture Architecture { get; }

    /// <summary>Makes a model with freshly drawn weights.</summary>
    /// <param name="seed">Equal seeds give equal weights.</param>
    static abstract TSelf Create(ulong seed = 0);

    /// <summary>The layers' weights and biases, encoder first, by name and in order.</summary>
    LayerCollection Layers { get; }

    /// <summary>The optimizer's numbers, for the steps to come.</summary>
    OptimizerSettings OptimizerSettings { get; set; }

    /// <summary>How the CPU's kernels run.</summary>
    CpuOptions CpuOptions { get; set; }

    /// <summary>Computes the codes of a batch.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="codes">Receives the codes, [batch, code size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, or the input holds NaN or infinity.</exception>
    void Encode(ReadOnlySpan<float> input, Span<float> codes, ComputeDevice? device = null);

    /// <summary>Computes the reconstructions that belong to codes.</summary>
    /// <param name="codes">Codes, [batch, code size].</param>
    /// <param name="output">Receives the reconstructions, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, or the codes hold NaN or infinity.</exception>
    void Decode(ReadOnlySpan<float> codes, Span<float> output, ComputeDevice? device = null);

    /// <summary>Encodes and decodes a batch.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="output">Receives the reconstructions, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, or the input holds NaN or infinity.</exception>
    void Reconstruct(ReadOnlySpan<float> input, Span<float> output, ComputeDevice? device = null);

    /// <summary>The mean loss per element of a batch, without a step.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">The length is no whole batch, or the input holds NaN, infinity or, with cross-entropy, a value outside of [0, 1].</exception>
    double Evaluate(ReadOnlySpan<float> input, ComputeDevice? device = null);

    /// <summary>Takes one training step.</summary>
    /// <param name="batch">Samples, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <returns>The mean loss per element before the step.</returns>
    /// <exception cref="ArgumentException">The length is no whole batch, or the batch holds NaN, infinity or, with cross-entropy, a value outside of [0, 1].</exception>
    /// <exception cref="LossDivergedException">The loss is not finite; no parameter has changed.</exception>
    float TrainStep(ReadOnlySpan<float> batch, ComputeDevice? device = null);

    /// <summary>Trains for a number of epochs.</summary>
    /// <param name="train">The training data; its sample size is the input size.</param>
    /// <param name="options">What to do beyond the declaration, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The data's sample size is not the input size, its values are not those that the loss takes, or an option is out of its range.</exception>
    /// <exception cref="LossDivergedException">A step's loss is not finite; the parameters are those before that step.</exception>
    /// <exception cref="OperationCanceledException">The token in the options was cancelled.</exception>
    TrainingHistory Fit(DataSet train, FitOptions? options = null);

    /// <summary>The layers, the parameter count, the multiply-adds of a training step and the memory, as text.</summary>
    string Describe();
}
