using System.Globalization;
using AeGen.Vectors;

namespace AeGen;

/// <summary>Passes samples on to a sink, and refuses or leaves out those that miss values.</summary>
/// <param name="sink">Where the samples go.</param>
/// <param name="sampleSize">Number of features of a sample.</param>
/// <param name="name">What messages call the source.</param>
/// <param name="missing">What happens to samples with NaN.</param>
/// <param name="offsetOf">The place in the source, in bytes, of a sample's feature.</param>
internal sealed class RowWriter(SampleSink sink, int sampleSize, string name, MissingValues missing, Func<long, int, long> offsetOf)
{
    private long row;
    private int column;
    private long rowStart;
    private bool isMissing;
    private long dropped;

    /// <summary>Takes some more numbers: they may end and begin within a sample.</summary>
    /// <exception cref="InvalidDataException">A number is infinite, or is NaN and those are refused.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        if (!isMissing && ValueScan.FirstNotFinite(values) < 0)
        {
            sink.Append(values);
            long position = column + (long)values.Length;
            row += position / sampleSize;
            column = (int)(position % sampleSize);
            rowStart = sink.Length - column;
            return;
        }

        while (!values.IsEmpty)
        {
            int part = Math.Min(values.Length, sampleSize - column);
            AddPart(values[..part]);
            values = values[part..];
        }
    }

    /// <summary>The data set of what is left.</summary>
    /// <exception cref="InvalidDataException">Nothing is left.</exception>
    public DataSet ToDataSet(ReadOnlyMemory<int> labels = default) => sink.Length > 0
        ? sink.ToDataSet(sampleSize, labels, dropped)
        : throw new InvalidDataException($"{name}: every sample, {dropped} altogether, misses a value: none is left.");

    /// <summary>The exception for a number that is not finite.</summary>
    public static InvalidDataException Refusal(string name, long offset, long row, int feature, float value) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: the number at offset {offset} (sample {row}, feature {feature}) is {value}: it must be finite in single precision."));

    /// <summary>Adds numbers of one sample.</summary>
    private void AddPart(ReadOnlySpan<float> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                isMissing = missing == MissingValues.DropRows && float.IsNaN(values[index])
                    ? true
                    : throw Refusal(name, offsetOf(row, column + index), row, column + index, values[index]);
            }
        }

        if (!isMissing)
        {
            sink.Append(values);
        }

        column += values.Length;
        if (column < sampleSize)
        {
            return;
        }

        if (isMissing)
        {
            dropped++;
            if (sink.Length > rowStart)
            {
                sink.Truncate(rowStart);
            }
        }

        row++;
        column = 0;
        rowStart = sink.Length;
        isMissing = false;
    }
}
