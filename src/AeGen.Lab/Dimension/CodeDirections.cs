using AeGen.Analysis;
using AeGen.Lab.Models;

namespace AeGen.Lab.Dimension;

/// <summary>Trains the chain of linear layers and takes its code's spectrum.</summary>
internal static class CodeDirections
{
    private const float Rate = 3e-3f;
    private const float WeightDecay = 1e-2f;

    public static CodeSpectrum Of(CommonInput input, Effort effort, CancellationToken cancellationToken)
    {
        using Chain64To24 model = Chain64To24.Create(effort.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        model.OptimizerSettings = model.OptimizerSettings with { WeightDecay = WeightDecay };
        model.Fit(input.Train, effort.Options(input.Train, Rate, cancellationToken));
        float[] codes = new float[input.Test.Count * Chain64To24.Architecture.CodeSize];
        model.Encode(input.Test.Samples.Span, codes);
        return CodeSpectrum.Of(new DataSet(codes, Chain64To24.Architecture.CodeSize), cancellationToken);
    }
}
