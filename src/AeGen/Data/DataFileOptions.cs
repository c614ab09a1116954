namespace AeGen;

/// <summary>How a data file of any format is read; what does not concern the format that a file turns out to have is not looked at.</summary>
public sealed record DataFileOptions : ReadOptions
{
    /// <summary>Number of features of a sample in a file of raw numbers, which has to be told; null, the default, where it need not.</summary>
    public int? SampleSize { get; init; }

    /// <summary>The name of the array in an NPZ file, or of the tensor in a safetensors file; null, the default, for the only one there is.</summary>
    public string? ArrayName { get; init; }

    /// <summary>The column of a CSV file that holds the labels; null, the default, where there are none.</summary>
    public CsvColumn? LabelColumn { get; init; }

    /// <summary>A scaling of the features of a CSV file, applied while they are read; null, the default, for none.</summary>
    public Scaling? Scaling { get; init; }
}
