namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// Where an architecture's numbers lie on a device and which kernels there are, as the generator planned them. Places and lengths count
/// fours.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IlgpuPlan : DeviceKernels
{
    /// <summary>Length of the parameters: the trained ones, and then mirrors, right inverses and what else a step derives.</summary>
    public required long ParameterFours { get; init; }

    /// <summary>Length of the trained parameters, and of each moment: weights first, then biases.</summary>
    public required long TrainedFours { get; init; }

    /// <summary>Length of the trained weights, which decay; biases do not.</summary>
    public required long WeightFours { get; init; }

    /// <summary>Number of moments that the optimizer keeps of each parameter.</summary>
    public required int Moments { get; init; }

    /// <summary>Numbers in double precision: three k x k matrices for each right inverse.</summary>
    public required long Doubles { get; init; }

    /// <summary>Fours a row of the batch's matrices that inference needs; they come first.</summary>
    public required int InferenceColumns { get; init; }

    /// <summary>Fours a row of all the batch's matrices.</summary>
    public required int TrainingColumns { get; init; }

    /// <summary>Fours a row before the code.</summary>
    public required int CodeColumn { get; init; }

    /// <summary>Fours a row before the reconstruction; the input comes first.</summary>
    public required int OutputColumn { get; init; }

    /// <summary>The right inverses' damping.</summary>
    public required double Damping { get; init; }

    /// <summary>Multiply-adds of a training step for each sample.</summary>
    public required long TrainingMultiplyAdds { get; init; }

    /// <summary>The trained weights.</summary>
    public required IlgpuWeight[] Weights { get; init; }

    /// <summary>The trained biases and gains.</summary>
    public required IlgpuVector[] Biases { get; init; }

    /// <summary>The statistics of normalisations over the batch.</summary>
    public required IlgpuStatistics[] Statistics { get; init; }

    /// <summary>The right inverses.</summary>
    public required IlgpuInverse[] Inverses { get; init; }

    /// <summary>The products; the programs below name them by index.</summary>
    public required IlgpuProduct[] Products { get; init; }

    /// <summary>The kernels over all numbers of a buffer; the programs name them by indices that follow those of the products.</summary>
    public required IlgpuElementwise[] Elementwise { get; init; }

    /// <summary>The sums of outer products; the programs name them by indices that follow those of the elementwise kernels.</summary>
    public required IlgpuSum[] Sums { get; init; }

    /// <summary>From the input to the code.</summary>
    public required int[] Encode { get; init; }

    /// <summary>From the code to the reconstruction.</summary>
    public required int[] Decode { get; init; }

    /// <summary>From the input to the losses.</summary>
    public required int[] Evaluate { get; init; }

    /// <summary>From the input to the losses and every layer's error signal.</summary>
    public required int[] Propagate { get; init; }

    /// <summary>From the signals to what the update reads besides them, but for what is the right inverses'.</summary>
    public required int[] PrepareUpdate { get; init; }

    /// <summary>The product that writes the losses of evaluations.</summary>
    public required int LossProduct { get; init; }

    /// <summary>Groups that sum all signals' columns, for each part of the batch.</summary>
    public required int SignalBlocks { get; init; }

    /// <summary>The kernel that sums the signals' columns and takes the step on the biases, or null without biases.</summary>
    public required IlgpuKernel? UpdateBiases { get; init; }

    /// <summary>The kernels that keep the whole network in a group's memory, or null where it does not fit.</summary>
    public required IlgpuFused? Fused { get; init; }

    /// <summary>All kernels by tiles.</summary>
    internal IEnumerable<IlgpuTile> Tiles =>
        Products.SelectMany(product => product.Tiles)
            .Concat(((IlgpuOuterSum[])[.. Weights, .. Inverses, .. Sums]).SelectMany(sum => sum.Tiles));

    /// <summary>All generated kernels, and how many threads their groups have at most.</summary>
    internal IEnumerable<(IlgpuKernel Kernel, int Threads)> Kernels =>
        Tiles.Select(tile => (tile.Kernel, tile.Threads))
            .Concat(Elementwise.Select(elementwise => (elementwise.Kernel, IlgpuDevice.ElementThreads)))
            .Concat(UpdateBiases is null ? [] : [(UpdateBiases, IlgpuNetwork.SumThreads)])
            .Concat(Fused is null
                ? []
                :
                [
                    (Fused.Step, IlgpuNetwork.FusedThreads),
                    (Fused.Apply, IlgpuDevice.ElementThreads),
                    (Fused.Epoch, IlgpuNetwork.EpochThreads),
                    (Fused.Inference, IlgpuNetwork.FusedThreads),
                ])
            .DistinctBy(kernel => kernel.Item1.Method);
}

/// <summary>A kernel that computes a matrix by tiles, one a group.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
/// <param name="Threads">Threads of a group: no more and no fewer.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuTile(IlgpuKernel Kernel, int Rows, int Columns, int Threads)
{
    /// <summary>A kernel with its tile.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="kernel">The kernel.</param>
    public static IlgpuTile Of<TTile>(IlgpuKernel kernel)
        where TTile : struct, IGroupTile<TTile> => new(kernel, TTile.Rows, 4 * TTile.Fours, TTile.Threads);

    /// <summary>Number of tiles of a matrix.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    internal int Count(int rows, int columns) => checked((((rows - 1) / Rows) + 1) * (((columns - 1) / Columns) + 1));
}

