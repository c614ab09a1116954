using System.Globalization;
using AeGen.Lab.Models;
using AeGen.Lab.Report;
using MathNet.Numerics.LinearAlgebra;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Training with the right inverse moves the row space of W and leaves its Gram matrix.</summary>
/// <remarks>
/// The loss depends on the row space only, L(M W) = L(W), so that its gradient g has g Wᵀ = 0. Along dW/dt = -g the Gram matrix WWᵀ stays; a step of rate r adds
/// r² g gᵀ to it, and a training of a fixed length in time a drift in proportion to r.
/// </remarks>
internal sealed class RightInverseTraining : TheoryExperiment
{
    private const double GradientBound = 1e-5;
    private const double LossBound = 1e-5;
    private const double DriftBound = 0.02;
    private const float Rate = 0.4f;
    private const int Refinement = 4;

    public override string Name => "conservation";

    public override string Title => "Training with the right inverse conserves WWᵀ and reaches PCA's loss without orthonormal rows";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(2, 5);
        int steps = context.Quick ? 3000 : 10000;
        Outcome[] outcomes = context.Each(
            Name, [.. seeds.SelectMany(seed => new[] { (Seed: seed, Refinement), (Seed: seed, Refinement: 1) })],
            run => Train(run.Seed, steps * run.Refinement, Rate / run.Refinement, context));
        Outcome[] fine = [.. outcomes.Where((_, index) => index % 2 == 0)], coarse = [.. outcomes.Where((_, index) => index % 2 == 1)];
        double gradient = coarse.Max(run => run.Gradient), excess = coarse.Max(run => run.Looks[^1].Excess), drift = coarse.Max(run => run.Drift);
        double ratio = coarse.Zip(fine, (one, other) => one.Drift / other.Drift).Min(), deviation = coarse.Min(run => run.Looks[^1].Deviation);
        string text = TheoryContext.Text(seeds);
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"64-8-64 without biases on 512 normal samples of rank 24, {steps} steps of gradient descent on all of them at rate {Rate}, and {Refinement} times as many at a {Refinement}th of it."),
            [
                new Finding("the gradient satisfies g Wᵀ = 0", $"0 to rounding, below {Numbers.Text(GradientBound)} of |g| |W|", $"{Numbers.Text(gradient)} at most", gradient < GradientBound, text),
                new Finding("WWᵀ is conserved, to the step size", $"changes by less than {Numbers.Percent(DriftBound)}", $"{Numbers.Percent(drift)} at most", drift < DriftBound, text),
                new Finding(
                    $"a {Refinement}th of the rate, a {Refinement}th of the change",
                    string.Create(CultureInfo.InvariantCulture, $"{Refinement} times smaller, within a fifth"),
                    string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} times at least"),
                    Math.Abs(ratio - Refinement) < 0.2 * Refinement, text),
                new Finding("the loss reaches exact PCA's", $"less than {Numbers.Text(LossBound)} of it above", $"{Numbers.Text(excess)} at most", excess < LossBound, text),
                new Finding(
                    "without orthonormal rows", "max|WWᵀ - I| stays above 0.1", string.Create(CultureInfo.InvariantCulture, $"{deviation:0.00} at least"), deviation > 0.1, text),
            ],
            [
                new LineChart(
                    "While a right-inverse model trains, its loss becomes PCA's and its rows stay as far from orthonormal as they were.", "step", "distance, without unit",
                    [
                        .. coarse.Take(2).Select((run, index) => new Series($"max|WWᵀ - I|, seed {seeds[index]}", 0, Points(run, look => look.Deviation), Dashed: index > 0)),
                        .. coarse.Take(2).Select((run, index) => new Series($"loss over PCA's, less 1, seed {seeds[index]}", 1, Points(run, look => look.Excess), Dashed: index > 0)),
                    ]) { LogarithmicX = true }.Draw(),
            ]);
    }

    private static Outcome Train(ulong seed, int steps, float rate, TheoryContext context)
    {
        DataSet data = LinearTraining.Data(seed);
        using RightInverseMap64To8 model = RightInverseMap64To8.Create(seed);
        Matrix<double> before = LinearTraining.Weights(model);
        double gradient = GradientInRowSpace(seed, data);
        List<Look> looks = LinearTraining.Watch(model, data, steps, new OptimizerSettings { LearningRate = rate }, context);
        Matrix<double> gram = before * before.Transpose(), after = LinearTraining.Weights(model);
        double drift = ((after * after.Transpose()) - gram).FrobeniusNorm() / gram.FrobeniusNorm();
        return new Outcome(looks, gradient, drift);
    }

    /// <summary>|g Wᵀ| over |g| |W|, with g from one step of rate 1.</summary>
    private static double GradientInRowSpace(ulong seed, DataSet data)
    {
        using RightInverseMap64To8 model = RightInverseMap64To8.Create(seed);
        model.OptimizerSettings = new OptimizerSettings { LearningRate = 1 };
        Matrix<double> before = LinearTraining.Weights(model);
        model.TrainStep(data.Samples.Span);
        Matrix<double> gradient = before - LinearTraining.Weights(model);
        return (gradient * before.Transpose()).FrobeniusNorm() / (gradient.FrobeniusNorm() * before.FrobeniusNorm());
    }

    private static List<(double X, double Y)> Points(Outcome run, Func<Look, double> value) =>
        [.. run.Looks.Where(look => look.Step > 0).Select(look => ((double)look.Step, value(look)))];

    private sealed record Outcome(List<Look> Looks, double Gradient, double Drift);
}
