using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers;

/// <summary>A library as a side of the comparison: of its programs, numbers of threads and modes those that do a work fastest.</summary>
/// <param name="processes">Its processes, one for each program and number of threads.</param>
/// <param name="seconds">How long one attempt at a way lasts, about.</param>
internal sealed class PeerSide(IReadOnlyList<PeerProcess> processes, double seconds)
{
    /// <summary>Attempts at a way, of which the fastest counts.</summary>
    private const int Attempts = 3;

    /// <summary>A way that takes so many times as long as the fastest has no further attempt.</summary>
    private const double Hopeless = 1.5;

    private PeerProcess? chosen;

    /// <summary>Tries every way to do a work and stays with the fastest.</summary>
    /// <param name="order">The network, the batch and the work; the mode is filled in.</param>
    /// <param name="check">Looks at what a process makes of the batch before its time is taken.</param>
    /// <returns>The ways with their times, the fastest first; none where the peer cannot do this work.</returns>
    public IReadOnlyList<Trial> Tune(OpenOrder order, Action<PeerProcess> check)
    {
        var trials = new List<(Trial Trial, PeerProcess Process)>();
        foreach (PeerProcess process in processes)
        {
            PeerRecord record = process.Record;
            foreach (string mode in record.Modes.GetValueOrDefault(order.Work) ?? [])
            {
                process.Open(order with { Mode = mode });
                check(process);
                double best = trials.Count == 0 ? double.PositiveInfinity : trials.Min(trial => trial.Trial.Seconds);
                trials.Add((new Trial(record.Name, record.Threads, mode, Time(process, Hopeless * best)), process));
            }
        }

        if (trials.Count == 0)
        {
            return [];
        }

        trials.Sort((left, right) => left.Trial.Seconds.CompareTo(right.Trial.Seconds));
        (Trial fastest, chosen) = trials[0];
        chosen.Open(order with { Mode = fastest.Mode });
        return [.. trials.Select(trial => trial.Trial)];
    }

    /// <summary>Repeats the work in the fastest way.</summary>
    /// <returns>The time it took.</returns>
    public double Repeat(int times) => chosen!.Repeat(times);

    private double Time(PeerProcess process, double hopeless)
    {
        int times = Calibration.Repetitions(process.Repeat, seconds);
        double best = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts && (attempt == 0 || best < hopeless); attempt++)
        {
            best = Math.Min(best, process.Repeat(times) / times);
        }

        return best;
    }
}
