using System.Text;

namespace AeGen;

/// <summary>
/// The Python literal in an NPY header: a dictionary of exactly the keys descr, fortran_order and shape, with a string, a truth value and a tuple of whole
/// numbers. Whatever else Python would take there is refused.
/// </summary>
internal ref struct NpyLiteral
{
    /// <summary>The most dimensions that numpy has.</summary>
    private const int MaxRank = 64;

    private const int MaxText = 64;

    private readonly ReadOnlySpan<byte> text;
    private readonly int start;
    private readonly string name;
    private int position;

    private NpyLiteral(ReadOnlySpan<byte> text, int start, string name)
    {
        this.text = text;
        this.start = start;
        this.name = name;
    }

    /// <summary>Parses a literal.</summary>
    /// <param name="text">The bytes of the literal.</param>
    /// <param name="start">Their place in the file.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="InvalidDataException">It is no such literal, or announces what cannot be read.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> text, int start, string name) => new NpyLiteral(text, start, name).Parse();

    private NpyHeader Parse()
    {
        NumberFormat? format = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        Expect((byte)'{');
        while (!Take((byte)'}'))
        {
            int place = position;
            string key = String();
            Expect((byte)':');
            switch (key)
            {
                case "descr" when format is null:
                    format = Format();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Shape();
                    break;
                default:
                    throw Refuse($"there is a key '{key}'; a header has descr, fortran_order and shape, each once", place);
            }

            if (!Take((byte)','))
            {
                Expect((byte)'}');
                break;
            }
        }

        SkipBlanks();
        if (position < text.Length)
        {
            throw Refuse("there is something after the closing brace", position);
        }

        return format is { } numbers && fortranOrder is { } isFortran && shape is not null
            ? NpyHeader.Of(numbers, isFortran, shape, start + text.Length, name)
            : throw Refuse("descr, fortran_order or shape is missing", 0);
    }

    private NumberFormat Format()
    {
        SkipBlanks();
        if (position < text.Length && text[position] == (byte)'[')
        {
            throw Refuse("the numbers' type is a list of fields; arrays of plain numbers are read", position);
        }

        int place = position;
        string type = String();
        return NpyTypes.Find(type) ?? throw Refuse(NpyTypes.Problem(type), place);
    }

    private bool Truth()
    {
        SkipBlanks();
        if (text[position..].StartsWith("True"u8))
        {
            position += 4;
            return true;
        }

        if (text[position..].StartsWith("False"u8))
        {
            position += 5;
            return false;
        }

        throw Refuse("fortran_order is neither True nor False", position);
    }

    private long[] Shape()
    {
        var dimensions = new List<long>();
        Expect((byte)'(');
        while (!Take((byte)')'))
        {
            if (dimensions.Count == MaxRank)
            {
                throw Refuse($"the shape has more than {MaxRank} dimensions", position);
            }

            dimensions.Add(Number());
            if (!Take((byte)','))
            {
                Expect((byte)')');

                // In Python (3) is a number and (3,) a tuple.
                return dimensions.Count > 1 ? [.. dimensions] : throw Refuse("the shape is a number and no tuple", position - 1);
            }
        }

        return [.. dimensions];
    }

    private long Number()
    {
        SkipBlanks();
        int first = position;
        long value = 0;
        for (; position < text.Length && char.IsAsciiDigit((char)text[position]); position++)
        {
            int digit = text[position] - '0';
            value = value <= (long.MaxValue - digit) / 10 ? (value * 10) + digit : throw Refuse("a dimension is larger than 64 bits hold", first);
        }

        if (position == first)
        {
            throw Refuse("a dimension is not a whole number, at least 0", first);
        }

        // Python 2 wrote long numbers so.
        if (position < text.Length && text[position] == (byte)'L')
        {
            position++;
        }

        return value;
    }

    private string String()
    {
        SkipBlanks();
        if (position == text.Length || text[position] is not ((byte)'\'' or (byte)'"'))
        {
            throw Refuse("there is no string", position);
        }

        ReadOnlySpan<byte> rest = text[(position + 1)..];
        int length = rest.IndexOf(text[position]);
        if (length < 0 || length > MaxText || rest[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || rest[..length].Contains((byte)'\\'))
        {
            throw Refuse($"a string does not end, is longer than {MaxText} characters, or has others than plain ones", position);
        }

        position += length + 2;
        return Encoding.ASCII.GetString(rest[..length]);
    }

    private bool Take(byte character)
    {
        SkipBlanks();
        bool isNext = position < text.Length && text[position] == character;
        position += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(byte character)
    {
        if (!Take(character))
        {
            throw Refuse($"there is no '{(char)character}'", position);
        }
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
        {
            position++;
        }
    }

    private readonly InvalidDataException Refuse(string problem, int place) => new($"{name}: the header is damaged at offset {start + place}: {problem}.");
}
