using System.Globalization;
using System.Xml.Linq;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Topology;

/// <summary>A closed manifold does not fit into a code of its own dimension: the error is small but for a tear, and there it is large.</summary>
/// <remarks>
/// One number more than the dimension is enough for the circle, the sphere and the torus. Two interlaced circles fit into the plane too,
/// side by side; but pictures of them in the plane that begin near a projection cross, and a small step only moves a crossing. There the
/// decoder gives back one point for two, which is what the largest error then is. Where a fourth number holds the circles apart at first
/// and falls to 0 by small steps, the pictures never cross, and two numbers are enough. The flat torus likewise fits into three numbers,
/// and every projection from four folds it.
/// </remarks>
internal sealed class TornCode : TheoryExperiment
{
    /// <summary>The error from which on a point counts as torn.</summary>
    public const double TornError = 0.1;

    /// <summary>What is left of a distance between points of a probe that lie beside a crossing.</summary>
    private const double Discrete = 0.98;

    private const int Drawn = 2500;

    public override string Name => "topology";

    public override string Title => "No training removes the largest error of a closed manifold in a code of its own dimension; one number more does";

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(1, 5);
        Manifold[] manifolds = [Manifold.FlatTorus, Manifold.Torus, Manifold.Sphere, Manifold.LinkedCirclesApart, Manifold.LinkedCircles,
            Manifold.Circle];
        Manifold[] torn = [.. manifolds.Where(manifold => manifold.Widths[0] == manifold.Dimension)];
        ChartTraining[] trainings = context.Each(
            Name,
            [.. manifolds.SelectMany(manifold => seeds.SelectMany(seed => manifold.Widths.Select(width => (manifold, seed, Width: width))))],
            run => new ChartTraining(run.manifold, run.seed, context).Of(run.Width));
        ChartTraining[] Of(Manifold manifold, int width) => [.. trainings.Where(run => run.Manifold == manifold && run.Width == width)];
        ChartTraining[] Torn(Manifold manifold) => Of(manifold, manifold.Dimension);
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ChartTraining.Shape}, ReLU, Adam 1e-3 and a tenth of it after 70 % of {trainings[0].Steps} steps of 50 samples, of 500 "
                + $"samples per circle, 2,000 on the sphere and 4,000 on a torus; errors are Euclidean norms on a probe of "
                + $"{Manifold.Circle.ProbeCount / (context.Quick ? 5 : 1)} points per circle and "
                + $"{Manifold.Sphere.ProbeCount / (context.Quick ? 5 : 1)} on a surface. What holds the circles apart is a fourth number, "
                + $"2 and -2, that falls to 0 in half of the steps."),
            [.. manifolds.Reverse().SelectMany(manifold => (Finding[])
            [
                .. torn.Contains(manifold) ? TornFindings(manifold, Torn(manifold), TheoryContext.Text(seeds), context.Seed) : [],
                .. manifold.Widths.Where(width => width > manifold.Dimension).SelectMany(
                    width => WholeFindings(manifold, Of(manifold, width), TheoryContext.Text(seeds))),
            ])],
            [
                AlongTheCircle(Torn(Manifold.Circle)),
                OverTheSteps(torn, [.. torn.Select(manifold => Torn(manifold)[0])]),
                LinkedViews(Torn(Manifold.LinkedCircles)[0]),
                SphereMap(Torn(Manifold.Sphere)[0]),
            ]);
    }

    private static IEnumerable<Finding> TornFindings(Manifold manifold, ChartTraining[] torn, string seeds, ulong seed)
    {
        int k = manifold.Dimension;
        double least = torn.Min(run => run.Errors.Maximum), reach = manifold.MeasureReach(seed);
        yield return new Finding(
            $"{manifold.Name}, k = {k}: the largest error is at least the reach of each part",
            string.Create(CultureInfo.InvariantCulture, $"at least {manifold.PartReach:0.###}"),
            $"{Range(torn, run => run.Errors.Maximum)} (reach of the whole, from samples: {reach.ToString("0.00", CultureInfo.InvariantCulture)})",
            least >= manifold.PartReach, seeds);
        yield return new Finding(
            $"{manifold.Name}, k = {k}: mean; median; share above {TornError.ToString(CultureInfo.InvariantCulture)}", string.Empty,
            $"{Range(torn, run => run.Errors.Mean)}; {Range(torn, run => run.Errors.Median)}; {Numbers.Range(torn.Select(run => run.Errors.ShareAbove(TornError)), Numbers.Percent)}",
            null, seeds);
        yield return new Finding(
            $"{manifold.Name}, k = {k}: as training goes on the share shrinks, the largest error does not",
            "share at the end below the share after a 16th of the steps; largest error at least the reach throughout",
            string.Join("; ", torn.Take(1).Select(run => $"{Numbers.Percent(run.Looks[0].Share)} to {Numbers.Percent(run.Looks[^1].Share)}"))
                + string.Create(CultureInfo.InvariantCulture, $"; largest error never below {torn.Min(run => run.Looks.Min(look => look.Maximum)):0.00}"),
            torn.All(run => run.Looks[^1].Share < run.Looks[0].Share && run.Looks.All(look => look.Maximum >= manifold.PartReach)), seeds);
    }

    private static IEnumerable<Finding> WholeFindings(Manifold manifold, ChartTraining[] whole, string seeds)
    {
        int width = whole[0].Width, below = whole.Count(run => run.Errors.Maximum < manifold.PartReach);
        string name = $"{manifold.Name}, k = {width}", range = Range(whole, run => run.Errors.Maximum);
        if (manifold.BeginsWhole(width))
        {
            yield return new Finding(
                $"{name}: the largest error falls below the reach of each part",
                string.Create(CultureInfo.InvariantCulture, $"below {manifold.PartReach:0.###}"), range, below == whole.Length, seeds);
        }
        else
        {
            yield return new Finding(
                $"{name}: it fits, but every projection folds it or crosses itself: the largest error", string.Empty,
                $"{range}; below the reach of each part for {below} of {whole.Length} seeds", null, seeds);
        }

        if (manifold.IsLinked && width == 2)
        {
            Crossings[] crossings = [.. whole.Select(Crossings.Of)];
            string count = Range(crossings.Select(one => (double)one.Count), "0"), half = Range(crossings.Select(one => one.HalfDistance), "0.00");
            yield return manifold.BeginsWhole(width)
                ? new Finding(
                    $"{name}: the codes of the two circles do not cross", "0 crossings", $"{count} crossings", crossings.All(one => one.Count == 0), seeds)
                : new Finding(
                    $"{name}: where the codes of the two circles cross, the largest error is at least half the distance of the two points",
                    $"at least {half}", $"{range}, with {count} crossings",
                    whole.Zip(crossings).All(pair => pair.First.Errors.Maximum >= Discrete * pair.Second.HalfDistance), seeds);
        }
    }

    private static string Range(IEnumerable<double> values, string format) =>
        Numbers.Range(values, value => value.ToString(format, CultureInfo.InvariantCulture));

    private static string Range(ChartTraining[] runs, Func<ChartTraining, double> value) =>
        Numbers.Range(runs.Select(value), number => number.ToString(number < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture));

    private static XElement AlongTheCircle(ChartTraining[] runs) => new LineChart(
        "Error along the unit circle with one number in the code: small, but for a tear whose place depends on the seed.", "angle in degrees", "error, in radii",
        [.. runs.Take(4).Select((run, index) => new Series($"seed {run.Seed}", index == 3 ? 4 : index, ByAngle(run)))]).Draw();

    /// <summary>The largest error in each half degree, so that the tear is not lost among the points that are drawn.</summary>
    private static List<(double X, double Y)> ByAngle(ChartTraining run) =>
    [
        .. Enumerable.Range(0, run.Probe.Count)
            .GroupBy(index => (int)(2 * CircleAngle.Of(run.Probe[index])))
            .OrderBy(group => group.Key)
            .Select(group => (group.Key / 2.0, group.Max(index => run.Errors.Errors[index]))),
    ];

    private static XElement OverTheSteps(Manifold[] manifolds, ChartTraining[] runs) => new LineChart(
        "While training goes on the torn share of each manifold shrinks and the largest error stays, for the first seed.", "step", "share, and error in radii",
        [.. runs.SelectMany((run, index) => new[]
        {
            new Series($"{manifolds[index].Name}: share above 0.1", index, [.. run.Looks.Select(look => ((double)look.Step, look.Share))]),
            new Series($"{manifolds[index].Name}: largest error", index, [.. run.Looks.Select(look => ((double)look.Step, look.Maximum))], Dashed: true),
        })]).Draw();

    private static XElement LinkedViews(ChartTraining run)
    {
        List<int> shown = [.. Enumerable.Range(0, Math.Min(Drawn, run.Probe.Count))];
        CloudPanel View(string name, string x, string y, Func<ReadOnlyMemory<float>, (double, double)> project) => new(name, x, y,
        [
            new Cloud("the circles", "dots c3", [.. shown.Select(index => project(run.Probe.Samples.Slice(3 * index, 3)))]),
            new Cloud("their reconstruction", "dots c1", [.. shown.Select(index => project(run.Reconstructions.AsMemory(3 * index, 3)))]),
        ]);
        return new CloudChart(
            "Two interlaced circles and their reconstruction from one number, seen from two sides: each is cut open, and the cuts are bridged.",
            [
                View("from above", "x, in radii", "y, in radii", point => (point.Span[0], point.Span[1])),
                View("from the side", "x, in radii", "z, in radii", point => (point.Span[0], point.Span[2])),
            ]).Draw();
    }

    private static XElement SphereMap(ChartTraining run)
    {
        double[] bounds = [0.003, 0.01, 0.03, 0.1, 0.3];
        string[] names = ["below 0.003", "to 0.01", "to 0.03", "to 0.1", "to 0.3", "above 0.3"];

        // The torn ones are few, and are what the map is for.
        int[] shown = [.. Enumerable.Range(0, run.Probe.Count).Where(index => index < 2 * Drawn || run.Errors.Errors[index] > bounds[3])];
        CloudPanel Half(string name, bool upper) => new(name, "x, in radii", "y, in radii",
        [
            .. names.Select((heat, level) => new Cloud(
                heat, $"dots h{level}",
                [.. shown.Where(index => run.Probe[index][2] >= 0 == upper && Array.FindLastIndex(bounds, bound => run.Errors.Errors[index] > bound) + 1 == level)
                    .Select(index => ((double)run.Probe[index][0], (double)run.Probe[index][1]))])),
        ]);
        return new CloudChart(
            "Error of the unit sphere's reconstruction from two numbers, in radii: small, but around the tear.", [Half("upper half, z > 0", true), Half("lower half, z < 0", false)]).Draw();
    }
}
