using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>Writes the class that holds an architecture's kernels for ILGPU.</summary>
/// <remarks>
/// Each kernel is a method with the signature of the runtime's IlgpuKernel; how many threads a group has is the launch's choice, any
/// multiple of eight. <see cref="KernelAccess"/> says who sees them.
/// </remarks>
internal sealed partial class KernelClass(CodeWriter writer, KernelPlan plan, IlgpuLayout layout, FusedLayout? fused)
{
    private const string Parameters =
        """
            Vectors parameters, Vectors moments, Vectors workspace, Vectors partials, Floats samples,
            Indices order, Floats results, Floats schedule, Indices status, Sizes sizes
        """;

    public void Write(string name, KernelAccess access)
    {
        writer.Summary($"The kernels of {plan.Architecture.Type.Name} for ILGPU. The runtime launches them.");
        writer.Line(Marks.Code);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Block($"{access.Modifier()} static class {name}", () =>
        {
            WriteConstants();
            foreach (Phase phase in plan.Phases)
            {
                WritePhase(phase);
            }

            if (fused is not null)
            {
                writer.Line();
                WriteFused(fused);
            }
        });
    }

    private void WritePhase(Phase phase)
    {
        if (phase.Division is not (Division.Solve or Division.Parameters))
        {
            writer.Line();
        }

        switch (phase.Division)
        {
            case Division.Tiles when phase.Contract is { } product:
                WriteProduct(phase, product);
                break;
            case Division.Rows:
                WriteRows(phase);
                break;
            case Division.Tiles or Division.Columns when phase.Operations[0] is Map:
                WriteElements(phase);
                break;
            case Division.Columns:
                WriteColumns(phase);
                break;
            case Division.Squares:
                WriteOuterSum(phase, (OuterSum)phase.Operations[0]);
                break;
            case Division.Solve:
                // The runtime has these, the same for all networks.
                break;
            case Division.Parameters:
                WriteUpdate(phase);
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {phase.Name}.");
        }
    }

    /// <summary>The method that changes a weight.</summary>
    public static string UpdateName(WeightPlan weight) => $"Update{weight.Matrix.Name}";

    private void Kernel(string name, Action body) => writer.Block($"public static void {name}(\n{Parameters})", body);

    /// <summary>Writes a kernel that the runtime launches with large tiles or with small ones.</summary>
    private void TileKernel(string name, Action body) =>
        writer.Block(
            $"public static void {name}<TTile>(\n{Parameters})\n    where TTile : struct, {IlgpuEmitter.Runtime}IGroupTile<TTile>", body);

    /// <summary>Declares where parameters and what follows from them lie, in fours.</summary>
    private void WriteConstants()
    {
        writer.Line("// Where weights, biases and what follows from them lie, in fours.");
        foreach (Plan.Buffer buffer in plan.Trained.Concat(plan.Derived))
        {
            long place = layout.Of(buffer);
            writer.Line($"private const {(place <= int.MaxValue ? "int" : "long")} {Constant(buffer)} = {Literal.Of(place)};");
        }
    }

    private static string Constant(Plan.Buffer buffer) => char.ToUpperInvariant(buffer.Name[0]) + buffer.Name.Substring(1);

    /// <summary>The name of a buffer's view.</summary>
    private static string ViewName(Plan.Buffer buffer) => $"{char.ToLowerInvariant(buffer.Name[0])}{buffer.Name.Substring(1)}At";

    /// <summary>A buffer of the batch, or a matrix, as a view.</summary>
    private string View(Plan.Buffer buffer) => buffer is Matrix matrix
        ? $"parameters.SubView({Constant(matrix)}, {Literal.Of(IlgpuLayout.Size(matrix))})"
        : $"workspace.SubView({OfCapacity(layout.Of(buffer))}, {OfCapacity(IlgpuLayout.Fours(buffer.Columns))})";

    /// <summary>So many fours for each row that a buffer of the batch has in memory.</summary>
    private static string OfCapacity(long fours) => fours switch
    {
        0 => "0",
        1 => "sizes.Capacity",
        _ => $"{Literal.Of(fours)}L * sizes.Capacity",
    };

    /// <summary>Declares views of buffers; vectors need none.</summary>
    private void DeclareViews(IEnumerable<Plan.Buffer> buffers)
    {
        foreach (Plan.Buffer buffer in buffers.Where(buffer => buffer is not Vector).Distinct())
        {
            writer.Line($"Vectors {ViewName(buffer)} = {View(buffer)};");
        }
    }

    /// <summary>The elements of views.</summary>
    private static IlgpuElements Elements() => new(
        buffer => buffer is Vector ? $"parameters[{Constant(buffer)} + column]" : $"{ViewName(buffer)}[at]",
        buffer => $"{ViewName(buffer)}[row]",
        "sizes.Batch",
        "sizes.Step");

    /// <summary>A product with a size, as a term of a sum.</summary>
    private static string Times(string index, long size) => size == 1 ? index : $"({index} * {Literal.Of(size)})";

    /// <summary>
    /// The optimizer's step where all of the batch has been summed, or the store of a part of the gradient; an expression.
    /// </summary>
    /// <param name="numbers">The step's numbers.</param>
    /// <param name="at">Where the four parameters lie among the trained ones.</param>
    /// <param name="gradient">The gradient in them.</param>
    /// <param name="decays">Whether they decay, which biases do not.</param>
    /// <param name="part">Where a part of the gradient comes.</param>
    private string StepCode(string numbers, string at, string gradient, bool decays, string part) =>
        $"{numbers}.StepOrStore<{plan.Optimizer.Function()}>(\n    parameters, {at}, {gradient}, {Literal.Of(decays)}, moments, "
        + $"{Literal.Place(layout.TrainedLength)}, partials, {part}, sizes.Splits > 1)";
}
