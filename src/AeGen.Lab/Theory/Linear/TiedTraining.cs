using System.Globalization;
using AeGen.Lab.Models;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Training a tied linear autoencoder makes the rows of W orthonormal by itself.</summary>
/// <remarks>
/// At a critical point of ||X - WᵀW X||² with a W of full rank, Wᵀ W is the projection on the row space: WWᵀ = I. With that the loss is that of the row space, whose
/// least value is exact PCA's (Baldi and Hornik 1989).
/// </remarks>
internal sealed class TiedTraining : TheoryExperiment
{
    private const double Bound = 1e-5;

    public override string Name => "tied-training";

    public override string Title => "Training a tied decoder makes WWᵀ the identity, and with it the loss PCA's";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(2, 5);
        int steps = context.Quick ? 4000 : 20000;
        List<Look>[] runs = context.Each(Name, seeds, seed =>
        {
            using TiedMap64To8 model = TiedMap64To8.Create(seed);
            return LinearTraining.Watch(model, LinearTraining.Data(seed), steps, new OptimizerSettings { LearningRate = 0.5f, Momentum = 0.9f, Nesterov = true }, context);
        });
        string text = TheoryContext.Text(seeds);
        double deviation = runs.Max(run => run[^1].Deviation), excess = runs.Max(run => run[^1].Excess);
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"64-8-64 without biases on 512 normal samples of rank 24, {steps} steps on all of them, Nesterov's momentum 0.9, rate 0.5."),
            [
                new Finding("max|WWᵀ - I| falls to rounding", $"below {Numbers.Text(Bound)}", $"{Numbers.Text(deviation)} at most", deviation < Bound, text),
                new Finding("the loss reaches exact PCA's", $"less than {Numbers.Text(Bound)} of it above", $"{Numbers.Text(excess)} at most", excess < Bound, text),
            ],
            [
                new LineChart(
                    "While a tied model trains, its rows become orthonormal and its loss PCA's.", "step", "distance, without unit",
                    [
                        .. runs.Take(2).Select((run, index) => new Series($"max|WWᵀ - I|, seed {seeds[index]}", 0, Points(run, look => look.Deviation), Dashed: index > 0)),
                        .. runs.Take(2).Select((run, index) => new Series($"loss over PCA's, less 1, seed {seeds[index]}", 1, Points(run, look => look.Excess), Dashed: index > 0)),
                    ]) { LogarithmicX = true }.Draw(),
            ]);
    }

    private static List<(double X, double Y)> Points(List<Look> run, Func<Look, double> value) =>
        [.. run.Where(look => look.Step > 0).Select(look => ((double)look.Step, value(look)))];
}
