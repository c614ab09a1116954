using AeGen.Bench.Measuring;
using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers;

/// <summary>Measures sides in turn: all of them in every round, so that whatever else the machine does meets them all.</summary>
internal static class Rounds
{
    /// <summary>A side that takes so many times longer than its share in one repetition has had its only round.</summary>
    private const double Patience = 5;

    /// <summary>Measures.</summary>
    /// <param name="settings">How many rounds, of which length.</param>
    /// <param name="samples">Number of samples in one repetition.</param>
    /// <param name="sides">What does so many repetitions of a side's work and says how long they took.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Samples a second.</returns>
    public static IReadOnlyDictionary<Side, Rate> Measure(
        PeersSettings settings, int samples, IReadOnlyDictionary<Side, Func<int, double>> sides, CancellationToken cancellationToken)
    {
        var repetitions = new Dictionary<Side, int>();
        var rates = new Dictionary<Side, List<double>>();
        foreach ((Side side, Func<int, double> run) in sides)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double first = run(1);
            bool slow = first > Patience * settings.Seconds;
            rates[side] = slow ? [samples / first] : [];
            repetitions[side] = slow ? 0 : Calibration.Repetitions(run, settings.Seconds);
            Rest.Await();
        }

        for (int round = 0; round < settings.Rounds; round++)
        {
            foreach ((Side side, int times) in repetitions.Where(side => side.Value > 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                rates[side].Add((double)samples * times / sides[side](times));
                Rest.Await();
            }
        }

        return rates.ToDictionary(pair => pair.Key, pair => Rate.Of(pair.Value));
    }
}
