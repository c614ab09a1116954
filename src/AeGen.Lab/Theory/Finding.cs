namespace AeGen.Lab.Theory;

/// <summary>One claim beside what was measured of it.</summary>
/// <param name="Claim">What is claimed, with the sizes.</param>
/// <param name="Expected">The number or the bound that the claim gives.</param>
/// <param name="Measured">What was measured, in the same words.</param>
/// <param name="Holds">Whether the one agrees with the other; null where the claim is no bound but a question.</param>
/// <param name="Seeds">The seeds of the weights, the data and the order.</param>
internal sealed record Finding(string Claim, string Expected, string Measured, bool? Holds, string Seeds)
{
    /// <summary>The verdict in a word.</summary>
    public string Verdict => Holds switch
    {
        true => "holds",
        false => "FAILS",
        null => "measured",
    };
}
