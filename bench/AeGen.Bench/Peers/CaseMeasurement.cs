using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Runtime;

namespace AeGen.Bench.Peers;

/// <summary>Measures one network at one batch size at one kind of work: first whether the sides agree, then all of them in turn.</summary>
internal sealed class CaseMeasurement(
    PeersSettings settings, Work work, int batch, Samples samples, IReadOnlyDictionary<Side, TorchProcess> torch, CancellationToken cancellationToken)
    : INetworkVisitor<CaseResult>
{
    /// <summary>The most that numbers may differ from the reference's, relative to the largest of them.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Samples that the reference works on.</summary>
    private const int ComparedRows = 32;

    /// <summary>A side that takes so many times longer than its share in one repetition has had its only round.</summary>
    private const double Patience = 5;

    private const ulong Seed = 1;

    private readonly List<string> problems = [];

    /// <inheritdoc/>
    public CaseResult Visit<TModel>(BenchNetwork network)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        Architecture architecture = TModel.Architecture;
        ReadOnlyMemory<float> data = samples.Take(batch, architecture.InputSize);
        using TModel one = TModel.Create(Seed), all = TModel.Create(Seed);
        one.CpuOptions = new CpuOptions { Threads = 1 };
        long products = work == Work.Training ? TModel.CpuPlan.TrainingMultiplyAdds : TModel.CpuPlan.InferenceMultiplyAdds;
        double multiplyAdds = (double)products * batch;
        double deviation = Deviation<TModel>();
        if (!(deviation <= Tolerance))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"AeGen's numbers differ from the reference's by {deviation:0.0E+0}"));
        }

        var sides = new Dictionary<Side, Func<int, double>>
        {
            [Side.AegenOne] = OfModel(one, data),
            [Side.AegenAll] = OfModel(all, data),
            [Side.Plain] = OfPlain(architecture, all, data),
            [Side.PeakOne] = times => multiplyAdds * times / FmaPeak.Measure(1, Math.Min(settings.Seconds, 0.02)),
            [Side.PeakAll] = times => multiplyAdds * times / FmaPeak.Measure(Environment.ProcessorCount, Math.Min(settings.Seconds, 0.02)),
        };
        foreach ((Side side, TorchProcess process) in torch)
        {
            OpenTorch<TModel>(network, process, data);
            sides.Add(side, process.Repeat);
        }

        IReadOnlyDictionary<Side, Rate> rates = problems.Count == 0 ? Measure(sides) : new Dictionary<Side, Rate>();
        string? problem = problems.Count == 0 ? null : string.Join("; ", problems) + "; nothing was timed.";
        return new CaseResult(network.Name, work, batch, multiplyAdds, deviation, rates, problem);
    }

    /// <summary>All sides in every round, so that whatever else the machine does meets them all.</summary>
    private Dictionary<Side, Rate> Measure(Dictionary<Side, Func<int, double>> sides)
    {
        var repetitions = new Dictionary<Side, int>();
        var rates = new Dictionary<Side, List<double>>();
        foreach ((Side side, Func<int, double> run) in sides)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double first = run(1);
            rates[side] = [];
            if (first > Patience * settings.Seconds)
            {
                rates[side].Add(batch / first);
                repetitions[side] = 0;
                continue;
            }

            int times = 1;
            double took = run(times);
            while (took < settings.Seconds / 4)
            {
                times = (int)Math.Ceiling(times * Math.Min(8, settings.Seconds / 2 / Math.Max(took, 1e-7)));
                took = run(times);
            }

            repetitions[side] = Math.Max(1, (int)(times * settings.Seconds / took));
        }

        for (int round = 0; round < settings.Rounds; round++)
        {
            foreach ((Side side, Func<int, double> run) in sides)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (repetitions[side] > 0)
                {
                    rates[side].Add((double)batch * repetitions[side] / run(repetitions[side]));
                }
            }
        }

        return rates.ToDictionary(pair => pair.Key, pair => Rate.Of(pair.Value));
    }

    private Func<int, double> OfModel<TModel>(TModel model, ReadOnlyMemory<float> data)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        float[] output = new float[data.Length];
        return work == Work.Training
            ? Timed(() => model.TrainStep(data.Span))
            : Timed(() => model.Reconstruct(data.Span, output));
    }

    private Func<int, double> OfPlain<TModel>(Architecture architecture, TModel model, ReadOnlyMemory<float> data)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        var plain = new PlainNetwork<float>(architecture, model.Layers, model.OptimizerSettings);
        float[] output = new float[data.Length];
        return work == Work.Training
            ? Timed(() => plain.TrainStep(data.Span))
            : Timed(() => plain.Reconstruct(data.Span, output));
    }

    private static Func<int, double> Timed(Action call) => times =>
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    };

    /// <summary>Two training steps and a reconstruction with the weights that came of them, beside the reference.</summary>
    private static double Deviation<TModel>(Samples samples, int rows)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        ReadOnlySpan<float> data = samples.Take(rows, TModel.Architecture.InputSize).Span;
        using TModel model = TModel.Create(Seed);
        var reference = new PlainNetwork<double>(TModel.Architecture, model.Layers, model.OptimizerSettings);
        double[] wide = [.. data.ToArray().Select(value => (double)value)];
        double deviation = 0;
        for (int step = 0; step < 2; step++)
        {
            double expected = reference.TrainStep(wide), actual = model.TrainStep(data);
            deviation = Math.Max(deviation, Math.Abs(actual - expected) / expected);
        }

        float[] output = new float[data.Length];
        double[] expectedOutput = new double[data.Length];
        model.Reconstruct(data, output);
        reference.Reconstruct(wide, expectedOutput);
        return Math.Max(deviation, Difference(expectedOutput, output));
    }

    private double Deviation<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel> => Deviation<TModel>(samples, Math.Min(batch, ComparedRows));

    /// <summary>The largest difference, relative to the largest number; NaN where there is one.</summary>
    private static double Difference(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        double difference = 0, scale = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        return difference / scale;
    }

    /// <summary>Gives PyTorch the same weights and samples, and looks whether it reconstructs the same.</summary>
    private void OpenTorch<TModel>(BenchNetwork network, TorchProcess process, ReadOnlyMemory<float> data)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using TModel model = TModel.Create(Seed);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aegen-bench");
        try
        {
            string weights = Path.Combine(folder.FullName, "weights"), inputs = Path.Combine(folder.FullName, "samples");
            string outputs = Path.Combine(folder.FullName, "outputs");
            IEnumerable<float> parameters = model.Layers.SelectMany(layer =>
                (layer.Architecture.HasOwnWeights ? layer.GetWeights() : []).Concat(layer.Architecture.HasBias ? layer.GetBiases() : []));
            File.WriteAllBytes(weights, MemoryMarshal.AsBytes<float>(parameters.ToArray()));
            File.WriteAllBytes(inputs, MemoryMarshal.AsBytes(data.Span));
            process.Open(network.Name, work, batch, weights, inputs, outputs);
            float[] expected = new float[data.Length];
            model.Reconstruct(data.Span, expected);
            ReadOnlySpan<float> actual = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outputs));
            double difference = Difference([.. expected.Select(value => (double)value)], actual);
            if (!(difference <= Tolerance))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{process.Record.Name}'s reconstructions differ by {difference:0.0E+0}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
