using System.Globalization;
using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>How many pieces each phase falls into.</summary>
internal static class PhaseCode
{
    /// <summary>An expression of <c>blocks</c>, the batch's number of blocks of rows.</summary>
    public static string Tiles(KernelPlan plan, Phase phase) => phase switch
    {
        ProductPhase product => Times("blocks", CpuLayout.Panels(product.Result.Columns)),
        NoisePhase or SamplePhase or DivergencePhase or ContractionPhase or CenterPhase or KeepPhase => Times("blocks", CpuLayout.Panels(((BatchPhase)phase).Over.Columns)),
        GramianPhase gramian => Blocks(gramian.Result).ToString(CultureInfo.InvariantCulture),
        CopyPhase copy => CpuLayout.Panels(copy.Copy.Columns).ToString(CultureInfo.InvariantCulture),
        MeansPhase means => CpuLayout.Panels(means.Source.Columns).ToString(CultureInfo.InvariantCulture),
        NormalizePhase normalize => Tiles(normalize.Normalization),
        NormalizeBackPhase back => Tiles(back.Normalization),
        SquaredLengthsPhase lengths => CpuLayout.Panels(lengths.Result.Columns).ToString(CultureInfo.InvariantCulture),
        SparsityPhase sparsity => Times("blocks", CpuLayout.Panels(sparsity.Signal.Columns)),
        RightInversePhase inverse => InverseTiles(inverse).ToString(CultureInfo.InvariantCulture),
        UpdatePhase => (plan.Weights.Sum(weight => Blocks(weight.Matrix)) + plan.Biases.Sum(bias => CpuLayout.Panels(bias.Vector.Size)))
            .ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };

    /// <summary>A batch's statistics need a whole panel, and a sample's whole rows.</summary>
    private static string Tiles(NormalizationPlan normalization) => normalization.Kind == NormalizationKind.Batch
        ? CpuLayout.Panels(normalization.Normalized.Columns).ToString(CultureInfo.InvariantCulture)
        : "blocks";

    private static string Times(string factor, int count) => count == 1 ? factor : $"{factor} * {count}";

    /// <summary>Number of squares of 32 x 32 that cover a matrix.</summary>
    public static int Blocks(FixedMatrix matrix) => CpuLayout.Panels(matrix.Rows) * CpuLayout.Panels(matrix.Columns);

    private static int InverseTiles(RightInversePhase phase) => phase.Step switch
    {
        RightInverseStep.Factor => 1,

        // The runtime computes two times four rows of the Gram matrix together, and panels of the others.
        RightInverseStep.Gram => (phase.Inverse.K + 7) / 8,
        RightInverseStep.Solve or RightInverseStep.Materialise => CpuLayout.Panels(phase.Inverse.N),
        RightInverseStep.Product => Blocks(phase.Inverse.Product),
        RightInverseStep.Combine => CpuLayout.Panels(phase.Inverse.K),
    };
}
