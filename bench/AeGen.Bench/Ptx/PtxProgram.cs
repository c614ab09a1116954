using System.Globalization;
using System.Text.RegularExpressions;

namespace AeGen.Bench.Ptx;

/// <summary>A kernel in PTX, read as far as anybody asks about it: its blocks, its loops, its memory.</summary>
internal sealed partial class PtxProgram
{
    private readonly List<PtxBlock> blocks = [];
    private readonly Dictionary<PtxInstruction, (PtxBlock Block, int At)> places = [];
    private readonly Dictionary<(PtxInstruction User, string Register), PtxInstruction?> definitions = [];

    public PtxProgram(string name, string text)
    {
        Name = name;
        Text = text;
        Threads = Number(Most().Match(text));
        Groups = Number(Least().Match(text));
        string body = Comment().Replace(text[text.IndexOf('{', StringComparison.Ordinal)..].Trim().Trim('{', '}'), string.Empty);
        var labels = new Dictionary<string, PtxBlock>();
        PtxBlock block = Begin();
        foreach (string statement in Label().Replace(body, "$0;").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (statement[0] == '.')
            {
                Declarations.Add(statement);
            }
            else if (statement[^1] == ':')
            {
                block = Begin();
                labels.Add(statement[..^1], block);
            }
            else
            {
                PtxInstruction instruction = Read(statement);
                places.Add(instruction, (block, block.Instructions.Count));
                block.Instructions.Add(instruction);
                if (instruction.IsBranch || instruction.Leaves)
                {
                    block = Begin();
                }
            }
        }

        Connect(labels);
        FindDominators();
        Loops = FindLoops();
    }

    /// <summary>The name of the kernel's method.</summary>
    public string Name { get; }

    /// <summary>What NVIDIA's assembler is given.</summary>
    public string Text { get; }

    /// <summary>The most threads that its groups have.</summary>
    public int Threads { get; }

    /// <summary>The least number of groups that a multiprocessor must have registers for.</summary>
    public int Groups { get; }

    /// <summary>The declarations of registers and of memory.</summary>
    public List<string> Declarations { get; } = [];

    public IEnumerable<PtxInstruction> Instructions => blocks.SelectMany(block => block.Instructions);

    /// <summary>The loops, outer and inner.</summary>
    public IReadOnlyList<PtxLoop> Loops { get; }

    /// <summary>The loops that have no loops in them.</summary>
    public IEnumerable<PtxLoop> InnermostLoops => Loops.Where(loop => !Loops.Any(other => other != loop && loop.Blocks.Contains(other.Head)));

    /// <summary>Memory of a group that is reserved for it, in bytes.</summary>
    public int SharedBytes => Declarations
        .Where(declaration => declaration.StartsWith(".shared", StringComparison.Ordinal))
        .Sum(declaration => int.Parse(Length().Match(declaration).Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>The kernel's parameter through which a load or store goes, without the number that makes it unique.</summary>
    public string ParameterOf(PtxInstruction access) => ParameterOf(access, access.Address);

    /// <summary>
    /// The instruction that gave a register its value before another one used it, in a loop's first turn; null where there is none. A value's
    /// place dominates its uses, but where ways meet: there it is that of the first way.
    /// </summary>
    public PtxInstruction? DefinitionOf(PtxInstruction user, string register)
    {
        if (!definitions.TryGetValue((user, register), out PtxInstruction? definition))
        {
            definitions.Add((user, register), definition = FindDefinition(user, register));
        }

        return definition;
    }

    private PtxInstruction? FindDefinition(PtxInstruction user, string register)
    {
        (PtxBlock start, int before) = places[user];
        for (PtxBlock? block = start; block is not null; block = block.Dominator)
        {
            for (int at = (block == start ? before : block.Instructions.Count) - 1; at >= 0; at--)
            {
                if (block.Instructions[at].Target == register)
                {
                    return block.Instructions[at];
                }
            }
        }

        return Instructions.FirstOrDefault(instruction => instruction.Target == register);
    }

    public override string ToString() => Name;

    private string ParameterOf(PtxInstruction user, string register) => DefinitionOf(user, register) switch
    {
        null => $"{register}, which nothing sets",
        { Name: "ld", Space: "param" } parameter => ParameterName().Match(parameter.Operands[1]).Groups[1].Value,
        { Name: "cvta" or "mov" or "add" } definition when definition.Operands[1][0] == '%' => ParameterOf(definition, definition.Operands[1]),
        { Name: "mad" } definition => ParameterOf(definition, definition.Operands[3]),
        { } definition => definition.Operands[1],
    };

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private PtxBlock Begin()
    {
        if (blocks.Count == 0 || blocks[^1].Instructions.Count > 0)
        {
            blocks.Add(new PtxBlock(blocks.Count));
        }

        return blocks[^1];
    }

    private static PtxInstruction Read(string statement)
    {
        Match match = Statement().Match(statement);
        if (!match.Success)
        {
            throw new FormatException($"Not an instruction: {statement}");
        }

        return new(
            match.Groups["guard"].Value,
            match.Groups["opcode"].Value,
            [.. Operand().Matches(match.Groups["operands"].Value).Select(operand => operand.Value.Trim())]);
    }

    private void Connect(Dictionary<string, PtxBlock> labels)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            PtxInstruction? last = blocks[i].Instructions.LastOrDefault();
            if (last is { IsBranch: true })
            {
                Connect(blocks[i], labels[last.Operands[0]]);
            }

            if (last is not { Leaves: true } && i + 1 < blocks.Count)
            {
                Connect(blocks[i], blocks[i + 1]);
            }
        }
    }

