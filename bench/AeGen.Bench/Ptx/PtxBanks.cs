namespace AeGen.Bench.Ptx;

/// <summary>
/// How many of a warp's threads come to one bank of the group's memory with different words, which then wait for one another. The places are
/// computed from the program's own arithmetic, for each thread of a group, in loops' first turn.
/// </summary>
/// <param name="program">The program.</param>
internal sealed class PtxBanks(PtxProgram program)
{
    private const int Banks = 32;
    private const int Warp = 32;
    private const int WordBytes = 4;

    /// <summary>What parameters are taken for: so large that nothing is cut off.</summary>
    private const long Parameter = 1 << 20;

    /// <summary>The most words that an access of the group's memory finds in one bank; 1 is no conflict.</summary>
    public int Worst() => program.Instructions
        .Where(instruction => (instruction.IsLoad || instruction.IsStore) && instruction.Space == "shared")
        .Select(Worst)
        .DefaultIfEmpty(1)
        .Max();

    /// <summary>The most words that one access finds in a bank: 128 bytes of threads at a time.</summary>
    public int Worst(PtxInstruction access)
    {
        int words = access.Unit.StartsWith("v4", StringComparison.Ordinal) ? 4 : access.Unit.StartsWith("v2", StringComparison.Ordinal) ? 2 : 1;
        return Enumerable.Range(0, Math.Max(program.Threads, Warp))
            .Chunk(Warp / words)
            .Max(threads => threads
                .SelectMany(thread => Enumerable.Range(0, words).Select(word => (AddressOf(access, thread) / WordBytes) + word))
                .Distinct()
                .GroupBy(word => word % Banks)
                .Max(bank => bank.Count()));
    }

    private long AddressOf(PtxInstruction access, int thread)
    {
        var known = new Dictionary<PtxInstruction, long>();
        return access.Operands[access.IsStore ? 0 : 1].Trim('[', ']').Split('+').Sum(part => ValueOf(access, part, thread, known));
    }

    private long ValueOf(PtxInstruction user, string operand, int thread, Dictionary<PtxInstruction, long> known)
    {
        if (operand[0] != '%')
        {
            return long.TryParse(operand, out long number) ? number : 0;
        }

        if (operand.StartsWith("%tid", StringComparison.Ordinal))
        {
            return operand == "%tid.x" ? thread : 0;
        }

        if (program.DefinitionOf(user, operand) is not { } definition)
        {
            return operand == "%ntid.x" ? program.Threads : 0;
        }

        if (!known.TryGetValue(definition, out long value))
        {
            known[definition] = 0;
            known[definition] = value =
                Compute(definition, [.. definition.Operands.Skip(1).Select(own => new Lazy<long>(() => ValueOf(definition, own, thread, known)))]);
        }

        return value;
    }

    private static long Compute(PtxInstruction instruction, Lazy<long>[] operands)
    {
        long a = instruction.Name == "ld" ? 0 : operands[0].Value;
        long b = operands.Length > 1 ? operands[1].Value : 0, c = operands.Length > 2 ? operands[2].Value : 0;
        return instruction.Name switch
        {
            "ld" => instruction.Space == "param" ? Parameter : 0,
            "mov" or "cvt" or "cvta" => a,
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "mad" => (a * b) + c,
            "shl" => a << (int)b,
            "shr" => a >> (int)b,
            "and" => a & b,
            "or" => a | b,
            "xor" => a ^ b,
            "min" => Math.Min(a, b),
            "max" => Math.Max(a, b),
            "div" => b == 0 ? 0 : a / b,
            "rem" => b == 0 ? 0 : a % b,
            "neg" => -a,
            "selp" => c != 0 ? a : b,
            "setp" => Holds(instruction.Opcode.Split('.')[1], a, b) ? 1 : 0,
            _ => throw new NotSupportedException($"{instruction} in the place of an access."),
        };
    }

    private static bool Holds(string comparison, long a, long b) => comparison switch
    {
        "lt" or "lo" => a < b,
        "le" or "ls" => a <= b,
        "gt" or "hi" => a > b,
        "ge" or "hs" => a >= b,
        "eq" => a == b,
        _ => a != b,
    };
}
