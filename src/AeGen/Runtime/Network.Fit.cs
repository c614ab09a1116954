using System.Buffers;

namespace AeGen.Runtime;

/// <content>Whole trainings: what the loop of epochs asks of the network.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>Trains for a number of epochs.</summary>
    public TrainingHistory Fit(DataSet train, FitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        using MemoryHandle pinned = train.Pin();
        using MemoryHandle pinnedValidation = options.Validation?.Pin() ?? default;
        Validate(train, options);
        var division = new SampleDivision(train.Count, options);
        gate.EnterTraining();
        try
        {
            options = TakeNewest(options, division.Count);
            var batches = Batches.Of(division.Count, options.BatchSize, plan.Architecture);
            if (options.Device is not { } device)
            {
                BringHome();
                Reserve(batches.Largest);
                return Fit(new Trainee(this, train, (float*)pinned.Pointer, options, division, batches, null));
            }

            DeviceNetwork copy = On(device, training: true);
            DeviceTraining steps;
            lock (device.Turn)
            {
                steps = copy.Train(train.Samples, batches);
            }

            try
            {
                return Fit(new Trainee(this, train, (float*)pinned.Pointer, options, division, batches, steps));
            }
            finally
            {
                lock (device.Turn)
                {
                    steps.Dispose();
                }
            }
        }
        finally
        {
            gate.ExitAlone();
        }
    }

    private TrainingHistory Fit(Trainee trainee) =>
        new TrainingLoop(trainee.Options, trainee.Division, trainee, plan.Architecture.Name).Run();

    /// <summary>One epoch on the CPU; false if it was cancelled.</summary>
    private bool TryRunEpoch(float* samples, int[] order, FitRun run, out double lossSum)
    {
        lossSum = 0;
        fixed (int* visits = order)
        {
            for (int step = 0; step < run.StepsAnEpoch; step++)
            {
                if (run.Options.CancellationToken.IsCancellationRequested)
                {
                    return false;
                }

                int first = run.Batches.First(step), size = run.Batches.SizeOf(step);
                float rate = run.RateAt(run.Step, optimizerSettings.LearningRate);
                lossSum += Step(samples, visits + first, size, rate, "train", run.Options.MeasureGradientNorm) * size;
                run.Advance(rate);
                if (run.Options.MeasureGradientNorm || optimizerSettings.ClipNorm is not null)
                {
                    run.ObserveNorm(GradientNorm);
                }

                run.ReportWithin(lossSum, first + size);
            }
        }

        return true;
    }

    /// <summary>The network with the data of one training, on the CPU or on a device.</summary>
    private sealed class Trainee(
        Network<TModel> network, DataSet train, float* samples, FitOptions options, SampleDivision division, Batches batches,
        DeviceTraining? steps)
        : ITrainee
    {
        public FitOptions Options => options;

        public SampleDivision Division => division;

        public Batches Batches => batches;

        public bool TryRunEpoch(int[] order, FitRun run, out double lossSum) => options.Device is { } device
            ? network.TryRunEpochOn(network.On(device, training: true), steps!, samples, order, run, out lossSum)
            : network.TryRunEpoch(samples, order, run, out lossSum);

        public double Validate()
        {
            int[] order = division.Validated;
            return (options.Validation, options.Device) switch
            {
                ({ } data, null) => network.MeasureInside(data),
                ({ } data, { } device) => network.MeasureOn(device, data),
                (null, null) => network.MeasureInside(samples, order),
                (null, { } device) => network.MeasureOn(device, train, order),
            };
        }

        public TrainedParameters Copy() => network.CopyParameters();

        public void Restore(TrainedParameters parameters) => network.WriteParameters(parameters);

        public void Save(string path, TrainingState state) => network.SaveInside(path, state);

        public FitControl Ask(Func<EpochRecord, TrainingState, FitControl> callback, EpochRecord record, TrainingState state)
        {
            network.gate.LendToReaders();
            try
            {
                return callback(record, state);
            }
            finally
            {
                network.gate.TakeBack();
            }
        }
    }
}
