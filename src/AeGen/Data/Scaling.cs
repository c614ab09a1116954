using System.Globalization;
using AeGen.Vectors;

namespace AeGen;

/// <summary>
/// A scaling of samples, feature by feature: (x - offset) · factor, within limits where there are any. Equal numbers are equal scalings.
/// </summary>
/// <remarks>
/// Offsets and factors are kept in double precision, and a scaled value is rounded once, at the end: an offset that is large beside what is
/// left of it costs nothing. An object never changes, and any number of threads may use it.
/// </remarks>
public sealed partial class Scaling : IEquatable<Scaling>
{
    private readonly double[] offsets;
    private readonly double[] factors;

    /// <summary>Makes a scaling of copies of offsets and factors.</summary>
    /// <param name="offsets">What is taken off, [<see cref="SampleSize"/>], finite.</param>
    /// <param name="factors">What the rest is multiplied by, [<see cref="SampleSize"/>], finite and not 0.</param>
    /// <exception cref="ArgumentException">There is no feature, there are not as many factors as offsets, or a number is out of its range.</exception>
    public Scaling(ReadOnlySpan<double> offsets, ReadOnlySpan<double> factors)
    {
        if (offsets.IsEmpty || offsets.Length != factors.Length)
        {
            throw new ArgumentException($"There are {offsets.Length} offsets and {factors.Length} factors; there must be one each a feature.", nameof(factors));
        }

        for (int feature = 0; feature < offsets.Length; feature++)
        {
            Require(double.IsFinite(offsets[feature]), nameof(offsets), feature, offsets[feature], "finite");
            Require(double.IsFinite(factors[feature]) && factors[feature] != 0, nameof(factors), feature, factors[feature],
                "finite and not 0");
        }

        this.offsets = offsets.ToArray();
        this.factors = factors.ToArray();
    }

    /// <summary>Makes a scaling that shares another one's numbers but for the limits.</summary>
    private Scaling(Scaling scaling, float least, float greatest)
    {
        (offsets, factors) = (scaling.offsets, scaling.factors);
        (Least, Greatest) = (least, greatest);
    }

    /// <summary>Number of features of a sample.</summary>
    public int SampleSize => offsets.Length;

    /// <summary>What is taken off each feature, [<see cref="SampleSize"/>].</summary>
    public ReadOnlySpan<double> Offsets => offsets;

    /// <summary>What the rest of each feature is multiplied by, [<see cref="SampleSize"/>].</summary>
    public ReadOnlySpan<double> Factors => factors;

    /// <summary>
    /// The least scaled value: what would be below it becomes it. Negative infinity, the default, where nothing is clipped.
    /// </summary>
    public float Least { get; } = float.NegativeInfinity;

    /// <summary>The greatest scaled value: what would be above it becomes it. Infinity, the default, where nothing is clipped.</summary>
    public float Greatest { get; } = float.PositiveInfinity;

