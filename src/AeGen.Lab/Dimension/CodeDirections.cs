using AeGen.Analysis;
using AeGen.Lab.Models;

namespace AeGen.Lab.Dimension;

/// <summary>Trains the chain of linear layers and takes its code's spectrum.</summary>
internal static class CodeDirections
{
    private const float Rate = 3e-3f;

    // Strong enough to bring unused directions down to rounding within some thousand steps.
    private const float WeightDecay = 1;

    public static CodeSpectrum Of(CommonInput input, Effort effort, CancellationToken cancellationToken)
    {
        using Chain64To24 model = Chain64To24.Create(effort.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        model.OptimizerSettings = model.OptimizerSettings with { WeightDecay = WeightDecay };
        model.Fit(input.Train, Effort.Options(input.Train, effort.Steps, Rate, effort.Seed, cancellationToken));
        float[] codes = new float[input.Test.Count * Chain64To24.Architecture.CodeSize];
        model.Encode(input.Test.Samples.Span, codes);
        return CodeSpectrum.Of(new DataSet(codes, Chain64To24.Architecture.CodeSize), cancellationToken);
    }
}
