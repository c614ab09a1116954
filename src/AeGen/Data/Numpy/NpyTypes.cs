namespace AeGen;

/// <summary>The types of numbers of numpy's files, by their names there.</summary>
internal static class NpyTypes
{
    private const string Known = "f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8 and b1";

    /// <summary>How numbers of a type stand in the file, or null for a type that is not read.</summary>
    public static NumberFormat? Find(string type)
    {
        NumberType? found = type.Length < 2 ? null : type[1..] switch
        {
            "b1" => NumberType.Boolean,
            "u1" => NumberType.UInt8,
            "i1" => NumberType.Int8,
            "i2" => NumberType.Int16,
            "u2" => NumberType.UInt16,
            "i4" => NumberType.Int32,
            "u4" => NumberType.UInt32,
            "i8" => NumberType.Int64,
            "u8" => NumberType.UInt64,
            "f2" => NumberType.Half,
            "f4" => NumberType.Single,
            "f8" => NumberType.Double,
            _ => null,
        };
        if (found is not { } number)
        {
            return null;
        }

        // Single bytes have no order, and only they have none.
        var format = new NumberFormat(number, BigEndian: type[0] == '>');
        bool isOrdered = type[0] is '<' or '>';
        return isOrdered || (type[0] == '|' && format.Size == 1) ? format : null;
    }

    /// <summary>Why a type is not read.</summary>
    public static string Problem(string type) => type.TrimStart('<', '>', '|', '=') is ['O', ..]
        ? $"the array holds Python objects (type '{type}'): to read them is to run code from the file, which is never done; save it as numbers"
        : $"the numbers' type is '{type}'; {Known} are read, with < or > before them, or | before single bytes";
}
