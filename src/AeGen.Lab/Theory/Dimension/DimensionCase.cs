using System.Globalization;
using AeGen.Lab.Dimension;

namespace AeGen.Lab.Theory.Dimension;

/// <summary>A manifold, embedded in R^50, and the noise on it.</summary>
/// <param name="Manifold">The manifold.</param>
/// <param name="Noise">The noise's standard deviation over the spread of the samples, both over all features.</param>
internal sealed record DimensionCase(Manifold Manifold, double Noise)
{
    private const int Features = 50;
    private const int TestSamples = 2000;

    /// <summary>What tables call it.</summary>
    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"{Manifold.Name}, d = {Manifold.Dimension}")
        + (Noise > 0 ? $", {Numbers.Percent(Noise)} noise" : string.Empty);

    /// <summary>Draws samples to train on and others to measure errors on.</summary>
    public CommonInput Draw(int samples, ulong seed, CancellationToken cancellationToken)
    {
        // Points have about unit length, and so has the spread.
        var embedding = new Embedding(Manifold.Coordinates, Features, seed);
        double deviation = Noise / Math.Sqrt(Features);
        return CommonInput.Of(
            embedding.Draw(Manifold, samples, deviation, seed + 1), embedding.Draw(Manifold, TestSamples, deviation, seed + 2), cancellationToken);
    }
}
