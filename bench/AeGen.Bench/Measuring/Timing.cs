namespace AeGen.Bench.Measuring;

/// <summary>How measurements are timed.</summary>
/// <param name="Seconds">How long a round lasts, about.</param>
/// <param name="Rounds">Number of rounds.</param>
internal sealed record Timing(double Seconds, int Rounds)
{
    /// <summary>How many times longer than asked for all rounds together may last before no further one begins.</summary>
    private const double Patience = 3;

    private const int MostRepetitions = 1 << 24;

    /// <summary>Measures work that can be repeated.</summary>
    /// <param name="samples">Number of samples that one repetition takes.</param>
    /// <param name="run">Does so many repetitions and says how long they took.</param>
    public Rate Measure(long samples, Func<int, TimeSpan> run)
    {
        // The first run loads and compiles what the others find there.
        run(1);
        int repetitions = 1;
        double took = run(repetitions).TotalSeconds;
        while (took < Seconds / 4 && repetitions < MostRepetitions)
        {
            repetitions = Scaled(repetitions, Math.Min(16, Seconds / 2 / Math.Max(took, 1e-7)));
            took = run(repetitions).TotalSeconds;
        }

        repetitions = Scaled(repetitions, Seconds / took);
        var rates = new List<double>();
        double total = 0;
        while (rates.Count < Rounds && total < Patience * Seconds * Rounds)
        {
            took = run(repetitions).TotalSeconds;
            total += took;
            rates.Add(samples * (double)repetitions / took);
        }

        return Rate.Of(rates);
    }

    private static int Scaled(int repetitions, double factor) => (int)Math.Clamp(Math.Ceiling(repetitions * factor), 1, MostRepetitions);
}
