namespace AeGen.Bench.Ptx;

/// <summary>One instruction of a PTX program.</summary>
/// <param name="guard">The predicate under which it is done, with its @; empty where it always is.</param>
/// <param name="opcode">Its name with all suffixes, such as ld.global.v4.f32.</param>
/// <param name="operands">What follows the name; a vector in braces is one operand.</param>
internal sealed class PtxInstruction(string guard, string opcode, IReadOnlyList<string> operands)
{
    public string Guard { get; } = guard;

    public string Opcode { get; } = opcode;

    public IReadOnlyList<string> Operands { get; } = operands;

    public bool IsBranch => Name == "bra";

    /// <summary>Whether nothing after it is reached from it.</summary>
    public bool Leaves => Guard.Length == 0 && Name is "bra" or "ret" or "exit";

    public bool IsLoad => Name == "ld" && Space != "param";

    public bool IsStore => Name == "st";

    public bool IsCall => Name == "call";

    /// <summary>Whether it divides whole numbers, which takes some twenty instructions.</summary>
    public bool IsIntegerDivision => Name is "div" or "rem" && Opcode.Split('.')[^1][0] != 'f';

    /// <summary>The opcode before its first dot.</summary>
    public string Name => Opcode.Split('.')[0];

    /// <summary>For loads and stores, the memory; empty where it is found out only at run time.</summary>
    public string Space => Name is "ld" or "st" && Opcode.Split('.')[1] is ("global" or "shared" or "local" or "param" or "const") and string space ? space : string.Empty;

    /// <summary>For loads and stores, what is moved at once: the opcode without the memory, such as v4.f32.</summary>
    public string Unit => Name is "ld" or "st" ? Opcode[(Name.Length + (Space.Length == 0 ? 1 : Space.Length + 2))..] : string.Empty;

    /// <summary>For loads and stores, the register that holds the address.</summary>
    public string Address => Operands[IsStore ? 0 : 1].Trim('[', ']').Split('+')[0];

    /// <summary>The register that it writes, or an empty text.</summary>
    public string Target => IsStore || IsBranch || Operands.Count == 0 ? string.Empty : Operands[0];

    public override string ToString() => $"{Guard} {Opcode} {string.Join(", ", Operands)}".TrimStart();
}
