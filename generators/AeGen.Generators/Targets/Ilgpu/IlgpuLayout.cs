namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>
/// Where a device keeps a plan's numbers: row by row, each row padded with zeros to whole fours, which kernels load and store at once. All
/// places count fours.
/// </summary>
internal sealed class IlgpuLayout(KernelPlan plan) : Layout(plan, Size, Fours, inverse => 3L * inverse.K * inverse.K)
{
    /// <summary>Length of the trained weights, which come first.</summary>
    public long WeightLength { get; } = plan.Weights.Sum(weight => Size(weight.Matrix));

    /// <summary>Number of fours that hold so many numbers.</summary>
    public static int Fours(int numbers) => (numbers + 3) / 4;

    /// <summary>
    /// Length of a matrix or a vector: a matrix's rows, too, are padded to whole fours, so that a mirror and its weight have room for each
    /// other.
    /// </summary>
    public static long Size(Plan.Buffer buffer) =>
        (buffer is Matrix matrix ? (long)Fours(matrix.Rows) * 4 : 1) * Fours(buffer.Columns);
}
