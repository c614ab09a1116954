using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Trainings on a device: where the data lies, what is refused, and that nothing else makes a difference.</summary>
public abstract class DeviceFitTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    private const int N = DeviceModels.InputSize;
    private const int Refused = 2;

    private static readonly FitOptions Options = new() { Epochs = 2, BatchSize = DeviceModels.Batch, Seed = 8, Validation = DeviceModels.Data };

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void Equal_trainings_give_equal_bits(DecoderKind decoder, string kernels)
    {
        (int[] bits, TrainingHistory history) = Fit(decoder, kernels);
        (int[] again, TrainingHistory historyAgain) = Fit(decoder, kernels);

        Assert.Equal(bits, again);
        Assert.Equal(Losses(history), Losses(historyAgain));
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void Data_that_is_streamed_gives_the_bits_of_data_that_is_there(DecoderKind decoder, string kernels)
    {
        (int[] resident, TrainingHistory history) = Fit(decoder, kernels);
        try
        {
            // Two batches in a chunk, and one, which is more than there is room for.
            foreach (int samples in (ReadOnlySpan<int>)[DeviceModels.Count - 1, 1])
            {
                Target.Device.ResidentLimit = (long)samples * N * sizeof(float);
                (int[] streamed, TrainingHistory streamedHistory) = Fit(decoder, kernels);

                Assert.Equal(resident, streamed);
                Assert.Equal(Losses(history), Losses(streamedHistory));
            }
        }
        finally
        {
            Target.Device.ResidentLimit = null;
        }
    }

    [Fact]
    public void A_last_batch_that_is_larger_is_streamed_too()
    {
        // 98 samples in batches of 16 are five of 16 and one of 18: in chunks of one batch, of two, and of two again.
        FitOptions options = new() { Epochs = 2, BatchSize = 16, Seed = 8 };
        var data = new DataSet(new Random(4).NextSingles(98 * 6, -1, 1), 6);
        int[] resident = FitNormalized(null);
        foreach (int samples in (ReadOnlySpan<int>)[1, 2 * 2 * 18, 97])
        {
            Assert.Equal(resident, FitNormalized((long)samples * 6 * sizeof(float)));
        }

        int[] FitNormalized(long? limit)
        {
            Target.Device.ResidentLimit = limit;
            try
            {
                using ModelHandle model = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
                model.Fit(data, options);
                return ModelParameters.Of(model).Bits();
            }
            finally
            {
                Target.Device.ResidentLimit = null;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Any_size_of_batch_is_the_CPUs_training(string kernels)
    {
        // Hardly anything, two tiles of which the second is hardly begun, nearly everything, everything and more than that.
        foreach (int batch in (ReadOnlySpan<int>)[5, 33, DeviceModels.Count - 1, DeviceModels.Count, 1000])
        {
            using ModelHandle onCpu = OnCpu(DecoderKind.Tied);
            using ModelHandle onDevice = OnDevice(DecoderKind.Tied, kernels);
            var options = new FitOptions { Epochs = 1, BatchSize = batch, Seed = 9 };

            double expected = onCpu.Fit(DeviceModels.Data, options).FinalLoss;
            double actual = onDevice.Fit(DeviceModels.Data, options).FinalLoss;

            Assert.Equal(expected, actual, Tolerance * expected);
            AssertClose(onCpu, onDevice);
        }
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void A_step_that_diverges_is_not_taken(DecoderKind decoder, string kernels)
    {
        using ModelHandle model = OnDevice(decoder, kernels);
        using ModelHandle expected = OnDevice(decoder, kernels);
        Train(model, 0, Refused);
        Train(expected, 0, Refused);
        int[] before = ModelParameters.Of(model).Bits();

        LossDivergedException refusal = Assert.Throws<LossDivergedException>(() => model.TrainStep(Huge(DeviceModels.BatchAt(Refused))));

        Assert.Contains($"The loss of step {Refused + 1} is", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModelParameters.Of(model).Bits());
        Train(model, Refused, 3);
        Train(expected, Refused, 3);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void A_training_that_diverges_ends_before_that_step(DecoderKind decoder, string kernels)
    {
        float[] samples = DeviceModels.Data.Samples.ToArray();
        Span<float> batch = samples.AsSpan(Refused * DeviceModels.Batch * N, DeviceModels.Batch * N);
        Huge(batch).CopyTo(batch);
        var data = new DataSet(samples, N);
        FitOptions options = new() { Epochs = 2, BatchSize = DeviceModels.Batch, Shuffle = false };
        using ModelHandle model = OnDevice(decoder, kernels);
        using ModelHandle onCpu = OnCpu(decoder);
        foreach (long? limit in (ReadOnlySpan<long?>)[null, DeviceModels.Batch * N * sizeof(float)])
        {
            Target.Device.ResidentLimit = limit;
            LossDivergedException refusal;
            try
            {
                refusal = Assert.Throws<LossDivergedException>(() => model.Fit(data, options));
            }
            finally
            {
                Target.Device.ResidentLimit = null;
            }

            Assert.Equal(Assert.Throws<LossDivergedException>(() => onCpu.Fit(data, options)).Message, refusal.Message);
            AssertClose(onCpu, model);

            // Steps go on as if nothing had been tried.
            Train(model, 0, 1);
            Train(onCpu, 0, 1);
            AssertClose(onCpu, model);
        }
    }

    [Theory]
    [InlineData(nameof(KernelKind.SmallTiles))]
    [InlineData(nameof(KernelKind.Epoch))]
    public void Dependent_rows_are_refused_in_the_CPUs_words(string kernels)
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse, 1);
        LayerArchitecture layer = model.Layers[0].Architecture;

        // Powers of two, so that no rounding makes a difference: rows e0, e1, e2 and e1 + e2.
        float[] weights = new float[layer.Outputs * layer.Inputs];
        for (int row = 0; row < 3; row++)
        {
            weights[(row * layer.Inputs) + row] = 2;
            weights[(3 * layer.Inputs) + row] = row == 0 ? 0 : 2;
        }

        model.Layers[0].SetWeights(weights);
        float[] data = new Random(4).NextSingles(9 * layer.Inputs, -1, 1);
        var set = new DataSet(data, layer.Inputs);
        Action[] calls =
        [
            () => model.Reconstruct(data, new float[data.Length]),
            () => model.Evaluate(data),
            () => model.TrainStep(data),
            () => model.Fit(set, new() { Epochs = 1, BatchSize = 4 }),
        ];
        Target.Variants.Single(variant => variant.Name == kernels).Apply(model);
        string[] onDevice = [.. calls.Select(call => Assert.Throws<RankDeficientException>(call).Message)];
        model.Device = null;
        string[] onCpu = [.. calls.Select(call => Assert.Throws<RankDeficientException>(call).Message)];

        Assert.Equal(onCpu, onDevice);
        Assert.Equal(weights, model.Layers[0].GetWeights());
    }

    private static IEnumerable<(double Loss, double? Validation)> Losses(TrainingHistory history) =>
        history.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss));

    private static void Train(ModelHandle model, int first, int steps)
    {
        for (int step = first; step < first + steps; step++)
        {
            model.TrainStep(DeviceModels.BatchAt(step));
        }
    }

    /// <summary>Samples whose squared errors are no numbers of single precision, though they are numbers themselves.</summary>
    private static float[] Huge(ReadOnlySpan<float> batch)
    {
        float[] result = batch.ToArray();
        result[^1] = 1e30f;
        return result;
    }

    private (int[] Bits, TrainingHistory History) Fit(DecoderKind decoder, string kernels)
    {
        using ModelHandle model = OnDevice(decoder, kernels);
        TrainingHistory history = model.Fit(DeviceModels.Data, Options);
        return (ModelParameters.Of(model).Bits(), history);
    }
}
