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

    private delegate void RowProductsLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> a, ArrayView<Float4> b, ArrayView<double> product, int k, int fours, ArrayView<int> status);

    private delegate void FactorLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> gram, ArrayView<double> factor, int k, double damping, double smallest, int inverse, int step, ArrayView<int> status);

    private delegate void InvertLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> factor, ArrayView<double> inverse, int k, ArrayView<int> status);

    private delegate void WeightingLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> inverse, ArrayView<double> s, ArrayView<Float4> narrow, int k, ArrayView<int> status);

    private delegate void SolveLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<Float4> w,
        ArrayView<double> inverse,
        ArrayView<double> s,
        ArrayView<Float4> q,
        ArrayView<Float4> d,
        ArrayView<Float4> v,
        int k,
        int n,
        ArrayView<int> status);

    private delegate void WeighLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> inverse, ArrayView<double> n, ArrayView<double> x, int k, ArrayView<int> status);

    private delegate void CombineLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<double> inverse, ArrayView<double> x, ArrayView<Float4> c, int k, ArrayView<int> status);

    private AcceleratorStream Stream => device.Accelerator.DefaultStream;

    private int K => inverse.K;

    private int RowFours => (inverse.N + 3) / 4;

    private ArrayView<Float4> Wide(long place) => parameters.SubView(place, inverse.Fours);

    private ArrayView<Float4> Square(long place) => parameters.SubView(place, (K + 3) / 4 * 4 * ((K + 3) / 4));

    /// <summary>One of the k x k matrices in double precision: 0 the Gram matrix and later N, 1 L, 2 L⁻¹, 3 S, 4 X.</summary>
    private ArrayView<double> Double(int which) => doubles.SubView(inverse.Doubles + ((long)which * K * K), (long)K * K);

    /// <summary>From W to Q, D and V.</summary>
    /// <param name="step">The step, for the status where there is no right inverse.</param>
    public void Prepare(int step)
    {
        RowProducts(Wide(inverse.Weight), Wide(inverse.Weight));
        device.Load<FactorLauncher>(RightInverseKernels.Factor)(
            Stream, new KernelConfig(1, device.ThreadsThatMeet(Math.Min(256, Threads(K)))), Double(0), Double(1), K, damping, RightInverse.SmallestPivot, index, step, status);
        int threads = device.ThreadsFor(32);
        device.Load<InvertLauncher>(RightInverseKernels.Invert)(Stream, new KernelConfig((K + threads - 1) / threads, threads), Double(1), Double(2), K, status);
        device.Load<WeightingLauncher>(RightInverseKernels.Weighting)(Stream, Over(K), Double(2), Double(3), Square(inverse.Weighting), K, status);
        long transposed = (long)((inverse.N + 3) / 4 * 4) * ((K + 3) / 4);
        device.Load<SolveLauncher>(RightInverseKernels.Solve)(
            Stream,
            Over(RowFours),
            Wide(inverse.Weight),
            Double(2),
            Double(3),
            Wide(inverse.Orthogonal),
            Wide(inverse.Inverse),
            parameters.SubView(inverse.InverseTransposed, transposed),
            K,
            inverse.N,
            status);
    }

    /// <summary>From G to C; S is there already.</summary>
    public void Differentiate()
    {
        RowProducts(Wide(inverse.Gradient), Wide(inverse.Orthogonal));
        device.Load<WeighLauncher>(RightInverseKernels.Weigh)(Stream, Over(K), Double(2), Double(0), Double(4), K, status);
        device.Load<CombineLauncher>(RightInverseKernels.Combine)(Stream, Over(K), Double(2), Double(4), Square(inverse.Correction), K, status);
    }

    private void RowProducts(ArrayView<Float4> a, ArrayView<Float4> b)
    {
        const int MostGroups = 1 << 20;
        int threads = device.ThreadsThatMeet(Math.Min(RightInverseKernels.DotThreads, Threads(RowFours)));
        device.Load<RowProductsLauncher>(RightInverseKernels.RowProducts)(
            Stream, new KernelConfig((int)Math.Min((long)K * K, MostGroups), threads), a, b, Double(0), K, RowFours, status);
    }

    private KernelConfig Over(int columns) => BatchLaunchers.Over(device, (long)K * columns);

    /// <summary>The smallest power of two of threads, from 8, that has one for each of so many elements.</summary>
    private static int Threads(int elements) => (int)Math.Max(8, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)elements));
}
