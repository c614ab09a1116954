using ILGPU;
using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Launches of the kernels of right inverses.</summary>
internal sealed class InverseLauncher
{
    private readonly IlgpuDevice device;
    private readonly IlgpuInverse inverse;
    private readonly int index;
    private readonly double damping;
    private readonly ArrayView<Float4> parameters;
    private readonly ArrayView<double> doubles;
    private readonly ArrayView<int> status;

    public InverseLauncher(IlgpuDevice device, IlgpuPlan plan, int index, ArrayView<Float4> parameters, ArrayView<double> doubles, ArrayView<int> status)
    {
        this.device = device;
        this.index = index;
        this.parameters = parameters;
        this.doubles = doubles;
        this.status = status;
        inverse = plan.Inverses[index];
        damping = plan.Damping;
    }

    private delegate void GramLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> w, ArrayView<double> gram, int k, int fours, ArrayView<int> status);

    private delegate void FactorLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> gram, ArrayView<double> factor, int k, double damping, double smallest, int inverse, int step, ArrayView<int> status);

    private delegate void InvertLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> factor, ArrayView<double> inverse, int k, ArrayView<int> status);

    private delegate void RoundLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<double> inverse,
        ArrayView<Float4> triangle,
        ArrayView<Float4> transposed,
        int k,
        ArrayView<int> status);

    private delegate void SolveLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<Float4> w,
        ArrayView<double> inverse,
        ArrayView<Float4> q,
        ArrayView<Float4> transposed,
        int k,
        int n,
        ArrayView<int> status);

    private delegate void MaterialiseLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> q, ArrayView<double> inverse, ArrayView<Float4> d, int k, int fours, ArrayView<int> status);

    private delegate void CombineLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> x, ArrayView<double> inverse, ArrayView<Float4> c, int k, ArrayView<int> status);

    private AcceleratorStream Stream => device.Accelerator.DefaultStream;

    private int K => inverse.K;

    private int RowFours => (inverse.N + 3) / 4;

    private ArrayView<Float4> Matrix(long place, int rows, int columns) => parameters.SubView(place, (long)((rows + 3) / 4 * 4) * ((columns + 3) / 4));

    private ArrayView<Float4> Wide(long place) => Matrix(place, K, inverse.N);

    private ArrayView<Float4> Square(long place) => Matrix(place, K, K);

    /// <summary>One of the k x k matrices in double precision: 0 the Gram matrix, 1 L, 2 L⁻¹.</summary>
    private ArrayView<double> Double(int which) => doubles.SubView(inverse.Doubles + ((long)which * K * K), (long)K * K);

    /// <summary>From W to Q and L⁻¹ and their transposes.</summary>
    /// <param name="step">The step, for the status where there is no right inverse.</param>
    public void Prepare(int step)
    {
        const int MostGroups = 1 << 20;
        int together = device.ThreadsThatMeet(Math.Min(RightInverseKernels.DotThreads, Threads(RowFours)));
        device.Load<GramLauncher>(RightInverseKernels.Gram)(
            Stream, new KernelConfig((int)Math.Min((long)K * K, MostGroups), together), Wide(inverse.Weight), Double(0), K, RowFours, status);
        device.Load<FactorLauncher>(RightInverseKernels.Factor)(
            Stream, new KernelConfig(1, device.ThreadsThatMeet(Math.Min(256, Threads(K)))), Double(
                0), Double(1), K, damping, RightInverses.SmallestPivot, index, step, status);
        int threads = device.ThreadsFor(32);
        device.Load<InvertLauncher>(RightInverseKernels.Invert)(Stream, new KernelConfig((K + threads - 1) / threads, threads), Double(1), Double(2), K, status);
        device.Load<RoundLauncher>(RightInverseKernels.Round)(Stream, Over(K), Double(2), Square(inverse.Triangle), Square(inverse.TriangleTransposed), K, status);
        device.Load<SolveLauncher>(RightInverseKernels.Solve)(
            Stream,
            Over(RowFours),
            Wide(inverse.Weight),
            Double(2),
            Wide(inverse.Orthogonal),
            Matrix(inverse.OrthogonalTransposed, inverse.N, K),
            K,
            inverse.N,
            status);
    }

    /// <summary>From Q to the right inverse itself.</summary>
    public void Materialise() => device.Load<MaterialiseLauncher>(RightInverseKernels.Materialise)(
        Stream, Over(RowFours), Wide(inverse.Orthogonal), Double(2), Wide(inverse.Inverse), K, RowFours, status);

    /// <summary>From X to C.</summary>
    public void Combine() => device.Load<CombineLauncher>(RightInverseKernels.Combine)(
        Stream, Over(K), Square(inverse.Product), Double(2), Square(inverse.Correction), K, status);

    private KernelConfig Over(int columns) => BatchLaunchers.Over(device, (long)K * columns);

    /// <summary>The smallest power of two of threads, from 8, that has one for each of so many elements.</summary>
    private static int Threads(int elements) => (int)Math.Max(8, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)elements));
}
