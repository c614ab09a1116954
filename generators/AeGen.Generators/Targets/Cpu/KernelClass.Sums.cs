namespace AeGen.Generators.Targets.Cpu;

/// <content>Phases with sums over rows, a panel's columns after one another, and with sums over columns, a sample after the
/// other.</content>
internal sealed partial class KernelClass
{
    private void WriteColumns(Phase phase)
    {
        int columns = phase.Over.Columns;
        bool isOne = CpuLayout.Panels(columns) == 1;
        var elements = new ElementCode(writer, new CpuElements("at", "i", isOne ? "0" : $"(panel * {CpuLayout.PanelWidth})"));
        elements.WriteScalars(ElementGroups.Values(phase.Operations));
        writer.LineIf(phase.Operations.OfType<Reduce>().Any(reduce => reduce.IsMean), $"float part = 1f / {RowsOf(phase)};");
        writer.Block("for (int panel = first; panel < end; panel++)", () =>
        {
            DeclareReferences(plan.StoredBy(phase), "panel", null);
            string covered = DeclareCovered(columns);
            writer.Block($"for (int lane = 0; lane < {covered}; lane += V.Width)", () =>
            {
                WriteMask(phase.Operations.OfType<Map>().SelectMany(map => map.Values), columns);
                foreach (IReadOnlyList<Operation> group in ElementGroups.Of(phase.Operations))
                {
                    IReadOnlyList<Expression> values = [.. ElementGroups.Values(group)];
                    elements.WriteInvariants(values, overRows: true);
                    if (group[0] is Reduce)
                    {
                        WriteColumnSums(phase, [.. group.Cast<Reduce>()], elements);
                    }
                    else
                    {
                        OverElements(phase, values, () => elements.WriteMaps(group.Cast<Map>()));
                        elements.Forget();
                    }
                }
            });
        });
    }

    private void WriteColumnSums(Phase phase, IReadOnlyList<Reduce> sums, ElementCode elements)
    {
        elements.WriteSums(sums);
        OverElements(phase, [.. sums.Select(reduce => reduce.Term)], () => elements.WriteElement(sums));
        elements.Forget();
        writer.Line();
        foreach (Reduce reduce in sums)
        {
            string name = reduce.Result.Name;
            writer.Line($"V {name} = {name}Sum{(reduce.IsMean ? " * part" : string.Empty)};");
            elements.Know((Vector)reduce.Result, name);
            writer.LineIf(plan.IsKept(reduce.Result), $"{name}.Store(ref {CpuNames.Reference(reduce.Result)}, lane);");
        }
    }

    /// <summary>Writes the loop over the rows of some lanes, which counts them too where something depends on the row.</summary>
    private void OverElements(Phase phase, IReadOnlyList<Expression> values, Action body)
    {
        if (values.SelectMany(value => value.All).Any(part => part is RowIndex))
        {
            writer.Block($"for (int i = 0; i < {RowsOf(phase)}; i++)", () =>
            {
                writer.Line($"int at = (i * {CpuLayout.PanelWidth}) + lane;");
                body();
            });
        }
        else
        {
            OverRows(RowsOf(phase), body);
        }
    }

    private static string RowsOf(Phase phase) => phase.Over is Matrix matrix ? Literal.Of(matrix.Rows) : "arguments.Batch";

    private void WriteRows(Phase phase)
    {
        int columns = phase.Over.Columns, panels = CpuLayout.Panels(columns);
        OverTiles(byPanel: false, () => writer.Block("for (int i = row; i < row + rows; i++)", () =>
        {
            var elements = new ElementCode(writer, new CpuElements("lane", "0", panels == 1 ? "0" : $"(panel * {CpuLayout.PanelWidth})"));
            elements.WriteScalars(ElementGroups.Values(phase.Operations));
            foreach (IReadOnlyList<Operation> group in ElementGroups.Of(phase.Operations))
            {
                IReadOnlyList<Expression> values = [.. ElementGroups.Values(group)];
                elements.WriteSamples(values, sample => $"V.Create({CpuNames.At(sample, "0", "i").Substring("ref ".Length)})");
                elements.WriteInvariants(values, overRows: false);
                elements.WriteSums(group);
                OverRow(group, values, panels, columns, () => elements.WriteElement(group));
                elements.Forget();
                WriteRowSums([.. group.OfType<Reduce>()], columns, elements);
            }
        }));
    }

    private void OverRow(IReadOnlyList<Operation> group, IReadOnlyList<Expression> values, int panels, int columns, Action body)
    {
        void WritePanel()
        {
            IEnumerable<Plan.Buffer> used =
                group.SelectMany(operation => operation.Reads().Concat(operation is Map ? operation.Writes() : []));
            DeclareReferences(used.Where(buffer => buffer is not BatchBuffer { Columns: 1 } || columns == 1), "panel", "i");
            string covered = DeclareCovered(columns);
            writer.Block($"for (int lane = 0; lane < {covered}; lane += V.Width)", () =>
            {
                WriteMask(values, columns);
                body();
            });
        }

        if (panels == 1)
        {
            writer.Block(string.Empty, WritePanel);
        }
        else
        {
            writer.Block($"for (int panel = 0; panel < {panels}; panel++)", WritePanel);
        }
    }

    private void WriteRowSums(List<Reduce> sums, int columns, ElementCode elements)
    {
        if (sums.Count > 0)
        {
            writer.Line();
        }

        foreach (Reduce reduce in sums)
        {
            string name =
                reduce.Result.Name, sum = $"V.Sum({name}Sum){(reduce.IsMean ? $" / {Literal.Of((float)columns)}" : string.Empty)}";
            var result = (BatchBuffer)reduce.Result;
            writer.Line($"V {name} = V.Create({sum});");
            elements.Know(new OfSample(result), name);
            writer.LineIf(plan.IsKept(result), $"{name}.Store({CpuNames.At(result, "0", "i")});");
        }
    }
}
