namespace AeGen.Runtime.Ilgpu;

/// <summary>Where kernels write what went wrong. Once something has, no kernel changes a parameter until the host has looked.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Status
{
    /// <summary>Place of the kind: 0 for nothing, else one of the numbers below.</summary>
    public const int Kind = 0;

    /// <summary>Place of the step that was refused.</summary>
    public const int Step = 1;

    /// <summary>Place of the right inverse that does not exist.</summary>
    public const int Inverse = 2;

    /// <summary>Place of the row that depends on those before it.</summary>
    public const int Row = 3;

    /// <summary>Place of the bits of the row's squared length, in single precision.</summary>
    public const int SquaredLength = 4;

    /// <summary>Place of the bits of its pivot, in single precision.</summary>
    public const int Pivot = 5;

    /// <summary>Number of places.</summary>
    public const int Length = 8;

    /// <summary>A loss is not finite.</summary>
    public const int Diverged = (int)OutcomeKind.Diverged;

    /// <summary>A right inverse does not exist.</summary>
    public const int RankDeficient = (int)OutcomeKind.RankDeficient;
}
