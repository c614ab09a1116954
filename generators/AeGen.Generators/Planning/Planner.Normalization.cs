using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <content>Layers that are normalised.</content>
/// <remarks>
/// A normalised layer is Y_l = f(g * n(Y_{l-1} F_l) + b_l). D_l is then the gradient in f's argument, and what takes its place in all formulas of
/// <see cref="Planner"/> but that of the biases is the gradient E_l in Y_{l-1} F_l, which <see cref="NormalizeBackPhase"/> derives. Inference folds the
/// normalisation of a batch, whose means and variances are then constants m and v, into F_l diag(s) and b_l - m * s with s = g / sqrt(v + epsilon).
/// </remarks>
internal sealed partial class Planner
{
    private NormalizationPlan PlanNormalization(int layer, NormalizationSpec spec)
    {
        string name = outputs[layer].Name;
        (int inputs, int size) = (layers[layer].Inputs, layers[layer].Outputs);
        BiasVector Vector(string suffix) => new($"{name}{suffix}", size);
        bool ofBatch = spec.Kind == NormalizationKind.Batch;
        var plan = new NormalizationPlan(
            spec.Kind,
            spec.Epsilon,
            spec.Momentum,
            Vector("Gain"),
            new BatchMatrix($"{name}Normalized", size),
            new BatchMatrix($"{name}GainSignal", size),
            new BatchMatrix($"{name}LinearSignal", size),
            ofBatch ? null : new BatchMatrix($"{name}Deviations", 1),
            ofBatch
                ? new StatisticsPlan(
                    Vector("BatchMeans"),
                    Vector("BatchVariances"),
                    Vector("RunningMeans"),
                    Vector("RunningVariances"),
                    new FixedMatrix($"{WeightName(layer)}Folded", inputs, size, Trained: false),
                    Vector("FoldedBias"))
                : null);
        batch.AddRange([plan.Normalized, plan.GainSignal, plan.LinearSignal]);
        if (plan.Deviations is not null)
        {
            batch.Add(plan.Deviations);
        }

        return plan;
    }

    /// <summary>The loss's gradient in what a layer's weight gives, without its biases and before it is normalised.</summary>
    private BatchMatrix LinearSignal(int layer) => normalizations[layer]?.LinearSignal ?? signals[layer];

    /// <summary>Adds W x of a layer that normalises it.</summary>
    private int AddLinear(int layer, (BatchMatrix Left, FixedMatrix Right) factors, BatchMatrix result)
    {
        phases.Add(new ProductPhase(
            $"Compute{Title(result)}{After(factors.Left)}",
            $"{result.Name} = {factors.Left.Name} {factors.Right.Name}, [batch, {result.Columns}], to be normalised",
            factors.Left,
            factors.Right,
            null,
            result,
            IsInverted(layer),
            new NoEpilogue()));
        return phases.Count - 1;
    }

    private int AddNormalize(int layer, NormalizationPlan normalization, bool keeps)
    {
        BatchMatrix result = outputs[layer];
        string over = normalization.Kind == NormalizationKind.Batch ? "over the batch" : "over its outputs";
        string linear = $"{normalization.Gain.Name} n({(keeps ? normalization.Normalized : result).Name}){(biases[layer] is { } bias ? $" + {bias.Name}" : string.Empty)}";
        string kept = keeps ? $", and n to {normalization.Normalized.Name}" : string.Empty;
        phases.Add(new NormalizePhase(
            $"Normalize{Title(result)}{(keeps ? "InTraining" : string.Empty)}",
            $"{result.Name} = {Function(layer, linear)} with the normalisation n {over}, [batch, {result.Columns}]{kept}",
            normalization,
            keeps,
            biases[layer],
            result,
            EpilogueOf(layer, keeps ? slopes[layer] : null)));
        return phases.Count - 1;
    }

    private void AddNormalizeBack(int layer, List<int> program)
    {
        if (normalizations[layer] is not { } normalization)
        {
            return;
        }

        string signal = signals[layer].Name, n = normalization.Normalized.Name;
        phases.Add(new NormalizeBackPhase(
            $"Compute{Title(normalization.LinearSignal)}",
            $"{normalization.GainSignal.Name} = {signal} * {n} and, with h = {normalization.Gain.Name} {signal}, {normalization.LinearSignal.Name} = (h - mean(h) - {n} mean(h * {n})) / deviation, [batch, {signals[layer].Columns}]",
            normalization,
            signals[layer]));
        program.Add(phases.Count - 1);
    }
}
