namespace AeGen.Generators.Passes;

/// <summary>
/// Joins operations into phases, so that what follows on a number is done while it is in a register or in the nearest cache.
/// </summary>
/// <remarks>
/// Joined are a product and the maps behind it that change its result; sums over rows and the maps behind them, a column after the other;
/// sums over columns likewise, a sample after the other; and all steps. Phases of two sequences that compute the same are one.
/// </remarks>
internal sealed class Fusion
{
    private readonly List<Phase> phases = [];
    private readonly Dictionary<string, int> known = [];
    private readonly HashSet<string> names = [];

    public static (IReadOnlyList<Phase> Phases, Programs Programs) Run(Sequences sequences)
    {
        var fusion = new Fusion();
        var programs = new Programs(
            fusion.Join(sequences.Prepare),
            fusion.Join(sequences.Materialise),
            fusion.Join(sequences.Encode),
            fusion.Join(sequences.Decode),
            fusion.Join(sequences.Evaluate),
            fusion.Join(sequences.Propagate),
            fusion.Join(sequences.Update));
        return (fusion.phases, programs);
    }

    private List<int> Join(List<Operation> sequence)
    {
        List<int> program = [];
        for (int start = 0, end; start < sequence.Count; start = end)
        {
            for (end = start + 1; end < sequence.Count && Joins(sequence, start, end); end++)
            {
            }

            program.Add(Add(sequence.GetRange(start, end - start)));
        }

        return program;
    }

    /// <summary>Whether an operation joins those from another on.</summary>
    private static bool Joins(List<Operation> sequence, int start, int next) => (sequence[start], sequence[next]) switch
    {
        (Contract contract, Map map) => map.Over is BatchBuffer && map.Results.Any(result => result.To == contract.Result),
        (Reduce first, Reduce reduce) => first.Axis == reduce.Axis && SameShape(first.Over, reduce.Over),
        (Reduce first, Map map) =>
            SameShape(first.Over, map.Over) && !map.Values.SelectMany(value => value.All).Any(part => part is RandomNumber),
        (Map first, Map map) => SameShape(first.Over, map.Over),
        (Step, Step) => true,
        _ => false,
    };

    /// <summary>Whether two buffers have the same rows and columns.</summary>
    private static bool SameShape(Plan.Buffer a, Plan.Buffer b) => (a, b) switch
    {
        (BatchBuffer one, BatchBuffer other) => one.Shape == other.Shape,
        (Matrix one, Matrix other) => one.Rows == other.Rows && one.Width == other.Width,
        _ => false,
    };

    private int Add(List<Operation> operations)
    {
        Division division = operations[0] switch
        {
            Contract => Division.Tiles,
            Map { Over: BatchBuffer } => Division.Tiles,
            Map => Division.Columns,
            Reduce { Axis: Axis.Rows } => Division.Columns,
            Reduce => Division.Rows,
            OuterSum => Division.Squares,
            Solve => Division.Solve,
            Step => Division.Parameters,
            _ => throw new ArgumentOutOfRangeException(nameof(operations), operations[0], null),
        };
        var phase = new Phase(string.Empty, division, operations);
        if (known.TryGetValue(phase.Formula, out int same))
        {
            return same;
        }

        known.Add(phase.Formula, phases.Count);
        phases.Add(phase with { Name = NameOf(operations) });
        return phases.Count - 1;
    }

    private string NameOf(List<Operation> operations)
    {
        string name = operations[0] switch
        {
            Contract or Reduce when operations.OfType<Map>().Any(map => map.Loss is not null) => "ComputeLoss",
            Contract contract => $"Compute{Capital(contract.Result)}",
            Map map => $"{map.Title}{Capital(map.Results[0].To)}",
            Reduce when operations.OfType<Map>().LastOrDefault() is { } last =>
                $"{operations.OfType<Map>().First().Title}{Capital(last.Results[0].To)}",
            Reduce reduce => $"Compute{Capital(reduce.Result)}",
            OuterSum sum => $"Sum{Capital(sum.Result)}",
            Solve solve => $"{solve.Kind}{Capital(solve.Of.Weight)}",
            Step => "Update",
            _ => throw new ArgumentOutOfRangeException(nameof(operations), operations[0], null),
        };
        string unique = name;
        for (int number = 1; !names.Add(unique); number++)
        {
            unique = number == 1 ? $"{name}InTraining" : FormattableString.Invariant($"{name}InTraining{number}");
        }

        return unique;
    }

    private static string Capital(Plan.Buffer buffer) => char.ToUpperInvariant(buffer.Name[0]) + buffer.Name.Substring(1);
}
