using System.Globalization;
using System.Xml.Linq;
using AeGen.Lab.Dimension;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Dimension;

/// <summary>The last code width that pays is the dimension of the manifold, closed or not.</summary>
/// <remarks>
/// After Kvalheim and Sontag 2023, "Why should autoencoders work?", arXiv 2310.02250. Beside the knee stand three other estimates, of which no more is claimed
/// than what they are: the rank of the code behind a linear chain counts the directions of the space in which the code lies, and those from neighbours come out
/// too small in higher dimensions, where samples have no near ones.
/// </remarks>
internal sealed class ManifoldDimension : TheoryExperiment
{
    private const double Noise = 0.01;

    public override string Name => "dimension";

    public override string Title => "Autoencoders find the dimension of a manifold: their median error falls up to that code width, and then no more";

    public override Evidence Run(TheoryContext context)
    {
        (int samples, Effort effort) = context.Quick ? (8192, new Effort(3000, 1, context.Seed)) : (32768, Effort.Thorough(context.Seed));
        DimensionCase[] cases = context.Quick ? [.. Cases(2, 0).Where(one => one.Manifold.Name is "sphere" or "chart")] : [.. Cases(8, 0), .. Cases(3, Noise)];

        // The higher the dimension the longer it takes.
        DimensionCase[] longestFirst = [.. cases.OrderByDescending(one => one.Manifold.Dimension)];
        var results = context.Each(Name, longestFirst, one => DimensionEstimates.Of(
            one.Draw(samples, context.Seed, context.CancellationToken), effort, 1, _ => { }, context.CancellationToken))
            .Zip(longestFirst, (estimates, one) => (one, estimates)).ToDictionary(pair => pair.one, pair => pair.estimates);
        string seeds = context.Seed.ToString(CultureInfo.InvariantCulture);
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Manifolds of dimension d, smoothly embedded in R^50; {samples:N0} samples to train on, errors on others. 64-64-64-64-k and back for k = 1 to two widths behind the ")
                + string.Create(CultureInfo.InvariantCulture, $"knee, tanh and SiLU, {effort} to k = 3 and more in proportion; a chain of four linear layers behind a code of 24; neighbours among 2,000 samples."),
            [.. cases.Select(one => Finding(one, results[one], seeds))],
            [.. cases.Where(one => one.Noise == 0).GroupBy(one => one.Manifold.Name).Select(kind => Curves(kind.Key, kind, results))]);
    }

    private static IEnumerable<DimensionCase> Cases(int most, double noise) =>
        new Func<int, Manifold>[] { Manifold.Sphere, Manifold.Torus, Manifold.SwissRoll, Manifold.Chart }
            .SelectMany(kind => Enumerable.Range(1, most).Select(dimension => new DimensionCase(kind(dimension), noise)));

    private static Finding Finding(DimensionCase one, DimensionEstimates estimates, string seeds) => new(
        $"{one.Name}: the knee is at d",
        one.Manifold.Dimension.ToString(CultureInfo.InvariantCulture),
        DimensionText.Summary(estimates),
        estimates.Knee.IsClear && estimates.Knee.Width == one.Manifold.Dimension,
        seeds);

    private static XElement Curves(string name, IEnumerable<DimensionCase> cases, Dictionary<DimensionCase, DimensionEstimates> results) => new LineChart(
        $"Median error by code width: {name}.",
        "code width",
        "median squared error over that of the mean",
        [.. cases.Select(one => new Series(
            $"d = {one.Manifold.Dimension}",
            (one.Manifold.Dimension - 1) % 6,
            [.. results[one].Errors.Select((error, width) => ((double)width, error))],
            Dashed: one.Manifold.Dimension > 6))]).Draw();
}
