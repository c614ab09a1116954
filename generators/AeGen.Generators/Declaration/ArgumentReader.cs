using System.Globalization;
using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads single arguments and checks their ranges.</summary>
internal static class ArgumentReader
{
    /// <summary>Up to here every place in a panel of 32 columns has 31 bits, and every size is a number in single precision.</summary>
    public const int LargestSize = 1 << 24;

    /// <summary>
    /// Whatever the activation. He's, of the inputs alone, draws weights up to sqrt(2) for three of them: in many a training a torus is
    /// then torn for which the code is wide enough. By both sizes the first layer does not begin so steep.
    /// </summary>
    public const InitializerKind DefaultInitializer = InitializerKind.GlorotUniform;

    public static bool IsLegalSize(int size) => size is >= 1 and <= LargestSize;

    public static int Size(DeclaredAttribute attribute, string name, DiagnosticSink mistakes)
    {
        int size = attribute.Value(name, 0);
        if (!IsLegalSize(size))
        {
            mistakes.Add(Descriptors.SizeOutOfRange, attribute.LocationOf(name), size, LargestSize);
        }

        return size;
    }

    /// <summary>An enumeration's value, which C# lets be any number.</summary>
    public static T Enumeration<T>(DeclaredAttribute attribute, string name, T fallback, DiagnosticSink mistakes)
        where T : struct, Enum
    {
        int number = attribute.Value(name, Convert.ToInt32(fallback, CultureInfo.InvariantCulture));
        if (Enum.IsDefined(typeof(T), number))
        {
            return (T)Enum.ToObject(typeof(T), number);
        }

        // The enumerations' names here are the library's with this ending.
        string library = typeof(T).Name.Substring(0, typeof(T).Name.Length - "Kind".Length);
        ReportUndefined(attribute, name, number, library, Enum.GetNames(typeof(T)), mistakes);
        return fallback;
    }

    /// <summary>The declared initializer, or that of every layer which declares none.</summary>
    public static InitializerKind Initializer(DeclaredAttribute attribute, DiagnosticSink mistakes)
    {
        const int undeclared = 0;
        return attribute.Value("Initializer", undeclared) == undeclared
            ? DefaultInitializer
            : Enumeration(attribute, "Initializer", DefaultInitializer, mistakes);
    }

    public static double Damping(DeclaredAttribute attribute, DiagnosticSink mistakes)
    {
        double damping = attribute.Value("Damping", 0.0);
        if (!(damping >= 0 && !double.IsInfinity(damping)))
        {
            mistakes.Add(Descriptors.DampingOutOfRange, attribute.LocationOf("Damping"), damping);
        }

        return damping;
    }

    /// <summary>A factor, of which some multiple, at most four, is a number in single precision as well.</summary>
    public static double Strength(DeclaredAttribute attribute, string name, double fallback, DiagnosticSink mistakes)
    {
        double strength = attribute.Value(name, fallback);
        if (!(strength >= 0 && 4 * strength <= float.MaxValue))
        {
            mistakes.Add(Descriptors.StrengthOutOfRange, attribute.LocationOf(name), strength);
        }

        return strength;
    }

    /// <summary>Notes a number that is no value of an enumeration.</summary>
    public static void ReportUndefined(
        DeclaredAttribute attribute, string name, int number, string enumeration, IEnumerable<string> values, DiagnosticSink mistakes) =>
        mistakes.Add(Descriptors.UndefinedValue, attribute.LocationOf(name), number, enumeration, string.Join(", ", values));
}
