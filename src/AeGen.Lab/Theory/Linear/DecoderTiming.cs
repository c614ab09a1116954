using AeGen.Lab.Running;

namespace AeGen.Lab.Theory.Linear;

/// <summary>The steps and reconstructions of one model, to be timed beside those of another one.</summary>
/// <param name="device">The device, or null for the CPU.</param>
/// <param name="seed">The seed of weights and samples.</param>
internal sealed class DecoderTiming(ComputeDevice? device, ulong seed) : IModelWork
{
    public const int BatchSize = 128;

    /// <summary>An odd number, of which some may be disturbed.</summary>
    private const int Rounds = 21;

    private const int LeastCalls = 30;

    private Action step = () => { };
    private Action reconstruct = () => { };

    /// <summary>The model, to be disposed of.</summary>
    public IDisposable Model { get; private set; } = null!;

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        TModel model = TModel.Create(seed);
        Model = model;
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        float[] batch = Numbers.Source(seed).Normal(BatchSize * TModel.Architecture.InputSize), output = new float[batch.Length];
        step = () => model.TrainStep(batch, device);
        reconstruct = () => model.Reconstruct(batch, output, device);
    }

    /// <summary>One model's times over another's.</summary>
    public static (double Step, double Inference) Ratios(DecoderTiming one, DecoderTiming other, TimeSpan time) =>
        (Ratio(one.step, other.step, time, TimeProvider.System), Ratio(one.reconstruct, other.reconstruct, time, TimeProvider.System));

    /// <summary>The median of one's times over the median of the other's, of rounds in which both take turns at being the first.</summary>
    /// <param name="one">What is timed.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="time">About how long all rounds take.</param>
    /// <param name="clock">Tells the time.</param>
    public static double Ratio(Action one, Action other, TimeSpan time, TimeProvider clock)
    {
        double longest = Math.Max(Settled(one, time, clock), Settled(other, time, clock));
        int calls = Math.Max(1, (int)(time.TotalSeconds / Rounds / 2 / longest));
        double[] ones = new double[Rounds], others = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            if (round % 2 == 0)
            {
                ones[round] = Time(one, calls, clock);
            }

            others[round] = Time(other, calls, clock);
            if (round % 2 == 1)
            {
                ones[round] = Time(one, calls, clock);
            }
        }

        return Median(ones) / Median(others);
    }

    /// <summary>
    /// The seconds of the fastest call, after calls for half of a time: the first ones compile, and on a device copy, and compiled code is
    /// made faster later.
    /// </summary>
    private static double Settled(Action work, TimeSpan time, TimeProvider clock)
    {
        double fastest = double.PositiveInfinity;
        long start = clock.GetTimestamp();
        for (int calls = 0; calls < LeastCalls || clock.GetElapsedTime(start) < time / 2; calls++)
        {
            fastest = Math.Min(fastest, Time(work, 1, clock));
        }

        return fastest;
    }

    private static double Median(double[] odd) => odd.Order().ElementAt(odd.Length / 2);

    /// <summary>Seconds a call.</summary>
    private static double Time(Action work, int calls, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            work();
        }

        return clock.GetElapsedTime(start).TotalSeconds / calls;
    }
}
