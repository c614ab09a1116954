namespace AeGen;

/// <summary>
/// What every declared autoencoder can do. Generated classes implement it, so that code can be generic over the model without reflection.
/// </summary>
/// <typeparam name="TSelf">The declared class itself.</typeparam>
/// <remarks>
/// Batches are row-major: sample after sample. All members may be called from many threads at once. Members that read the parameters,
/// saving among them, run side by side, and each sees one state. One that changes them, such as <see cref="LoadWeights"/>,
/// <see cref="TrainStep"/> or a layer's setter, waits for those that run, and those that come meanwhile wait for it.
/// <see cref="Fit"/> waits likewise, and until it returns all others throw an <see cref="InvalidOperationException"/>, but for those
/// that read within its callback. <c>Dispose</c> lets running calls end, a training too; calls after it throw an
/// <see cref="ObjectDisposedException"/>. Called from within a call or a scope of its own thread, such as a callback, it throws an
/// <see cref="InvalidOperationException"/>, as a change does. A call on a device throws an <see cref="InvalidOperationException"/> too
/// where the project that declares the model does not refer to the package whose kernels the device runs, and an <see
/// cref="InsufficientMemoryException"/> where the device has not enough memory.
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

    /// <summary>Computes the codes of a batch; a variational model's are the means.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="codes">Receives the codes, [batch, code size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">
    /// A length is no whole batch or the two differ, the spans overlap without being the same memory, or the input holds NaN or infinity.
    /// </exception>
    void Encode(ReadOnlySpan<float> input, Span<float> codes, ComputeDevice? device = null);

    /// <summary>Computes the reconstructions that belong to codes.</summary>
    /// <param name="codes">Codes, [batch, code size].</param>
    /// <param name="output">Receives the reconstructions, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">
    /// A length is no whole batch or the two differ, the spans overlap without being the same memory, or the codes hold NaN or infinity.
    /// </exception>
    void Decode(ReadOnlySpan<float> codes, Span<float> output, ComputeDevice? device = null);

    /// <summary>Encodes and decodes a batch.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="output">Receives the reconstructions, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">
    /// A length is no whole batch or the two differ, the spans overlap without being the same memory, or the input holds NaN or infinity.
    /// </exception>
    void Reconstruct(ReadOnlySpan<float> input, Span<float> output, ComputeDevice? device = null);

    /// <summary>The mean loss per element of a batch, without a step.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <exception cref="ArgumentException">The length is no whole batch, or the input holds NaN or infinity.</exception>
    double Evaluate(ReadOnlySpan<float> input, ComputeDevice? device = null);

    /// <summary>Takes one training step.</summary>
    /// <param name="batch">Samples, [batch, input size].</param>
    /// <param name="device">The device that runs it, or null for the CPU.</param>
    /// <returns>The mean loss per element before the step.</returns>
    /// <exception cref="ArgumentException">
    /// The length is no whole batch, the batch holds NaN, infinity or, with cross-entropy, a value outside of [0, 1], or it is one sample
    /// and a layer has a
    /// <see cref="BatchNormAttribute"/>.
    /// </exception>
    /// <exception cref="LossDivergedException">The loss is not finite; no parameter has changed.</exception>
    float TrainStep(ReadOnlySpan<float> batch, ComputeDevice? device = null);

    /// <summary>Trains for a number of epochs, or until the options or somebody they name ends it.</summary>
    /// <param name="train">The training data; its sample size is the input size.</param>
    /// <param name="options">What to do beyond the declaration, or null for the defaults.</param>
    /// <returns>What each epoch measured, why the training ended, and the state to resume it from.</returns>
    /// <exception cref="ArgumentException">
    /// The data's sample size is not the input size, its values are not those that the loss takes, an option is out of its range, or the state to resume
    /// from is not of this training; nothing has changed.
    /// </exception>
    /// <exception cref="LossDivergedException">
    /// A step's loss is not finite; the parameters are those before that step, or the best epoch's where
    /// <see cref="EarlyStopping.RestoreBest"/> asks for them, and the exception has the history.
    /// </exception>
    /// <exception cref="RankDeficientException">
    /// Rows that a right inverse needs have become dependent; what the model and the exception have is the same.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint to go on from is damaged or does not fit; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The folder has checkpoints that the training is not to go on from; nothing has changed.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder for checkpoints must not be read or written to.</exception>
    /// <exception cref="OperationCanceledException">The token in the options was cancelled, and the options do not ask for the history.</exception>
    TrainingHistory Fit(DataSet train, FitOptions? options = null);

    /// <summary>
    /// Writes the weights and biases, <see cref="Scaling"/> and <see cref="Threshold"/> to a safetensors file, which is there whole or not at all whenever
    /// the process stops: a temporary file in the same folder takes the file's place when it is on the disk.
    /// </summary>
    /// <remarks>
    /// Names and shapes are PyTorch's: <c>encoder.0.weight</c> [outputs, inputs], <c>encoder.0.bias</c> [outputs], in float32. The tensors
    /// are the state dictionary of a module of <c>Linear</c>, <c>BatchNorm1d</c> and <c>LayerNorm</c>, which takes them with
    /// <c>strict=True</c>. Where layers are normalised and none has a <c>Name</c>, normalisations and activations take up numbers as in a
    /// <c>Sequential</c>. Weights of a tied or right-inverse decoder follow from the encoder's and stand in the metadata by name only. The
    /// metadata have a scaling as <c>scaling.offset</c> and
    /// <c>scaling.factor</c>, [input size] each, and a threshold as <c>threshold</c>; where the model has none, so has the file.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The folder is missing, the disk is full, or a folder has the file's name; an old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to; an old file is as it was.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite, so that the file could not be loaded; an old file is as it was.</exception>
    void Save(string path);

    /// <summary>Makes a model with the weights, biases, scaling and threshold of a file.</summary>
    /// <param name="path">A file that <see cref="Save"/>, <see cref="SaveCheckpoint(string)"/> or PyTorch has written; see <see cref="LoadWeights"/>.</param>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit this architecture.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    static abstract TSelf Load(string path);

    /// <summary>
    /// Takes the weights and biases of a file, and its scaling and threshold: a file without them leaves the model none. The optimizer's state stays as it is.
    /// </summary>
    /// <remarks>
    /// A file of AeGen must be of this very architecture. Others, such as those of PyTorch, must have tensors of the same names and shapes in float32,
    /// float16, bfloat16 or float64; where activations take up indices (<c>encoder.0</c>, <c>encoder.2</c>), the layers are those there are, in this order.
    /// A bias before a <c>BatchNorm1d</c> is taken off the running means; before a <c>LayerNorm</c> it must be the same for all outputs.
    /// Weights of a tied or right-inverse decoder may stand there if they are what the encoder's make of them, and those of a tied one in
    /// the encoder's place. A tensor that the metadata name as another, as <c>safetensors.torch.save_model</c> writes shared ones, is read
    /// from that.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, does not fit this architecture, or holds NaN or infinity; the message says where. The model is as it was.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    void LoadWeights(string path);

    /// <summary>
    /// Writes a file as <see cref="Save"/> does, with the optimizer's state too: its moments, settings and number of steps taken.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">As for <see cref="Save"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Save"/>.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="Save"/>.</exception>
    void SaveCheckpoint(string path);

    /// <summary>
    /// Writes a file as <see cref="SaveCheckpoint(string)"/> does, with the state of a training too: from a callback of <c>Fit</c>, or of the history
    /// that it returned. <see cref="FitOptions.Checkpoints"/> does that by itself.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state of this model's training, as it is now.</param>
    /// <exception cref="ArgumentException">The state is not of such a model, or contradicts itself.</exception>
    /// <exception cref="IOException">As for <see cref="Save"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Save"/>.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="Save"/>.</exception>
    void SaveCheckpoint(string path, TrainingState state);

    /// <summary>Takes all that <see cref="SaveCheckpoint(string)"/> has written: the steps to come are those of the model that wrote it, bit for bit.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// The state of the training that the file was saved in, for <see cref="FitOptions.ResumeFrom"/> to go on from, or null where it holds none.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or of another architecture; the model is as it was.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    TrainingState? LoadCheckpoint(string path);

    /// <summary>The layers, the parameter count, the multiply-adds of a training step and the memory, as text.</summary>
    string Describe();
}
