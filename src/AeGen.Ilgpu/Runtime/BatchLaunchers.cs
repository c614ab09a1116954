using ILGPU;
using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Launches of the kernels around a network's own.</summary>
/// <param name="device">The device.</param>
internal sealed class BatchLaunchers(IlgpuDevice device)
{
    private const int Threads = 256;

    private delegate void GatherLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<float> samples, ArrayView<int> order, ArrayView<Float4> target, int rows, int size, int first, int ordered);

    private delegate void UnpackLauncher(AcceleratorStream stream, KernelConfig config, ArrayView<Float4> source, ArrayView<float> target, int rows, int size);

    private delegate void SumLossesLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<float> tiles, int count, ArrayView<float> losses, int step, ArrayView<int> status);

    private delegate void SumPartialsLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> partials, ArrayView<Float4> target, int count, int splits);

    private delegate void TransposeLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> source, ArrayView<Float4> target, int rows, int columns);

    private delegate void SumSquaresLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> gradient, int count, ArrayView<float> sums, int place);

    private delegate void ShortenLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> sums,
        int count,
        float longest,
        ArrayView<float> norms,
        ArrayView<float> schedule,
        int step,
        ArrayView<int> status);

    private delegate void BlendLauncher(
        AcceleratorStream stream, KernelConfig config, ArrayView<Float4> present, ArrayView<Float4> running, float share, float factor, ArrayView<int> status);

    private delegate void FoldLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<Float4> weight,
        ArrayView<Float4> folded,
        ArrayView<Float4> gains,
        ArrayView<Float4> variances,
        float epsilon);

    private delegate void FoldBiasLauncher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<Float4> bias,
        int hasBias,
        ArrayView<Float4> folded,
        ArrayView<Float4> gains,
        ArrayView<Float4> means,
        ArrayView<Float4> variances,
        float epsilon);

    private AcceleratorStream Stream => device.Accelerator.DefaultStream;

    public void Gather(ArrayView<float> samples, ArrayView<int> order, ArrayView<Float4> target, int rows, int size, int first, bool ordered) =>
        device.Load<GatherLauncher>(BatchKernels.Gather)(
            Stream, Over((long)rows * ((size + 3) / 4)), samples, order, target, rows, size, first, ordered ? 1 : 0);

    public void Unpack(ArrayView<Float4> source, ArrayView<float> target, int rows, int size) =>
        device.Load<UnpackLauncher>(BatchKernels.Unpack)(Stream, Over((long)rows * ((size + 3) / 4)), source, target, rows, size);

    public void SumLosses(ArrayView<float> tiles, int count, ArrayView<float> losses, int step, ArrayView<int> status) =>
        device.Load<SumLossesLauncher>(BatchKernels.SumLosses)(
            Stream, new KernelConfig(1, device.ThreadsFor(BatchKernels.LossThreads)), tiles, count, losses, step, status);

    public void SumPartials(ArrayView<Float4> partials, ArrayView<Float4> target, int count, int splits) =>
        device.Load<SumPartialsLauncher>(BatchKernels.SumPartials)(Stream, Over(count), partials, target, count, splits);

    public void SumSquares(ArrayView<Float4> gradient, int count, ArrayView<float> sums, int place) =>
        device.Load<SumSquaresLauncher>(NormKernels.SumSquares)(
            Stream, new KernelConfig(NormKernels.Groups, device.ThreadsThatMeet(NormKernels.Threads)), gradient, count, sums, place);

    public void Shorten(
        ArrayView<float> sums, int count, float longest, ArrayView<float> norms, ArrayView<float> schedule, int step, ArrayView<int> status) =>
        device.Load<ShortenLauncher>(NormKernels.Shorten)(Stream, new KernelConfig(1, 1), sums, count, longest, norms, schedule, step, status);

    public void Blend(ArrayView<Float4> present, ArrayView<Float4> running, float share, float factor, ArrayView<int> status) =>
        device.Load<BlendLauncher>(NormalizationKernels.Blend)(Stream, Over(running.Length), present, running, share, factor, status);

    public void Fold(ArrayView<Float4> weight, ArrayView<Float4> folded, ArrayView<Float4> gains, ArrayView<Float4> variances, float epsilon) =>
        device.Load<FoldLauncher>(NormalizationKernels.Fold)(Stream, Over(weight.Length), weight, folded, gains, variances, epsilon);

    public void FoldBias(
        ArrayView<Float4> bias,
        bool hasBias,
        ArrayView<Float4> folded,
        ArrayView<Float4> gains,
        ArrayView<Float4> means,
        ArrayView<Float4> variances,
        float epsilon) =>
        device.Load<FoldBiasLauncher>(NormalizationKernels.FoldBias)(
            Stream, Over(folded.Length), bias, hasBias ? 1 : 0, folded, gains, means, variances, epsilon);

    public void Transpose(ArrayView<Float4> source, ArrayView<Float4> target, int rows, int columns)
    {
        int down = (rows + BatchKernels.TransposeSquare - 1) / BatchKernels.TransposeSquare;
        int across = (columns + BatchKernels.TransposeSquare - 1) / BatchKernels.TransposeSquare;
        device.Load<TransposeLauncher>(BatchKernels.Transpose)(
            Stream, new KernelConfig(down * across, device.ThreadsFor(Threads)), source, target, rows, columns);
    }

    /// <summary>Groups and threads for so many independent elements; a thread takes several where there are very many.</summary>
    public KernelConfig Over(long elements) => Over(device, elements);

    /// <inheritdoc cref="Over(long)"/>
    public static KernelConfig Over(IlgpuDevice device, long elements)
    {
        const int GroupsAMultiprocessor = 32;
        int threads = device.ThreadsFor(Threads);
        long most = (long)device.Accelerator.NumMultiprocessors * GroupsAMultiprocessor;
        return new KernelConfig((int)Math.Clamp((elements + threads - 1) / threads, 1, Math.Max(1, most)), threads);
    }
}
