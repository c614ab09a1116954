using System.Globalization;
using AeGen.Lab.Data;
using AeGen.Lab.Models;

namespace AeGen.Lab.Theory.Linear;

/// <summary>A right-inverse model ships as a tied one: trained without orthonormal rows, used at the transpose's cost.</summary>
internal sealed class ShippingAsTied : TheoryExperiment
{
    private const double Bound = 1e-4;
    private const int Repetitions = 200;

    public override string Name => "to-tied";

    public override string Title => "ToTied() ships a right-inverse model with the transpose's cost and the same reconstructions";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        LabData data = context.Digits;
        ulong[] seeds = context.Seeds(2, 10);
        (double Difference, double Before, double After)[] outcomes = context.Each(Name, seeds, seed => Measure(data, seed, context));
        double difference = outcomes.Max(outcome => outcome.Difference);
        string text = TheoryContext.Text(seeds);
        return new Evidence(
            "64-16-64 with biases, trained with the right inverse on the digits for 20 epochs and then converted; reconstructions of the test images, relative to the largest number.",
            [
                new Finding(
                    "the tied model reconstructs what the right-inverse model does", $"0 to rounding, below {Numbers.Text(Bound)}", $"{Numbers.Text(difference)} at most",
                    difference < Bound, text),
                new Finding(
                    "it holds as many parameters", string.Create(CultureInfo.InvariantCulture, $"{Tied64To16.Architecture.ParameterCount}"),
                    string.Create(CultureInfo.InvariantCulture, $"{RightInverse64To16.Architecture.ParameterCount}"),
                    Tied64To16.Architecture.ParameterCount == RightInverse64To16.Architecture.ParameterCount, text),
                new Finding(
                    "and its first reconstruction after a change of weights needs no factorisation", string.Empty,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{outcomes.Average(outcome => outcome.Before):0} us with the right inverse, {outcomes.Average(outcome => outcome.After):0} us with the transpose"),
                    null, text),
            ],
            []);
    }

    private static (double Difference, double Before, double After) Measure(LabData data, ulong seed, TheoryContext context)
    {
        using RightInverse64To16 model = RightInverse64To16.Create(seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        model.Fit(data.Train, new FitOptions { Epochs = 20, BatchSize = 64, LearningRate = 3e-3f, Seed = seed, CancellationToken = context.CancellationToken });
        using Tied64To16 tied = model.ToTied<Tied64To16>();
        tied.CpuOptions = tied.CpuOptions with { Threads = 1 };
        float[] expected = new float[data.Test.Samples.Length], actual = new float[expected.Length];
        model.Reconstruct(data.Test.Samples.Span, expected);
        tied.Reconstruct(data.Test.Samples.Span, actual);
        return (Numbers.RelativeDifference(expected, actual), FirstUse(model, data.Test), FirstUse(tied, data.Test));
    }

    /// <summary>Median time of the first reconstruction after weights were set, in microseconds.</summary>
    private static double FirstUse<TModel>(TModel model, DataSet samples)
        where TModel : class, IAutoencoder<TModel>
    {
        float[] weights = model.Layers[0].GetWeights(), output = new float[samples.SampleSize];
        double[] times = new double[Repetitions];
        for (int i = 0; i < times.Length; i++)
        {
            model.Layers[0].SetWeights(weights);
            long start = TimeProvider.System.GetTimestamp();
            model.Reconstruct(samples[0], output);
            times[i] = TimeProvider.System.GetElapsedTime(start).TotalMicroseconds;
        }

        return times.Order().ElementAt(times.Length / 2);
    }
}
