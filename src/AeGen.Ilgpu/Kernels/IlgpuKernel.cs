using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <summary>The signature that all generated kernels share.</summary>
/// <param name="parameters">Weights, biases, mirrors and right inverses, in fours.</param>
/// <param name="moments">The optimizer's moments, each in the layout of the trained parameters.</param>
/// <param name="workspace">The batch's matrices: each row-major, its rows padded with zeros to whole fours.</param>
/// <param name="partials">Sums over parts of the batch, each part's behind the other's.</param>
/// <param name="samples">Samples or codes, row-major.</param>
/// <param name="order">Which sample stands at each position.</param>
/// <param name="results">Losses, or in inference the result, row-major.</param>
/// <param name="schedule">The optimizer's numbers, <see cref="StepNumbers.Length"/> a step.</param>
/// <param name="status">What went wrong; zeros as long as nothing has.</param>
/// <param name="sizes">What the launch works on.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void IlgpuKernel(
    ArrayView<Float4> parameters,
    ArrayView<Float4> moments,
    ArrayView<Float4> workspace,
    ArrayView<Float4> partials,
    ArrayView<float> samples,
    ArrayView<int> order,
    ArrayView<float> results,
    ArrayView<float> schedule,
    ArrayView<int> status,
    LaunchSizes sizes);

/// <summary>A loaded kernel, ready to be launched on a stream.</summary>
internal delegate void IlgpuLauncher(
    AcceleratorStream stream,
    KernelConfig config,
    ArrayView<Float4> parameters,
    ArrayView<Float4> moments,
    ArrayView<Float4> workspace,
    ArrayView<Float4> partials,
    ArrayView<float> samples,
    ArrayView<int> order,
    ArrayView<float> results,
    ArrayView<float> schedule,
    ArrayView<int> status,
    LaunchSizes sizes);
