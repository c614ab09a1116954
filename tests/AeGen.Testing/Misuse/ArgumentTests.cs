using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Misuse;

/// <summary>Arguments that make no sense are refused with a message that says what is wrong, and nothing changes.</summary>
public abstract class ArgumentTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 6;
    private const int K = 3;
    private const int Batch = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(N - 1)]
    [InlineData((Batch * N) + 1)]
    public void An_input_that_is_no_whole_batch_is_refused(int length)
    {
        using ModelHandle model = Create();
        int[] before = ModelParameters.Of(model).Bits();

        Refuse("input", () => model.Encode(new float[length], new float[Batch * K]));
        Refuse("input", () => model.Reconstruct(new float[length], new float[length]));
        Refuse("input", () => model.Evaluate(new float[length]));
        Refuse("batch", () => model.TrainStep(new float[length]));
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void Codes_that_are_no_whole_batch_are_refused()
    {
        using ModelHandle model = Create();

        Refuse("codes", () => model.Decode(new float[(Batch * K) + 1], new float[Batch * N]));
        Refuse("codes", () => model.Decode([], []));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(N)]
    public void A_result_of_another_length_is_refused(int surplus)
    {
        using ModelHandle model = Create();

        Refuse("codes", () => model.Encode(new float[Batch * N], new float[(Batch * K) + surplus]));
        Refuse("output", () => model.Decode(new float[Batch * K], new float[(Batch * N) + surplus]));
        Refuse("output", () => model.Reconstruct(new float[Batch * N], new float[(Batch * N) + surplus]));
    }

    /// <summary>Exactly in place is the only overlap in which no result is written over a sample that is still to be read.</summary>
    [Theory]
    [InlineData(0, Batch * K, 0, Batch * N)]
    [InlineData(Batch * (N - K), Batch * K, 0, Batch * N)]
    [InlineData(1, Batch * K, 0, Batch * N)]
    public void Results_that_overlap_their_samples_are_refused(int codesAt, int codes, int samplesAt, int samples)
    {
        using ModelHandle model = Create();
        float[] buffer = new Random(1).NextSingles((Batch * N) + N, -1, 1), before = [.. buffer];

        Refuse("codes", () => model.Encode(buffer.AsSpan(samplesAt, samples), buffer.AsSpan(codesAt, codes)));
        Refuse("output", () => model.Decode(buffer.AsSpan(codesAt, codes), buffer.AsSpan(samplesAt, samples)));
        Refuse("output", () => model.Reconstruct(buffer.AsSpan(0, samples), buffer.AsSpan(N, samples)));
        Refuse("output", () => model.Reconstruct(buffer.AsSpan(1, samples), buffer.AsSpan(0, samples)));
        Assert.Equal(before, buffer);
    }

    [Fact]
    public void A_reconstruction_may_take_its_samples_place()
    {
        using ModelHandle model = Create();
        float[] samples = new Random(1).NextSingles(Batch * N, -1, 1), expected = new float[Batch * N];
        model.Reconstruct(samples, expected);

        model.Reconstruct(samples, samples);

        Assert.Equal(expected, samples);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 13)]
    [InlineData(float.NegativeInfinity, (Batch * N) - 1)]
    public void Input_that_is_not_finite_is_refused_with_its_index(float value, int index)
    {
        using ModelHandle model = Create();
        int[] before = ModelParameters.Of(model).Bits();
        float[] data = new Random(1).NextSingles(Batch * N, -1, 1);
        data[index] = value;

        RefuseAt("input", index, () => model.Encode(data, new float[Batch * K]));
        RefuseAt("input", index, () => model.Reconstruct(data, new float[Batch * N]));
        RefuseAt("input", index, () => model.Evaluate(data));
        RefuseAt("batch", index, () => model.TrainStep(data));
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Theory]
    [InlineData(-0.001f, 0)]
    [InlineData(1.001f, (Batch * N) - 1)]
    public void Cross_entropy_is_trained_on_probabilities_and_measured_on_what_lies_beyond_too(float value, int index)
    {
        using ModelHandle model = Create(CommonModels.Probabilities);
        int[] before = ModelParameters.Of(model).Bits();
        float[] legal = new Random(1).NextSingles(Batch * N, 0, 1), data = [.. legal], outputs = new float[Batch * N],
            scores = new float[Batch];
        data[index] = value;

        RefuseAt("batch", index, () => model.TrainStep(data));
        RefuseAt("train", index, () => model.Fit(new DataSet(data, N)));
        Assert.Equal(before, ModelParameters.Of(model).Bits());

        model.Reconstruct(data, outputs);
        double expected = outputs.Zip(data, (y, x) => -(x * Math.Log(y)) - ((1 - x) * Math.Log(1 - y))).Average();
        Assert.Equal(expected, model.Evaluate(data), 1e-5 * expected);
        model.Score(data, scores);
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        TrainingHistory history = model.Fit(new DataSet(legal, N), new FitOptions { Epochs = 1, Validation = new DataSet(data, N) });
        Assert.Equal(model.Evaluate(data), history.Epochs[0].ValidationLoss!.Value, 1e-5 * expected);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, (Batch * K) - 1)]
    public void Codes_that_are_not_finite_are_refused_with_their_index(float value, int index)
    {
        using ModelHandle model = Create();
        float[] codes = new float[Batch * K];
        codes[index] = value;

        RefuseAt("codes", index, () => model.Decode(codes, new float[Batch * N]));
    }

    [Fact]
    public void Optimizer_settings_out_of_range_are_refused()
    {
        using ModelHandle model = Create();
        OptimizerSettings before = model.OptimizerSettings;
        OptimizerSettings[] wrong =
        [
            new() { LearningRate = -1 },
            new() { LearningRate = float.NaN },
            new() { LearningRate = float.PositiveInfinity },
            new() { Momentum = 1 },
            new() { Momentum = -0.1f },
            new() { Beta1 = 1 },
            new() { Beta2 = -0.1f },
            new() { Epsilon = 0 },
            new() { WeightDecay = -1 },
            new() { WeightDecay = float.NaN },
        ];

        foreach (OptimizerSettings settings in wrong)
        {
            Assert.ThrowsAny<ArgumentException>(() => model.OptimizerSettings = settings);
        }

        Assert.Throws<ArgumentNullException>(() => model.OptimizerSettings = null!);
        Assert.Equal(before, model.OptimizerSettings);
    }

    [Fact]
    public void Cpu_options_out_of_range_are_refused()
    {
        using ModelHandle model = Create();
        CpuOptions before = model.CpuOptions;

        Assert.ThrowsAny<ArgumentException>(() => model.CpuOptions = new() { Threads = -1 });
        Assert.ThrowsAny<ArgumentException>(() => model.CpuOptions = new() { VectorBits = 64 });
        Assert.ThrowsAny<ArgumentException>(() => model.CpuOptions = new() { VectorBits = 100 });
        Assert.Throws<ArgumentNullException>(() => model.CpuOptions = null!);
        Assert.Equal(before, model.CpuOptions);
    }

    private ModelHandle Create() => Create(CommonModels.Small, 1);

    private static void Refuse(string argument, Action call) => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(call).ParamName);

    private static void RefuseAt(string argument, int index, Action call)
    {
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, refusal.ParamName);
        Assert.Matches($@"\b{index}\b", refusal.Message);
    }
}
