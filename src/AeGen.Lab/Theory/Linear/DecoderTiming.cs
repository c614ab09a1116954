using AeGen.Lab.Running;

namespace AeGen.Lab.Theory.Linear;

/// <summary>The steps and reconstructions of one model, to be timed beside those of another one.</summary>
/// <param name="device">The device, or null for the CPU.</param>
/// <param name="seed">The seed of weights and samples.</param>
internal sealed class DecoderTiming(ComputeDevice? device, ulong seed) : IModelWork
{
    public const int BatchSize = 128;

    private const int LeastRounds = 7;

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

    /// <summary>The medians of one model's times over another's, of rounds in which both take turns.</summary>
    public static (double Step, double Inference) Ratios(DecoderTiming one, DecoderTiming other, TimeSpan time) =>
        (Ratio(one.step, other.step, time), Ratio(one.reconstruct, other.reconstruct, time));

    private static double Ratio(Action one, Action other, TimeSpan time)
    {
        // The first calls compile, and on a device copy.
        (double slow, double fast) = (Time(one, 3), Time(other, 3));
        int calls = Math.Max(1, (int)(time.TotalSeconds / LeastRounds / 2 / Math.Max(slow, fast)));
        var ratios = new List<double>();
        long start = TimeProvider.System.GetTimestamp();
        while (ratios.Count < LeastRounds || TimeProvider.System.GetElapsedTime(start) < time)
        {
            double first = Time(one, calls);
            ratios.Add(first / Time(other, calls));
        }

        return ratios.Order().ElementAt(ratios.Count / 2);
    }

    /// <summary>Seconds a call.</summary>
    private static double Time(Action work, int calls)
    {
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            work();
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds / calls;
    }
}
