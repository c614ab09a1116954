namespace AeGen.Runtime.Ilgpu;

/// <summary>Launches of the kernels around a network's own.</summary>
/// <param name="device">The device.</param>
internal sealed class BatchLaunchers(IlgpuDevice device)
{
    public void Gather(
        ArrayView<float> samples, ArrayView<int> order, ArrayView<Float4> target, int rows, int size, int first, bool ordered) =>
        device.Launch(
            BatchKernels.Gather, device.Over((long)rows * ((size + 3) / 4)), samples, order, target, rows, size, first, ordered ? 1 : 0);

    public void Unpack(ArrayView<Float4> source, ArrayView<float> target, int rows, int size) =>
        device.Launch(BatchKernels.Unpack, device.Over((long)rows * ((size + 3) / 4)), source, target, rows, size);

    public void SumLosses(ArrayView<float> tiles, int count, ArrayView<float> losses, int step, ArrayView<int> status)
    {
        var config = new KernelConfig(1, device.ThreadsFor(BatchKernels.LossThreads));
        device.Launch(BatchKernels.SumLosses, config, tiles, count, losses, step, status);
    }

    public void SumPartials(ArrayView<Float4> partials, ArrayView<Float4> target, int count, int splits) =>
        device.Launch(BatchKernels.SumPartials, device.Over(count), partials, target, count, splits);

    public void SumSquares(ArrayView<Float4> gradient, int count, ArrayView<float> sums, int place)
    {
        var config = new KernelConfig(NormKernels.Groups, device.ThreadsThatMeet(NormKernels.Threads));
        device.Launch(NormKernels.SumSquares, config, gradient, count, sums, place);
    }

    public void Shorten(
        ArrayView<float> sums, int count, float longest, ArrayView<float> norms, ArrayView<float> schedule, int step,
        ArrayView<int> status) =>
        device.Launch(NormKernels.Shorten, new KernelConfig(1, 1), sums, count, longest, norms, schedule, step, status);

    public void Blend(ArrayView<Float4> present, ArrayView<Float4> running, float share, float factor, ArrayView<int> status) =>
        device.Launch(NormalizationKernels.Blend, device.Over(running.Length), present, running, share, factor, status);

    public void Fold(
        ArrayView<Float4> weight, ArrayView<Float4> folded, ArrayView<Float4> gains, ArrayView<Float4> variances, float epsilon) =>
        device.Launch(NormalizationKernels.Fold, device.Over(weight.Length), weight, folded, gains, variances, epsilon);

    public void FoldBias(
        ArrayView<Float4> bias,
        bool hasBias,
        ArrayView<Float4> folded,
        ArrayView<Float4> gains,
        ArrayView<Float4> means,
        ArrayView<Float4> variances,
        float epsilon) =>
        device.Launch(
            NormalizationKernels.FoldBias, device.Over(folded.Length), bias, hasBias ? 1 : 0, folded, gains, means, variances, epsilon);

    public void Transpose(ArrayView<Float4> source, ArrayView<Float4> target, int rows, int columns)
    {
        int down = (rows + BatchKernels.TransposeSquare - 1) / BatchKernels.TransposeSquare;
        int across = (columns + BatchKernels.TransposeSquare - 1) / BatchKernels.TransposeSquare;
        var config = new KernelConfig(down * across, device.ThreadsFor(IlgpuDevice.ElementThreads));
        device.Launch(BatchKernels.Transpose, config, source, target, rows, columns);
    }
}
