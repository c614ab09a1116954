using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads penalties.</summary>
internal static class PenaltyReader
{
    public static PenaltySpec Read(IReadOnlyList<DeclaredAttribute> attributes, DiagnosticSink mistakes) =>
        new(Strength(AttributeKind.L1, attributes, mistakes), Strength(AttributeKind.L2, attributes, mistakes));

    /// <summary>A penalty's factor, 0 where it is not declared.</summary>
    private static double Strength(AttributeKind kind, IReadOnlyList<DeclaredAttribute> attributes, DiagnosticSink mistakes)
    {
        const string Argument = "strength";
        if (attributes.FirstOrDefault(attribute => attribute.Kind == kind) is not { } penalty)
        {
            return 0;
        }

        double strength = penalty.Value(Argument, 0.0);
        if (!(strength >= 0 && 2 * strength <= float.MaxValue))
        {
            mistakes.Add(Descriptors.StrengthOutOfRange, penalty.LocationOf(Argument), strength);
        }

        return strength;
    }
}
