namespace AeGen;

/// <summary>What is done with samples that miss values: NaN, and in files of separated values also empty cells and markers.</summary>
public enum MissingValues
{
    /// <summary>The file is refused, and the message names the first place.</summary>
    Refuse = 0,

    /// <summary>The samples are left out, with their labels, and counted in <see cref="DataSet.DroppedRows"/>.</summary>
    DropRows = 1,
}
