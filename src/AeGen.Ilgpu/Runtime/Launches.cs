namespace AeGen.Runtime.Ilgpu;

/// <summary>The views that a network's generated kernels are launched with, and the launching.</summary>
/// <param name="device">The device.</param>
internal sealed class Launches(IlgpuDevice device)
{
    public ArrayView<Float4> Parameters { get; set; }

    public ArrayView<Float4> Moments { get; set; }

    public ArrayView<Float4> Workspace { get; set; }

    public ArrayView<Float4> Partials { get; set; }

    public ArrayView<float> Samples { get; set; }

    public ArrayView<int> Order { get; set; }

    public ArrayView<float> Results { get; set; }

    public ArrayView<float> Schedule { get; set; }

    public ArrayView<int> Status { get; set; }

    /// <summary>Launches a generated kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="groups">Number of groups, for each part.</param>
    /// <param name="threads">Threads that a group has work for; it gets as many as the device allows.</param>
    /// <param name="sizes">What the launch works on.</param>
    /// <param name="parts">Number of parts that are worked on apart from one another.</param>
    public void Run(IlgpuKernel kernel, int groups, int threads, in LaunchSizes sizes, int parts = 1) =>
        device.Load<IlgpuLauncher>(kernel, threads)?.Invoke(
            device.Accelerator.DefaultStream,
            new KernelConfig(new Index2D(groups, parts), new Index2D(device.ThreadsFor(threads), 1)),
            Parameters,
            Moments,
            Workspace,
            Partials,
            Samples,
            Order,
            Results,
            Schedule,
            Status,
            sizes);
}
