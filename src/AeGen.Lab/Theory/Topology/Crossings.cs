namespace AeGen.Lab.Theory.Topology;

/// <summary>
/// Where the codes of two interlaced circles cross in the plane: two points then have one code, and one reconstruction, so that one of them
/// is off by half their distance.
/// </summary>
/// <param name="Count">The number of crossings.</param>
/// <param name="HalfDistance">Half the largest distance of two points whose codes cross, 0 where none do.</param>
internal sealed record Crossings(int Count, double HalfDistance)
{
    private const int PointsOfACircle = 1500;

    /// <summary>Those of a training on both circles with a code of two numbers.</summary>
    public static Crossings Of(ChartTraining run)
    {
        int[] first = Around(run, second: false), second = Around(run, second: true);
        int count = 0;
        double most = 0;
        for (int i = 0; i < first.Length; i++)
        {
            int from = first[i], to = first[(i + 1) % first.Length];
            for (int j = 0; j < second.Length; j++)
            {
                if (Cross(Code(run, from), Code(run, to), Code(run, second[j]), Code(run, second[(j + 1) % second.Length])))
                {
                    count++;
                    most = Math.Max(most, Distance(run.Probe[from], run.Probe[second[j]]));
                }
            }
        }

        return new Crossings(count, most / 2);
    }

    /// <summary>Points of a circle in its order; the probe draws them in turns.</summary>
    private static int[] Around(ChartTraining run, bool second) =>
    [
        .. Enumerable.Range(0, 2 * PointsOfACircle).Where(point => point % 2 == 1 == second).OrderBy(point => second
            ? Math.Atan2(run.Probe[point][2], run.Probe[point][0] - 1)
            : Math.Atan2(run.Probe[point][1], run.Probe[point][0])),
    ];

    private static double Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double squares = 0;
        for (int i = 0; i < one.Length; i++)
        {
            squares += ((double)one[i] - other[i]) * ((double)one[i] - other[i]);
        }

        return Math.Sqrt(squares);
    }

    private static (double X, double Y) Code(ChartTraining run, int point) => (run.Codes[2 * point], run.Codes[(2 * point) + 1]);

    /// <summary>Whether the line from a to b meets that from c to d: each has its ends on two sides of the other.</summary>
    private static bool Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) =>
        Side(a, b, c) > 0 != Side(a, b, d) > 0 && Side(c, d, a) > 0 != Side(c, d, b) > 0;

    private static double Side((double X, double Y) from, (double X, double Y) to, (double X, double Y) point) =>
        ((to.X - from.X) * (point.Y - from.Y)) - ((to.Y - from.Y) * (point.X - from.X));
}
