namespace AeGen;

/// <summary>The type of the numbers in an IDX file; the values are the format's own.</summary>
public enum IdxType
{
    /// <summary>No type; no file has it.</summary>
    None = 0,

    /// <summary>Unsigned bytes.</summary>
    UnsignedByte = 0x08,

    /// <summary>Signed bytes.</summary>
    SignedByte = 0x09,

    /// <summary>Signed numbers of 16 bits.</summary>
    Integer16 = 0x0B,

    /// <summary>Signed numbers of 32 bits.</summary>
    Integer32 = 0x0C,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    SinglePrecision = 0x0D,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    DoublePrecision = 0x0E,
}
