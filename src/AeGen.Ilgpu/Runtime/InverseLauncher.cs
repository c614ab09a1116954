namespace AeGen.Runtime.Ilgpu;

/// <summary>Launches of the kernels of right inverses.</summary>
/// <param name="device">The device.</param>
/// <param name="plan">The network's plan.</param>
/// <param name="index">Which of its right inverses this is.</param>
/// <param name="parameters">The network's parameters, and what follows from them.</param>
/// <param name="doubles">Its numbers in double precision.</param>
/// <param name="status">What went wrong.</param>
internal sealed class InverseLauncher(
    IlgpuDevice device, IlgpuPlan plan, int index, ArrayView<Float4> parameters, ArrayView<double> doubles, ArrayView<int> status)
{
    private readonly IlgpuInverse inverse = plan.Inverses[index];

    private int K => inverse.K;

    private int RowFours => (inverse.N + 3) / 4;

    private ArrayView<Float4> Wide(long place) => Matrix(place, K, inverse.N);

    private ArrayView<Float4> Square(long place) => Matrix(place, K, K);

    private ArrayView<Float4> Matrix(long place, int rows, int columns) =>
        parameters.SubView(place, (long)((rows + 3) / 4 * 4) * ((columns + 3) / 4));

    /// <summary>One of the k x k matrices in double precision: 0 the Gram matrix, 1 L, 2 L⁻¹.</summary>
    private ArrayView<double> Double(int which) => doubles.SubView(inverse.Doubles + ((long)which * K * K), (long)K * K);

    /// <summary>From W to Q and L⁻¹ and their transposes.</summary>
    /// <param name="step">The step, for the status where there is no right inverse.</param>
    public void Prepare(int step)
    {
        const int MostGroups = 1 << 20;
        int together = device.ThreadsThatMeet(Math.Min(RightInverseKernels.DotThreads, Threads(RowFours)));
        int threads = device.ThreadsFor(32);
        var products = new KernelConfig((int)Math.Min((long)K * K, MostGroups), together);
        var oneGroup = new KernelConfig(1, device.ThreadsThatMeet(Math.Min(256, Threads(K))));
        var columns = new KernelConfig((K + threads - 1) / threads, threads);
        ArrayView<Float4> transposed = Matrix(inverse.OrthogonalTransposed, inverse.N, K);
        device.Launch(RightInverseKernels.Gram, products, Wide(inverse.Weight), Double(0), K, RowFours, status);
        device.Launch(
            RightInverseKernels.Factor, oneGroup, Double(0), Double(1), K, plan.Damping, RightInverses.SmallestPivot, index, step, status);
        device.Launch(RightInverseKernels.Invert, columns, Double(1), Double(2), K, status);
        device.Launch(
            RightInverseKernels.Round, Over(K), Double(2), Square(inverse.Triangle), Square(inverse.TriangleTransposed), K, status);
        device.Launch(
            RightInverseKernels.Solve,
            Over(RowFours), Wide(inverse.Weight), Double(2), Wide(inverse.Orthogonal), transposed, K, inverse.N, status);
    }

    /// <summary>From Q to the right inverse itself.</summary>
    public void Materialise() => device.Launch(
        RightInverseKernels.Materialise, Over(RowFours), Wide(inverse.Orthogonal), Double(2), Wide(inverse.Inverse), K, RowFours, status);

    /// <summary>From X to C.</summary>
    public void Combine() => device.Launch(
        RightInverseKernels.Combine, Over(K), Square(inverse.Product), Double(2), Square(inverse.Correction), K, status);

    private KernelConfig Over(int columns) => device.Over((long)K * columns);

    /// <summary>The smallest power of two of threads, from 8, that has one for each of so many elements.</summary>
    private static int Threads(int elements) => (int)Math.Max(8, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)elements));
}
