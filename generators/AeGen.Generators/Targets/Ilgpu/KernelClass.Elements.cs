namespace AeGen.Generators.Targets.Ilgpu;

/// <content>
/// What is computed of each element, and sums over columns and rows: eight threads a sample, or eight fours of columns a group. Sums are
/// always added up in the same order.
/// </content>
internal sealed partial class KernelClass
{
    /// <summary>Threads that go over a row, or columns, in fours, that a group goes down at a time.</summary>
    private const int Lanes = 8;

    /// <summary>The most threads of a group that goes over a buffer of the batch.</summary>
    private const int MostThreads = 256;

    /// <summary>Writes the kernel of maps over a buffer of the batch, or over a matrix.</summary>
    private void WriteElements(Phase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Over.Columns);
        IReadOnlyList<Expression> values = [.. phase.Maps.SelectMany(map => map.Values)];
        string rows = RowsOf(phase);
        writer.Summary($"{phase.Description}.");
        Kernel(phase.Name, () =>
        {
            DeclareViews(phase.Maps.SelectMany(map => map.Reads().Concat(map.Writes())));
            var elements = new ElementCode(writer, Elements());
            elements.WriteScalars(values);
            WriteNoiseKey(values);
            writer.Block(
                $"for (int at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < {Times(rows, fours)}; at += Grid.DimX * Group.DimX)", () =>
                {
                    WritePlace(values, fours);
                    elements.WriteRowKeys(values, "noiseKey", "row");
                    elements.WriteMaps(phase.Maps);
                });
        });
    }

    /// <summary>Declares an element's row and column, of its place, as far as something depends on them.</summary>
    private void WritePlace(IReadOnlyList<Expression> values, int fours)
    {
        List<Expression> parts = [.. values.SelectMany(value => value.All)];
        writer.LineIf(
            parts.Any(part => part is RandomNumber or RowIndex or OfSample),
            fours == 1 ? "int row = at;" : $"int row = Fused.Divide(at, {fours});");
        writer.LineIf(
            parts.Any(part => part is RandomNumber or ColumnIndex or OfColumn) || values.Any(value => !value.KeepsZero),
            fours == 1 ? "const int column = 0;" : $"int column = Fused.Remainder(at, {fours});");
    }

    /// <summary>Declares what the step's random numbers follow from, if there are any.</summary>
    private void WriteNoiseKey(IEnumerable<Expression> values)
    {
        writer.LineIf(
            values.SelectMany(value => value.All).Any(part => part is RandomNumber),
            "ulong noiseKey = StepNumbers.ReadNoiseKey(schedule, sizes.Step);");
    }

    private static string RowsOf(Phase phase) => phase.Over is Matrix matrix ? Literal.Of(matrix.Rows) : "sizes.Batch";

    /// <summary>Writes the kernel of sums over rows and what follows from them.</summary>
    private void WriteColumns(Phase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Over.Columns), blocks = (fours + Lanes - 1) / Lanes;
        string rows = RowsOf(phase);
        writer.Summary($"{phase.Description}.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors sums = SharedMemory.Allocate<V>({MostThreads});");
            DeclareViews(phase.Operations.SelectMany(operation => operation.Reads().Concat(operation.Writes())));
            var elements = new ElementCode(writer, Elements());
            elements.WriteScalars(ElementGroups.Values(phase.Operations));
            writer.LineIf(phase.Operations.OfType<Reduce>().Any(reduce => reduce.IsMean), $"float part = 1f / {rows};");
            writer.Block($"for (int block = Grid.IdxX; block < {blocks}; block += Grid.DimX)", () =>
            {
                writer.Line($"int four = (block * {Lanes}) + (Group.IdxX & {Lanes - 1});");
                writer.Line("// Threads without columns of their own sum no rows; all meet at the barriers.");
                writer.Line($"int column = four < {fours} ? four : 0;");
                writer.Line($"int first = four < {fours} ? Group.IdxX / {Lanes} : {rows};");
                foreach (IReadOnlyList<Operation> group in ElementGroups.Of(phase.Operations))
                {
                    WriteColumnGroup(group, fours, rows, elements);
                }
            });
        });
    }

    private void WriteColumnGroup(IReadOnlyList<Operation> group, int fours, string rows, ElementCode elements)
    {
        elements.WriteInvariants(ElementGroups.Values(group), overRows: true);
        WriteLoop($"for (int row = first; row < {rows}; row += Group.DimX / {Lanes})", group, fours, elements);
        foreach (Reduce reduce in group.OfType<Reduce>())
        {
            string name = reduce.Result.Name;
            writer.Line($"V {name} = GroupSums.OfRows(sums, {name}Sum){(reduce.IsMean ? " * part" : string.Empty)};");
            elements.Know((Vector)reduce.Result, name);
            if (plan.IsKept(reduce.Result))
            {
                writer.Block($"if (Group.IdxX < {Lanes} && four < {fours})", () =>
                    writer.Line($"parameters[{Constant(reduce.Result)} + column] = {name};"));
                writer.Line();
            }
        }
    }

    /// <summary>Writes the kernel of sums over columns and what follows from them.</summary>
    private void WriteRows(Phase phase)
    {
        writer.Summary($"{phase.Description}.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Floats sums = SharedMemory.Allocate<float>({MostThreads});");
            DeclareViews(plan.StoredBy(phase));
            WriteRowsBody(
                phase, Elements(), "sizes.Batch", "Grid.IdxX * height", "Grid.DimX * height", result => $"{ViewName(result)}[row]");
        });
    }

    /// <summary>Writes the loop over elements in which a group's sums are added up, or its maps computed.</summary>
    private void WriteLoop(string loop, IReadOnlyList<Operation> group, int fours, ElementCode elements)
    {
        elements.WriteSums(group);
        writer.Block(loop, () =>
        {
            writer.Line($"int at = {Times("row", fours)} + column;");
            elements.WriteElement(group);
        });
        elements.Forget();
        if (group[0] is Reduce)
        {
            writer.Line();
        }
    }

    /// <summary>Writes the loop over samples, eight threads to each; all threads of a group meet in it.</summary>
    private void WriteRowsBody(
        Phase phase, IlgpuElements target, string batch, string start, string stride, Func<Plan.Buffer, string> place)
    {
        int columns = phase.Over.Columns, fours = IlgpuLayout.Fours(columns);
        var elements = new ElementCode(writer, target);
        elements.WriteScalars(ElementGroups.Values(phase.Operations));
        writer.Line($"int lane = Group.IdxX & {Lanes - 1}, height = Group.DimX / {Lanes};");
        writer.Block($"for (int first = {start}; first < {batch}; first += {stride})", () =>
        {
            writer.Line($"int row = first + (Group.IdxX / {Lanes});");
            foreach (IReadOnlyList<Operation> group in ElementGroups.Of(phase.Operations))
            {
                elements.WriteSamples(ElementGroups.Values(group), sample => $"row < {batch} ? V.Create({place(sample)}.X) : V.Zero");
                elements.WriteInvariants(ElementGroups.Values(group), overRows: false);
                string loop = $"for (int column = row < {batch} ? lane : {fours}; column < {fours}; column += {Lanes})";
                WriteLoop(loop, group, fours, elements);
                WriteRowSums(group.OfType<Reduce>(), columns, batch, elements, place);
            }
        });
    }

    private void WriteRowSums(
        IEnumerable<Reduce> reduces, int columns, string batch, ElementCode elements, Func<Plan.Buffer, string> place)
    {
        foreach (Reduce reduce in reduces)
        {
            string name = reduce.Result.Name, mean = reduce.IsMean ? $" / {Literal.Of((float)columns)}" : string.Empty;
            writer.Line($"V {name} = V.Create(GroupSums.OfLanes(sums, {name}Sum.Sum){mean});");
            elements.Know(new OfSample((BatchBuffer)reduce.Result), name);
            if (plan.IsKept(reduce.Result))
            {
                writer.Block($"if (lane == 0 && row < {batch})", () => writer.Line($"{place(reduce.Result)} = {name};"));
                writer.Line();
            }
        }
    }
}
