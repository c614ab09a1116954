namespace AeGen.Bench.Peers;

/// <summary>How often some work must be repeated to last as long as one wants.</summary>
internal static class Calibration
{
    /// <summary>The number of repetitions that last so long, about; at least one. It warms the work up as well.</summary>
    /// <param name="run">Does so many repetitions and says how long they took.</param>
    /// <param name="seconds">How long they shall last.</param>
    public static int Repetitions(Func<int, double> run, double seconds)
    {
        run(1);
        int times = 1;
        double took = run(times);
        while (took < seconds / 4)
        {
            times = (int)Math.Ceiling(times * Math.Min(8, seconds / 2 / Math.Max(took, 1e-7)));
            took = run(times);
        }

        return Math.Max(1, (int)(times * seconds / took));
    }
}