    /// <summary>This scaling with limits: scaled values outside of them are taken to the nearer one.</summary>
    /// <remarks>
    /// <c>Scaling.MinMax(train).ClippedTo(0, 1)</c> brings values beyond those of the training data to where cross-entropy takes them. A
    /// clipped value no longer says how far out it was, to an anomaly's score neither; scaling back gives the limit.
    /// </remarks>
    /// <param name="least">The least scaled value, below <paramref name="greatest"/>; negative infinity for none.</param>
    /// <param name="greatest">The greatest scaled value; infinity for none.</param>
    /// <exception cref="ArgumentException">The least value is not below the greatest, or one is NaN.</exception>
    public Scaling ClippedTo(float least, float greatest) => least < greatest
        ? new Scaling(this, least, greatest)
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture,
                $"The least scaled value is {least} and the greatest {greatest}; the least must be below the greatest."),
            nameof(least));

    /// <summary>A scaled copy of a data set, with its labels; that of a mapped set is a temporary mapped file.</summary>
    /// <param name="data">Samples of <see cref="SampleSize"/> features.</param>
    /// <exception cref="ArgumentException">The samples have another size, or a scaled number is not finite.</exception>
    public DataSet Apply(DataSet data) => Map(data, Apply);

    /// <summary>A copy of a scaled data set that is scaled back, with its labels; that of a mapped set is a temporary mapped file.</summary>
    /// <param name="data">Samples of <see cref="SampleSize"/> features.</param>
    /// <exception cref="ArgumentException">The samples have another size, or a number scaled back is not finite.</exception>
    public DataSet Invert(DataSet data) => Map(data, Invert);

    /// <summary>Scales samples.</summary>
    /// <param name="samples">The samples, [n, <see cref="SampleSize"/>].</param>
    /// <param name="scaled">Receives the scaled samples; may be the same memory.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of samples, or the two lengths differ.</exception>
    public void Apply(ReadOnlySpan<float> samples, Span<float> scaled)
    {
        RequireLengths(samples.Length, scaled.Length, nameof(samples));
        for (int first = 0; first < samples.Length; first += SampleSize)
        {
            ReadOnlySpan<float> from = samples.Slice(first, SampleSize);
            Span<float> to = scaled.Slice(first, SampleSize);
            for (int feature = 0; feature < from.Length; feature++)
            {
                to[feature] = (float)Scaled(from[feature], feature);
            }
        }
    }

    /// <summary>Scales samples of double precision, such as times in milliseconds, which single precision does not hold.</summary>
    /// <param name="samples">The samples, [n, <see cref="SampleSize"/>].</param>
    /// <param name="scaled">Receives the scaled samples.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of samples, or the two lengths differ.</exception>
    public void Apply(ReadOnlySpan<double> samples, Span<float> scaled)
    {
        RequireLengths(samples.Length, scaled.Length, nameof(samples));
        for (int index = 0; index < samples.Length; index++)
        {
            scaled[index] = (float)Scaled(samples[index], index % SampleSize);
        }
    }

    /// <summary>Scales samples back: x / factor + offset.</summary>
    /// <param name="scaled">The scaled samples, [n, <see cref="SampleSize"/>].</param>
    /// <param name="samples">Receives the samples; may be the same memory.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of samples, or the two lengths differ.</exception>
    public void Invert(ReadOnlySpan<float> scaled, Span<float> samples)
    {
        RequireLengths(scaled.Length, samples.Length, nameof(scaled));
        for (int first = 0; first < scaled.Length; first += SampleSize)
        {
            ReadOnlySpan<float> from = scaled.Slice(first, SampleSize);
            Span<float> to = samples.Slice(first, SampleSize);
            for (int feature = 0; feature < from.Length; feature++)
            {
                to[feature] = (float)((from[feature] / factors[feature]) + offsets[feature]);
            }
        }
    }

    /// <summary>Scales samples back into double precision: x / factor + offset.</summary>
    /// <param name="scaled">The scaled samples, [n, <see cref="SampleSize"/>].</param>
    /// <param name="samples">Receives the samples.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of samples, or the two lengths differ.</exception>
    public void Invert(ReadOnlySpan<float> scaled, Span<double> samples)
    {
        RequireLengths(scaled.Length, samples.Length, nameof(scaled));
        for (int index = 0; index < scaled.Length; index++)
        {
            int feature = index % SampleSize;
            samples[index] = (scaled[index] / factors[feature]) + offsets[feature];
        }
    }

    /// <inheritdoc/>
    public bool Equals(Scaling? other) =>
        other is not null && Least == other.Least && Greatest == other.Greatest
        && offsets.AsSpan().SequenceEqual(other.offsets) && factors.AsSpan().SequenceEqual(other.factors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scaling);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Least);
        hash.Add(Greatest);
        for (int feature = 0; feature < offsets.Length; feature++)
        {
            hash.Add(offsets[feature]);
            hash.Add(factors[feature]);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether there are limits.</summary>
    internal bool IsClipped => Least > float.NegativeInfinity || Greatest < float.PositiveInfinity;

    /// <summary>A value scaled and clipped, to be rounded.</summary>
    internal double Scaled(double value, int feature) => Math.Clamp((value - offsets[feature]) * factors[feature], Least, Greatest);

    private static void Require(bool holds, string name, int feature, double value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {name[..^1]} of feature {feature} is {value}; it must be {range}."), name);
        }
    }

    private void RequireLengths(int from, int to, string name)
    {
        if (from % SampleSize != 0 || from != to)
        {
            throw new ArgumentException(
                $"The lengths are {from} and {to}; they must be equal and a whole number of samples of {SampleSize} features.", name);
        }
    }

    private DataSet Map(DataSet data, Computation compute)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.SampleSize != SampleSize)
        {
            throw new ArgumentException($"The samples have {data.SampleSize} features and the scaling has {SampleSize}.", nameof(data));
        }

        return data.Map((from, to, first) =>
        {
            compute(from, to);
            int index = ValueScan.FirstNotFinite(to);
            if (index >= 0)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Feature {index % SampleSize} of sample {first + (index / SampleSize)}, {from[index]}, becomes {to[index]}; it must be finite."),
                    nameof(data));
            }
        });
    }

    private delegate void Computation(ReadOnlySpan<float> from, Span<float> to);
}
