using System.Diagnostics;
using System.Globalization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Runtime;
using AeGen.Runtime.Ilgpu;

namespace AeGen.Bench.Gpu;

/// <summary>Measures one network at one batch size with one kind of kernels.</summary>
internal sealed class GpuMeasurement(
    IlgpuDevice device, GpuSettings settings, Samples samples, int batch, GpuKind kind, CancellationToken cancellationToken) : INetworkVisitor<GpuResult>
{
    /// <summary>The most that numbers may differ from the CPU's, relative to the largest of them.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Reconstructions that are compared, at the beginning of the batch and at its end.</summary>
    private const int ComparedRows = 2048;

    /// <summary>Training steps that are compared: the second loss tells of the first step, the third also of Adam's moments.</summary>
    private const int ComparedSteps = 3;

    /// <summary>Multiply-adds that the CPU may spend on a step to compare with.</summary>
    private const double ComparedWork = 2e10;

    private const ulong Seed = 1;

    private readonly Timing timing = new(settings.Seconds, settings.Rounds);

    /// <inheritdoc/>
    public GpuResult Visit<TModel>(BenchNetwork network)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        GpuKind? chosen = null;
        double? deviation = null;
        var rates = new Rates();
        string? problem = null;
        try
        {
            device.Kind = Enum.Parse<IlgpuKernelKind>(kind.ToString());
            chosen = ChosenKind<TModel>();
            if (kind is GpuKind.Fused or GpuKind.Epoch && chosen != kind)
            {
                problem = "the network does not fit the memory of a group of threads.";
            }
            else if ((deviation = Deviation<TModel>()) is var difference && !(difference <= Tolerance))
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"the numbers differ from the CPU's by {difference:0.0E+0}; nothing was timed.");
            }
            else
            {
                rates = rates with { TrainingResident = TrainingResident<TModel>() };
                rates = rates with { TrainingUpload = TrainingUpload<TModel>() };

                // The kernels that take many steps in a launch have no inference of their own.
                if (kind != GpuKind.Epoch)
                {
                    rates = rates with { InferenceResident = InferenceResident<TModel>() };
                    rates = rates with { InferenceTransfers = InferenceTransfers<TModel>() };
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it was, the other networks and sizes may do, and the report says so.
            problem = $"{exception.GetType().Name}: {exception.Message}";
        }

        return new GpuResult(network.Name, batch, kind, chosen, deviation, rates, problem);
    }

    private GpuKind ChosenKind<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using IlgpuNetwork network = Open<TModel>();
        return network.FitsGroup ? Enum.Parse<GpuKind>(network.KindFor(batch).ToString()) : GpuKind.Tiled;
    }

    /// <summary>The largest relative difference from the CPU, of reconstructions on both ways and of the losses of some steps.</summary>
    private double Deviation<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        int size = TModel.Architecture.InputSize;
        using TModel reference = TModel.Create(Seed), model = TModel.Create(Seed);
        ReadOnlySpan<float> input = samples.Take(batch, size).Span;
        float[] output = new float[input.Length];
        model.Reconstruct(input, output, device);
        double largest = Deviation(reference, input, output);

        using (IlgpuNetwork network = Open<TModel>())
        {
            output.AsSpan().Clear();
            network.LoadSamples(input);
            network.RepeatInference(batch, 1);
            network.ReadReconstructions(output);
            largest = Math.Max(largest, Deviation(reference, input, output));
        }

        int rows = (int)Math.Clamp(ComparedWork / (3.0 * MultiplyAdds(TModel.Architecture)), 1, batch);
        for (int step = 0; step < ComparedSteps; step++)
        {
            double expected = reference.TrainStep(input[..(rows * size)]);
            largest = Math.Max(largest, Math.Abs(model.TrainStep(input[..(rows * size)], device) - expected) / Math.Abs(expected));
        }

        return largest;
    }

    /// <summary>Compares the first and the last reconstructions with the CPU's.</summary>
    private double Deviation<TModel>(TModel reference, ReadOnlySpan<float> input, ReadOnlySpan<float> output)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        int rows = Math.Min(batch, ComparedRows), length = rows * TModel.Architecture.InputSize;
        float[] expected = new float[length];
        double largest = 0;
        foreach (int start in new[] { 0, input.Length - length })
        {
            cancellationToken.ThrowIfCancellationRequested();
            reference.Reconstruct(input.Slice(start, length), expected);
            largest = Math.Max(largest, Difference(expected, output.Slice(start, length)));
        }

        return largest;
    }

    /// <summary>The largest difference, relative to the largest number; NaN, which the maximum keeps, where there is one.</summary>
    private static double Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double difference = 0, scale = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
            scale = Math.Max(scale, Math.Abs((double)expected[i]));
        }

        return difference / scale;
    }

    private Rate TrainingResident<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using TModel model = TModel.Create(Seed);
        DataSet data = Data<TModel>();
        return timing.Measure(data.Count, epochs =>
        {
            var clock = new EpochClock(data.Count / batch);
            model.Fit(data, new FitOptions
            {
                Device = device, Epochs = epochs + 1, BatchSize = batch, Progress = clock, CancellationToken = cancellationToken,
            });
            return clock.AfterFirst;
        });
    }

    private Rate TrainingUpload<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using TModel model = TModel.Create(Seed);
        DataSet data = Data<TModel>();
        return timing.Measure(batch, Timed(repetition => model.TrainStep(Batch(data, repetition), device)));
    }

    private Rate InferenceResident<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using IlgpuNetwork network = Open<TModel>();
        network.LoadSamples(samples.Take(batch, TModel.Architecture.InputSize).Span);
        return timing.Measure(batch, repetitions =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            network.RepeatInference(batch, repetitions);
            return Stopwatch.GetElapsedTime(start);
        });
    }

    private Rate InferenceTransfers<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using TModel model = TModel.Create(Seed);
        DataSet data = Data<TModel>();
        float[] output = new float[batch * data.SampleSize];
        return timing.Measure(batch, Timed(repetition => model.Reconstruct(Batch(data, repetition), output, device)));
    }

    /// <summary>Times so many calls; each waits for its result.</summary>
    private Func<int, TimeSpan> Timed(Action<int> call) => repetitions =>
    {
        long start = Stopwatch.GetTimestamp();
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            call(repetition);
        }

        return Stopwatch.GetElapsedTime(start);
    };

    /// <summary>A network's parameters and kernels on the device, without the class that hides them.</summary>
    private IlgpuNetwork Open<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        using var network = new Network<TModel>(Seed);
        var opened = (IlgpuNetwork)device.Open(TModel.DeviceKernels!, TModel.Architecture);
        opened.Upload(network);
        return opened;
    }

    private DataSet Data<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        const int LeastBatches = 4;
        int batches = Math.Max(LeastBatches, ((settings.Samples - 1) / batch) + 1), size = TModel.Architecture.InputSize;
        return new DataSet(samples.Take(batches * batch, size), size);
    }

    private ReadOnlySpan<float> Batch(DataSet data, int index)
    {
        int length = batch * data.SampleSize;
        return data.Samples.Span.Slice(index % (data.Count / batch) * length, length);
    }

    private static long MultiplyAdds(Architecture architecture) =>
        architecture.Encoder.Concat(architecture.Decoder).Sum(layer => (long)layer.Inputs * layer.Outputs);
}
