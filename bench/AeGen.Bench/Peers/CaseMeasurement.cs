using System.Diagnostics;
using System.Globalization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Bench.Peers.Protocol;
using AeGen.Runtime;

namespace AeGen.Bench.Peers;

/// <summary>Measures one network at one batch size at one kind of work: first whether the sides agree, then all of them in turn.</summary>
internal sealed class CaseMeasurement(
    PeersSettings settings,
    Work work,
    int batch,
    Samples samples,
    IReadOnlyDictionary<Side, PeerSide> peers,
    CancellationToken cancellationToken)
    : INetworkVisitor<CaseResult>
{
    /// <summary>The most that numbers may differ from the reference's, relative to the largest of them.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Samples that the reference works on.</summary>
    private const int ComparedRows = 32;

    /// <summary>Training steps after which reconstructions are compared.</summary>
    private const int ComparedSteps = 2;

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
        IReadOnlyDictionary<Side, IReadOnlyList<Trial>> trials = Tune<TModel>(network, data);
        foreach (Side side in trials.Keys)
        {
            sides.Add(side, peers[side].Repeat);
        }

        IReadOnlyDictionary<Side, Rate> rates = problems.Count == 0
            ? Rounds.Measure(settings, batch, sides, cancellationToken)
            : new Dictionary<Side, Rate>();
        string? problem = problems.Count == 0 ? null : string.Join("; ", problems) + "; nothing was timed.";
        return new CaseResult(network.Name, work, batch, multiplyAdds, deviation, rates, trials, problem);
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

    /// <summary>A few training steps and a reconstruction with the weights that came of them, beside the reference.</summary>
    private static double Deviation<TModel>(Samples samples, int rows)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        ReadOnlySpan<float> data = samples.Take(rows, TModel.Architecture.InputSize).Span;
        using TModel model = TModel.Create(Seed);
        var reference = new PlainNetwork<double>(TModel.Architecture, model.Layers, model.OptimizerSettings);
        double[] wide = [.. data.ToArray().Select(value => (double)value)];
        double deviation = 0;
        for (int step = 0; step < ComparedSteps; step++)
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

    /// <summary>Gives each peer the same weights and samples, compares what it computes, and finds its fastest way to work.</summary>
    private Dictionary<Side, IReadOnlyList<Trial>> Tune<TModel>(BenchNetwork network, ReadOnlyMemory<float> data)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using var files = new CaseFiles();
        using TModel model = TModel.Create(Seed);
        OpenOrder order = files.Write(network, model, work, batch, data.Span);
        for (int step = 0; step < Steps; step++)
        {
            model.TrainStep(data.Span);
        }

        float[] reconstruction = new float[data.Length];
        model.Reconstruct(data.Span, reconstruction);
        double[] expected = [.. reconstruction.Select(value => (double)value)];
        var trials = new Dictionary<Side, IReadOnlyList<Trial>>();
        foreach ((Side side, PeerSide peer) in peers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Rest.Await();
            IReadOnlyList<Trial> ways = peer.Tune(order, process => Compare(process, files, expected));
            if (ways.Count > 0)
            {
                trials.Add(side, ways);
            }
        }

        return trials;
    }

    /// <summary>Steps that are taken before a peer's reconstructions are compared with AeGen's.</summary>
    private int Steps => work == Work.Training ? ComparedSteps : 0;

    private void Compare(PeerProcess process, CaseFiles files, double[] expected)
    {
        if (Steps > 0)
        {
            process.Repeat(Steps);
        }

        double difference = Difference(expected, files.Reconstruction(process));
        if (!(difference <= Tolerance))
        {
            string name = process.Record.Name;
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}'s reconstructions differ by {difference:0.0E+0}"));
        }
    }
}
