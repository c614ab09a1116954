namespace AeGen.Bench.Ptx;

/// <summary>
/// A step of terms of a tiled kernel: the loop that meets at a barrier, and the loop within it that multiplies four terms a turn. Left out is
/// what an assembler certainly makes nothing of: moves, the half of a multiplication and an addition, and additions of constants to places.
/// </summary>
/// <param name="MultiplyAdds">Multiplications and additions of a step.</param>
/// <param name="Instructions">All instructions of a step.</param>
internal sealed record PtxStep(int MultiplyAdds, int Instructions)
{
    private const int Turns = 4;

    /// <summary>Share of the multiply-adds.</summary>
    public double Share => (double)MultiplyAdds / Instructions;

    /// <summary>The step of a kernel that has one; of one with several products, the first one's.</summary>
    public static PtxStep? Of(PtxProgram program)
    {
        PtxLoop? inner = program.InnermostLoops.FirstOrDefault(loop => loop.Count("mul.f32") > 0 && !loop.Instructions.Any(IsOutside));
        PtxLoop? outer = program.Loops
            .Where(loop => inner is not null && loop != inner && loop.Blocks.Contains(inner.Head) && loop.Count("bar.sync") > 0)
            .MinBy(loop => loop.Blocks.Count);
        if (inner is null || outer is null || program.Loops.Count(loop => outer.Blocks.Contains(loop.Head)) > 2)
        {
            return null;
        }

        int turn = CountOf(inner.Instructions);
        return new(Turns * inner.Count("mul.f32"), (Turns * turn) + CountOf(outer.Instructions) - turn);
    }

    private static bool IsOutside(PtxInstruction instruction) => instruction.IsStore || instruction.Space == "global" || instruction.Name == "bar";

    private static int CountOf(IEnumerable<PtxInstruction> instructions)
    {
        var constants = new HashSet<string>();
        int count = 0;
        foreach (PtxInstruction instruction in instructions)
        {
            switch (instruction.Opcode)
            {
                case "mul.wide.u32" when instruction.Operands[1][0] != '%':
                    constants.Add(instruction.Target);
                    break;
                case "add.u64" when constants.Remove(instruction.Operands[2]):
                case "mul.f32":
                    break;
                default:
                    count += instruction.Name == "mov" ? 0 : 1;
                    break;
            }
        }

        return count;
    }
}
