using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>Writes the class that holds an architecture's kernels for ILGPU.</summary>
/// <remarks>
/// Each kernel is a method with the signature of the runtime's IlgpuKernel; how many threads a group has is the launch's choice, any multiple of
/// eight. <see cref="KernelAccess"/> says who sees them.
/// </remarks>
internal sealed partial class KernelClass
{
    private const string Parameters =
        """
            Vectors parameters, Vectors moments, Vectors workspace, Vectors partials, Floats samples,
            Indices order, Floats results, Floats schedule, Indices status, Sizes sizes
        """;

    private static readonly Functions Functions = new("Float4");

    private readonly CodeWriter writer;
    private readonly KernelPlan plan;
    private readonly IlgpuLayout layout;
    private readonly FusedLayout? fused;

    public KernelClass(CodeWriter writer, KernelPlan plan, IlgpuLayout layout, FusedLayout? fused)
    {
        this.writer = writer;
        this.plan = plan;
        this.layout = layout;
        this.fused = fused;
    }

    public void Write(string name, KernelAccess access)
    {
        writer.Summary($"The kernels of {plan.Architecture.Type.Name} for ILGPU. The runtime launches them.");
        writer.Line(Marks.Code);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Block($"{access.Modifier()} static class {name}", () =>
        {
            bool first = true;
            void Separate()
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
            }

            foreach (Phase phase in plan.Phases)
            {
                switch (phase)
                {
                    case ProductPhase product:
                        ForEachTile(TilesOf(product), tile =>
                        {
                            Separate();
                            WriteProduct(product, tile);
                        });
                        break;
                    case NoisePhase noise:
                        Separate();
                        WriteNoise(noise);
                        break;
                    case SamplePhase sample:
                        Separate();
                        WriteSample(sample);
                        break;
                    case DivergencePhase divergence:
                        Separate();
                        WriteDivergence(divergence);
                        break;
                    case GramianPhase gramian:
                        ForEachTile(GroupTile.For(gramian.Result.Columns), tile =>
                        {
                            Separate();
                            WriteGramian(gramian, tile);
                        });
                        break;
                    case KeepPhase keep:
                        Separate();
                        WriteKeep(keep);
                        break;
                    case CenterPhase center:
                        Separate();
                        WriteCenter(center);
                        break;
                    case MeansPhase means:
                        Separate();
                        WriteMeans(means);
                        break;
                    case SquaredLengthsPhase lengths:
                        Separate();
                        WriteSquaredLengths(lengths);
                        break;
                    case ContractionPhase contraction:
                        Separate();
                        WriteContraction(contraction);
                        break;
                    case SparsityPhase sparsity:
                        Separate();
                        WriteSparsity(sparsity);
                        break;
                    case NormalizePhase normalize:
                        Separate();
                        WriteNormalize(normalize);
                        break;
                    case NormalizeBackPhase back:
                        Separate();
                        WriteNormalizeBack(back);
                        break;
                    case RightInversePhase { Step: RightInverseStep.Product } inverse:
                        ForEachTile(GroupTile.For(inverse.Inverse.K), tile =>
                        {
                            Separate();
                            WriteInverseProduct(inverse, tile);
                        });
                        break;
                    case UpdatePhase:
                        foreach (WeightPlan weight in plan.Weights)
                        {
                            ForEachTile(GroupTile.For(weight.Matrix.Columns), tile =>
                            {
                                Separate();
                                WriteUpdate(weight, tile);
                            });
                        }

                        break;
                    case CopyPhase or RightInversePhase:
                        // The runtime has these, the same for all networks.
                        break;
                    default:
                        throw new InvalidOperationException($"There is no kernel for {phase}.");
                }
            }

            if (plan.Biases.Count > 0)
            {
                Separate();
                WriteBiases();
            }

            Separate();
            WriteApplyPartials();
            if (fused is not null)
            {
                WriteFused(fused);
            }

            WriteHelpers();
        });
    }

    /// <summary>A kernel's method, by its phase's name and its tile.</summary>
    public static string MethodName(string phase, GroupTile tile) => phase + tile.Name;

    /// <summary>The method that changes a weight.</summary>
    public static string UpdateName(WeightPlan weight) => $"Update{Title(weight.Matrix.Name)}";

    /// <summary>The tiles of a product. One whose sums must be careful keeps two of each, for which a large patch has no registers.</summary>
    public static (GroupTile Large, GroupTile Small) TilesOf(ProductPhase product) =>
        product.Careful ? (GroupTile.Small, GroupTile.Small) : GroupTile.For(product.Result.Columns);

    private static void ForEachTile((GroupTile Large, GroupTile Small) tiles, Action<GroupTile> write)
    {
        write(tiles.Large);
        if (tiles.Small != tiles.Large)
        {
            write(tiles.Small);
        }
    }

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private void Kernel(string name, Action body) => writer.Block($"public static void {name}(\n{Parameters})", body);

    /// <summary>A matrix of the batch, as a view.</summary>
    private string View(BatchMatrix matrix) =>
        $"workspace.SubView({OfCapacity(layout.Of(matrix))}, {OfCapacity(IlgpuLayout.Fours(matrix.Columns))})";

    /// <summary>So many fours for each row that a matrix of the batch has in memory.</summary>
    private static string OfCapacity(long fours) => fours switch
    {
        0 => "0",
        1 => "sizes.Capacity",
        _ => $"{Literal.Of(fours)}L * sizes.Capacity",
    };

    /// <summary>A product with a size, as a term of a sum.</summary>
    private static string Times(string index, long size) => size == 1 ? index : $"({index} * {Literal.Of(size)})";

    /// <summary>A matrix of fixed size, as a view.</summary>
    private string View(FixedMatrix matrix) => $"parameters.SubView({Literal.Of(layout.Of(matrix))}, {Literal.Of(IlgpuLayout.Size(matrix))})";

    private string View(Matrix matrix) => matrix is BatchMatrix batch ? View(batch) : View((FixedMatrix)matrix);

    private void WriteHelpers()
    {
        WriteForms();
        if (plan.Phases.OfType<KeepPhase>().FirstOrDefault() is { } keep)
        {
            WriteKept(keep);
        }

        WriteSums();
    }

    /// <summary>Writes a thread's loop over the fours of a matrix of the batch.</summary>
    private void OverFours(int fours, Action body) => writer.Block(
        $"for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < {Times("sizes.Batch", fours)}; i += Grid.DimX * Group.DimX)", body);

    private static string Plus(int offset) => offset == 0 ? string.Empty : $" + {offset}";

    /// <summary>Writes the loop over a tile's patches. A group with fewer threads than patches goes through the terms several times.</summary>
    private void OverPatches(GroupTile tile, Action body) =>
        writer.Block($"for (int lane = Group.IdxX; lane < {tile.Threads}; lane += Group.DimX)", body);

    /// <summary>Writes the loop over the fours of those of a tile's rows that the threads have just computed.</summary>
    private void OverStagedRows(GroupTile tile, Action body)
    {
        writer.Line($"int stagedRow = (lane - Group.IdxX) / {tile.ThreadColumns} * {tile.PatchRows};");
        writer.Block($"for (int i = Group.IdxX; i < Group.DimX * {tile.PatchRows * tile.PatchFours}; i += Group.DimX)", body);
    }
}
