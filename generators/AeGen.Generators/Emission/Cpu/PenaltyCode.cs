using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>The gradient of the weights' penalty as C# over vectors.</summary>
internal static class PenaltyCode
{
    /// <summary>
    /// Statements that add the penalty's gradient, 2 l2 w + l1 sign(w), to a variable g; sign(0) is 0, so that padding stays zero.
    /// </summary>
    public static string AddGradient(PenaltySpec penalty)
    {
        List<string> statements = [];
        if (penalty.L2 > 0)
        {
            statements.Add($"g = Vector.MultiplyAddEstimate(w, Vector.Create({Literal.Of((float)(2 * penalty.L2))}), g);");
        }

        if (penalty.L1 > 0)
        {
            string size = $"Vector.CopySign(Vector.Create({Literal.Of((float)penalty.L1)}), w)";
            statements.Add($"g += Vector.ConditionalSelect(Vector.Equals(w, Floats.Zero), Floats.Zero, {size});");
        }

        return string.Join("\n", statements);
    }
}
