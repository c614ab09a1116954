using System.Globalization;

namespace AeGen;

/// <summary>A scaling of samples, feature by feature: (x - offset) · factor. Equal offsets and factors are equal scalings.</summary>
/// <remarks>It is computed in double precision and rounded once; an object never changes, and any number of threads may use it.</remarks>
public sealed partial class Scaling : IEquatable<Scaling>
{
    private readonly float[] offsets;
    private readonly float[] factors;

    /// <summary>Makes a scaling of copies of offsets and factors.</summary>
    /// <param name="offsets">What is taken off, [<see cref="SampleSize"/>], finite.</param>
    /// <param name="factors">What the rest is multiplied by, [<see cref="SampleSize"/>], finite and not 0.</param>
    /// <exception cref="ArgumentException">There is no feature, there are not as many factors as offsets, or a number is out of its range.</exception>
    public Scaling(ReadOnlySpan<float> offsets, ReadOnlySpan<float> factors)
    {
        if (offsets.IsEmpty || offsets.Length != factors.Length)
        {
            throw new ArgumentException($"There are {offsets.Length} offsets and {factors.Length} factors; there must be one each a feature.", nameof(factors));
        }

        for (int feature = 0; feature < offsets.Length; feature++)
        {
            Require(float.IsFinite(offsets[feature]), nameof(offsets), feature, offsets[feature], "finite");
            Require(float.IsFinite(factors[feature]) && factors[feature] != 0, nameof(factors), feature, factors[feature], "finite and not 0");
        }

        this.offsets = offsets.ToArray();
        this.factors = factors.ToArray();
    }

    /// <summary>Number of features of a sample.</summary>
    public int SampleSize => offsets.Length;

    /// <summary>What is taken off each feature, [<see cref="SampleSize"/>].</summary>
    public ReadOnlyMemory<float> Offsets => offsets;

    /// <summary>What the rest of each feature is multiplied by, [<see cref="SampleSize"/>].</summary>
    public ReadOnlyMemory<float> Factors => factors;

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
                to[feature] = (float)(((double)from[feature] - offsets[feature]) * factors[feature]);
            }
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
                to[feature] = (float)(((double)from[feature] / factors[feature]) + offsets[feature]);
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Scaling? other) =>
        other is not null && offsets.AsSpan().SequenceEqual(other.offsets) && factors.AsSpan().SequenceEqual(other.factors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scaling);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (int feature = 0; feature < offsets.Length; feature++)
        {
            hash.Add(offsets[feature]);
            hash.Add(factors[feature]);
        }

        return hash.ToHashCode();
    }

    private static void Require(bool holds, string name, int feature, float value, string range)
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
            int index = Runtime.ValueScan.FirstNotFinite(to);
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
