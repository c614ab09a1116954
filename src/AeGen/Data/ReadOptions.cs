namespace AeGen;

/// <summary>How a data file is read, of whatever format.</summary>
public record ReadOptions
{
    /// <summary>What is done with samples that miss values. Default: the file is refused. An infinite number never counts as missing.</summary>
    public MissingValues MissingValues { get; init; }
}
