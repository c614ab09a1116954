using System.Globalization;
using System.Xml.Linq;
using AeGen.Analysis;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Topology;

/// <summary>Where the tear lies, that off it the code is one-to-one, and that an anomaly detector takes it for anomalies.</summary>
internal sealed class TearOfTheCircle : TheoryExperiment
{
    private const double Gap = 0.05;
    private const double Backwards = 0.01;
    private const double MostAlarms = 0.9;

    /// <summary>The part of the circle to each side of the tear's middle that counts as at it, in degrees.</summary>
    private const double AlarmRange = 9;

    public override string Name => "tear";

    public override string Title => "The tear lies where the seed has it, the code is one-to-one off it, and a detector's false alarms are at it";

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(2, 5);
        ChartTraining[] runs = context.Each(Name, seeds, seed => new ChartTraining(Manifold.Circle, seed, context).Of(1));
        Torn[] torn = [.. runs.Select(Analyse)];
        string text = TheoryContext.Text(seeds);
        double[] apart = [.. torn.SelectMany((one, index) => torn.Skip(index + 1).Select(other => CircleAngle.Apart(one.Angle, other.Angle))).Order()];
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Unit circle, {ChartTraining.Shape} with k = 1, ReLU, {runs[0].Steps} steps of 50 of 500 samples; a probe of {runs[0].Probe.Count} points; the tear is where errors are above {TornCode.TornError}; the detector's threshold is the largest error of a training sample."),
            [
                new Finding(
                    "the tear: its angle, and its width in degrees", "one tear for each seed",
                    string.Join("; ", torn.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Angle:0}°, {one.Width:0.0}° wide{(one.Tears == 1 ? string.Empty : $", of {one.Tears}")}"))),
                    torn.All(one => one.Tears == 1), text),
                new Finding(
                    "different seeds put it elsewhere: the angle between any two", "more than the tear's width",
                    string.Create(CultureInfo.InvariantCulture, $"{apart[0]:0}° to {apart[^1]:0}°"), apart[0] > torn.Max(one => one.Width), text),
                new Finding(
                    "the code is monotone in the angle but for one cut, a homeomorphism off it",
                    $"never runs back by more than {Numbers.Percent(Backwards)} of its range",
                    string.Join("; ", torn.Select(one => string.Create(
                        CultureInfo.InvariantCulture, $"{Numbers.Percent(one.Backwards)}, beside a cut of {one.Cut:0.0}°"))),
                    torn.All(one => one.Backwards < Backwards), text),
                new Finding(
                    "an anomaly detector's false alarms: share of the circle's own points",
                    string.Empty, string.Join("; ", torn.Select(one => Numbers.Percent(one.FalseAlarms))), null, text),
                new Finding(
                    $"they are at the tear: share of them within {AlarmRange.ToString(CultureInfo.InvariantCulture)}° of its middle, where {Numbers.Percent(2 * AlarmRange / 360)} of the circle is",
                    $"at least {Numbers.Percent(MostAlarms)}", string.Join("; ", torn.Select(one => Numbers.Percent(one.AlarmsAtTear))), torn.All(one => one.AlarmsAtTear >= MostAlarms), text),
                new Finding(
                    "the same for a detector whose threshold is twice that error",
                    string.Empty, string.Join("; ", torn.Select(one => Numbers.Percent(one.ClearAlarmsAtTear))), null, text),
            ],
            [CodeOverAngle(runs), Places(runs, torn)]);
    }

    private static Torn Analyse(ChartTraining run)
    {
        IReadOnlyList<Tear> tears = Tear.Locate(run.Probe, run.Errors, TornCode.TornError, Gap);
        Tear tear = tears[0];
        double angle = MiddleOf(tear, run.Probe);
        double width = 2 * tear.Samples.Max(index => CircleAngle.Apart(angle, CircleAngle.Of(run.Probe[index])));

        int[] arc = ArcBesideCut(run.Codes, angle, run.Probe);
        double alarms = run.Scores.Count(score => score > run.Threshold) / (double)run.Scores.Length;

        // Scores are squares of errors.
        return new Torn(
            angle, width, tears.Count, RunBack(run.Codes, arc), 360 * (1 - (arc.Length / (double)run.Probe.Count)), alarms,
            ShareAtTear(run, angle, run.Threshold), ShareAtTear(run, angle, 4 * run.Threshold));
    }

    /// <summary>The share of the points that score above a threshold that are within <see cref="AlarmRange"/> of the tear; 1 where none score so.</summary>
    private static double ShareAtTear(ChartTraining run, double tear, double threshold)
    {
        int[] alarms = [.. Enumerable.Range(0, run.Scores.Length).Where(point => run.Scores[point] > threshold)];
        return alarms.Length == 0 ? 1 : alarms.Count(point => CircleAngle.Apart(tear, CircleAngle.Of(run.Probe[point])) <= AlarmRange) / (double)alarms.Length;
    }

    /// <summary>The middle of a tear: the direction of the mean of its points.</summary>
    private static double MiddleOf(Tear tear, DataSet probe)
    {
        double x = tear.Samples.Sum(index => (double)probe[index][0]), y = tear.Samples.Sum(index => (double)probe[index][1]);
        return CircleAngle.Of([(float)x, (float)y, 0]);
    }

    /// <summary>
    /// The points outside the cut, by their angle: a continuous code of the circle has a largest and a smallest value, and the cut is the way between these two on
    /// which the tear lies.
    /// </summary>
    private static int[] ArcBesideCut(float[] codes, double tear, DataSet probe)
    {
        double From(int index) => (CircleAngle.Of(probe[index]) - tear + 360) % 360;
        int[] around = [.. Enumerable.Range(0, probe.Count).OrderBy(From)];
        int highest = Array.IndexOf(around, around.MaxBy(index => codes[index])), lowest = Array.IndexOf(around, around.MinBy(index => codes[index]));
        return around[Math.Min(highest, lowest)..(Math.Max(highest, lowest) + 1)];
    }

    /// <summary>How far the code runs back along an arc, at most, over the range that it has there: 0 where it is monotone.</summary>
    private static double RunBack(float[] codes, int[] arc)
    {
        double range = codes[arc[^1]] - (double)codes[arc[0]], furthest = double.NegativeInfinity, back = 0;
        foreach (int index in arc)
        {
            double along = (codes[index] - (double)codes[arc[0]]) / range;
            furthest = Math.Max(furthest, along);
            back = Math.Max(back, furthest - along);
        }

        return back;
    }

    private static XElement CodeOverAngle(ChartTraining[] runs) => new LineChart(
        "The code of the circle's points: monotone in the angle, but for one cut, where it runs back.", "angle in degrees", "code, in its own unit",
        [.. runs.Take(4).Select((run, index) => new Series(
            $"seed {run.Seed}", index == 3 ? 4 : index,
            [.. Enumerable.Range(0, Math.Min(2000, run.Probe.Count)).Select(point => (CircleAngle.Of(run.Probe[point]), (double)run.Codes[point]))], Dots: true))])
    { LinearY = true }.Draw();

    private static XElement Places(ChartTraining[] runs, Torn[] torn) => new CloudChart(
        "Where the circle is torn, for each seed, drawn outside one another: grey the circle, in colour the points that the detector takes for anomalies.",
        [
            new CloudPanel("tears by seed", "x, in radii", "y, in radii",
            [
                .. runs.SelectMany((run, index) => new[]
                {
                    new Cloud("normal points", "dots c3", [.. Enumerable.Range(0, 1000).Select(point => Ring(run.Probe[point], index))]),
                    new Cloud(
                        string.Create(CultureInfo.InvariantCulture, $"false alarms, seed {run.Seed}: {Numbers.Percent(torn[index].FalseAlarms)}"), $"dots c{(index < 3 ? index : 4 + (index % 2))}",
                        [.. Enumerable.Range(0, run.Probe.Count).Where(point => run.Scores[point] > run.Threshold).Take(400).Select(point => Ring(run.Probe[point], index))]),
                }),
            ]),
        ]).Draw();

    private static (double X, double Y) Ring(ReadOnlySpan<float> point, int index)
    {
        double radius = 1 + (0.15 * index);
        return (radius * point[0], radius * point[1]);
    }

    /// <summary>What there is to say of one training; angles in degrees.</summary>
    private sealed record Torn(double Angle, double Width, int Tears, double Backwards, double Cut, double FalseAlarms, double AlarmsAtTear, double ClearAlarmsAtTear);
}