    private static void Connect(PtxBlock from, PtxBlock to)
    {
        from.Successors.Add(to);
        to.Predecessors.Add(from);
    }

    /// <summary>Cooper, Harvey and Kennedy's way: in the order of a walk backwards, until nothing changes.</summary>
    private void FindDominators()
    {
        List<PtxBlock> order = [];
        var seen = new HashSet<PtxBlock>();
        Visit(blocks[0]);
        order.Reverse();
        var rank = order.Select((block, index) => (block, index)).ToDictionary(pair => pair.block, pair => pair.index);
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (PtxBlock block in order.Skip(1))
            {
                PtxBlock? common = null;
                foreach (PtxBlock known in block.Predecessors.Where(before => before == order[0] || before.Dominator is not null))
                {
                    common = common is null ? known : Common(common, known);
                }

                changed |= block.Dominator != common;
                block.Dominator = common;
            }
        }

        void Visit(PtxBlock block)
        {
            if (seen.Add(block))
            {
                block.Successors.ForEach(Visit);
                order.Add(block);
            }
        }

        PtxBlock Common(PtxBlock a, PtxBlock b)
        {
            while (a != b)
            {
                (a, b) = rank[a] > rank[b] ? (a.Dominator!, b) : (a, b.Dominator!);
            }

            return a;
        }
    }

    /// <summary>A loop is what can reach a jump back to its head without leaving through the head.</summary>
    private List<PtxLoop> FindLoops()
    {
        var loops = new Dictionary<PtxBlock, HashSet<PtxBlock>>();
        foreach (PtxBlock block in blocks)
        {
            foreach (PtxBlock head in block.Successors.Where(next => next.Dominates(block)))
            {
                if (!loops.TryGetValue(head, out HashSet<PtxBlock>? members))
                {
                    loops.Add(head, members = [head]);
                }

                var open = new Stack<PtxBlock>([block]);
                while (open.TryPop(out PtxBlock? member))
                {
                    if (members.Add(member))
                    {
                        member.Predecessors.ForEach(open.Push);
                    }
                }
            }
        }

        return [.. loops.Select(loop => new PtxLoop(loop.Key, loop.Value))];
    }

    [GeneratedRegex(@"\.maxntid (\d+)")]
    private static partial Regex Most();

    [GeneratedRegex(@"\.minnctapersm (\d+)")]
    private static partial Regex Least();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*\w+:", RegexOptions.Multiline)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?<guard>@!?%p\d+)?\s*(?<opcode>[a-z][\w.]*)\s*(?<operands>.*)$", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|[^,\s][^,]*")]
    private static partial Regex Operand();

    [GeneratedRegex(@"\[(\d+)\]$")]
    private static partial Regex Length();

    [GeneratedRegex(@"^\[_(\w+?)_\d+(\+\d+)?\]$")]
    private static partial Regex ParameterName();
}

/// <summary>Blocks that are done again and again.</summary>
/// <param name="Head">The block through which the loop is entered.</param>
/// <param name="Blocks">All its blocks.</param>
internal sealed record PtxLoop(PtxBlock Head, IReadOnlySet<PtxBlock> Blocks)
{
    public IEnumerable<PtxInstruction> Instructions => Blocks.OrderBy(block => block.Index).SelectMany(block => block.Instructions);

    public int Count(string opcode) => Instructions.Count(instruction => instruction.Opcode == opcode);

    public override string ToString() => $"the loop of {Instructions.Count()} instructions that starts with {Head.Instructions[0]}";
}