/// <summary>A matrix that is a sum of outer products, computed by tiles.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Tiles">The sum by each kind of tiles, the largest first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record IlgpuOuterSum(int Rows, int Columns, IlgpuTile[] Tiles)
{
    /// <summary>Its length: its rows are padded to whole fours.</summary>
    internal int Fours => (Rows + 3) / 4 * 4 * ((Columns + 3) / 4);
}

/// <summary>A trained weight.</summary>
/// <param name="Layer">Index of the layer that owns it.</param>
/// <param name="Inputs">Its layer's inputs.</param>
/// <param name="Outputs">Its layer's outputs.</param>
/// <param name="Offset">Where its transpose lies, [inputs, outputs].</param>
/// <param name="Mirror">Where it lies itself as well, [outputs, inputs], or -1.</param>
/// <param name="Tiles">Its gradient and step by each kind of tiles.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuWeight(int Layer, int Inputs, int Outputs, long Offset, long Mirror, params IlgpuTile[] Tiles)
    : IlgpuOuterSum(Inputs, Outputs, Tiles);

/// <summary>Trained numbers of which a layer has one for each output.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Which">Which of them they are.</param>
/// <param name="Size">Their number.</param>
/// <param name="Offset">Where they lie.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuVector(int Layer, LayerVector Which, int Size, long Offset);

/// <summary>The statistics of a layer's normalisation over the batch.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Weight">Where its weight's transpose lies, [inputs, outputs].</param>
/// <param name="Gain">Where its gains lie.</param>
/// <param name="Bias">Where its biases lie, or -1.</param>
/// <param name="Means">Where the last batch's means lie.</param>
/// <param name="Variances">Where the last batch's variances lie.</param>
/// <param name="RunningMeans">Where those lie that inference works with.</param>
/// <param name="RunningVariances">Where those lie that inference works with.</param>
/// <param name="Folded">Where the weight with the normalisation in it lies, [inputs, outputs].</param>
/// <param name="FoldedBias">Where the biases with the normalisation in them lie.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuStatistics(
    int Layer,
    long Weight,
    long Gain,
    long Bias,
    long Means,
    long Variances,
    long RunningMeans,
    long RunningVariances,
    long Folded,
    long FoldedBias);

/// <summary>A right inverse.</summary>
/// <param name="K">Rows of W.</param>
/// <param name="N">Columns of W.</param>
/// <param name="Weight">W, [k, n].</param>
/// <param name="Orthogonal">Q, [k, n].</param>
/// <param name="OrthogonalTransposed">Qᵀ, [n, k].</param>
/// <param name="Triangle">L⁻¹, [k, k].</param>
/// <param name="TriangleTransposed">L⁻ᵀ, [k, k].</param>
/// <param name="Inverse">D = Vᵀ, [k, n].</param>
/// <param name="Product">X, [k, k].</param>
/// <param name="Correction">C, [k, k].</param>
/// <param name="Doubles">Where its matrices in double precision begin, in numbers.</param>
/// <param name="Tiles">X by each kind of tiles.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuInverse(
    int K,
    int N,
    long Weight,
    long Orthogonal,
    long OrthogonalTransposed,
    long Triangle,
    long TriangleTransposed,
    long Inverse,
    long Product,
    long Correction,
    long Doubles,
    params IlgpuTile[] Tiles) : IlgpuOuterSum(K, K, Tiles);

/// <summary>A square matrix that is a sum of outer products.</summary>
/// <param name="K">Its rows and columns.</param>
/// <param name="Offset">Where it lies.</param>
/// <param name="OfBatch">Whether its terms are the batch's samples, so that it can be summed in parts.</param>
/// <param name="Tiles">It by each kind of tiles.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuSum(int K, long Offset, bool OfBatch, params IlgpuTile[] Tiles) : IlgpuOuterSum(K, K, Tiles);

/// <summary>A product of a batch's matrix.</summary>
/// <param name="Terms">Columns of the batch's matrix.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="IsLoss">Whether it writes losses, a sum a tile.</param>
/// <param name="Tiles">The product by each kind of tiles, the largest first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuProduct(int Terms, int Columns, bool IsLoss, params IlgpuTile[] Tiles);

/// <summary>A kernel that goes over all numbers of a buffer, one four after the other.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Columns">Columns of the buffer.</param>
/// <param name="Rows">Rows of a matrix; 0 for those of the batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuElementwise(IlgpuKernel Kernel, int Columns, int Rows);

/// <summary>The kernels that keep the whole network in a group's memory.</summary>
/// <param name="Rows">Most samples that a group takes through the network at a time.</param>
/// <param name="SharedBytes">The group's memory that they need.</param>
/// <param name="Step">Forward, loss and backward of a batch.</param>
/// <param name="Apply">The step on what the groups have summed.</param>
/// <param name="Epoch">Many steps in one launch.</param>
/// <param name="Inference">Forward only.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record IlgpuFused(int Rows, int SharedBytes, IlgpuKernel Step, IlgpuKernel Apply, IlgpuKernel Epoch, IlgpuKernel Inference);
