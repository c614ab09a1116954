namespace AeGen.Generators.Targets.Ilgpu;

/// <content>Products of a batch's buffer and a matrix, by tiles that go through the group's memory.</content>
internal sealed partial class KernelClass
{
    private void WriteProduct(Phase phase, Contract product)
    {
        int columnFours = IlgpuLayout.Fours(product.Result.Columns);
        IReadOnlyList<Expression> values = [.. phase.Maps.SelectMany(map => map.Values)];
        var elements = new ElementCode(writer, Elements());
        writer.Summary($"{phase.Description}, a tile a group.");
        TileKernel(phase.Name, () =>
        {
            writer.Line("Vectors tile = SharedMemory.Allocate<V>(TTile.SharedFours);");
            writer.Line($"Vectors left = {View(product.Left)};");
            writer.Line($"Vectors right = {View(product.Right)};");
            DeclareViews(phase.Maps.SelectMany(map => map.Reads().Concat(map.Writes())).Prepend(product.Result));
            elements.WriteScalars(values);
            WriteNoiseKey(values);
            writer.Line($"int across = ({columnFours} + TTile.Fours - 1) / TTile.Fours;");
            writer.Line("int tileRow = Grid.IdxX / across * TTile.Rows, tileColumn = Grid.IdxX % across * TTile.Fours;");
            writer.LineIf(phase.HasLoss, "float lossSum = 0f;");
            OverPatches(() =>
            {
                writer.Line("TileSums.Product<TTile>(");
                writer.Line(
                    $"    tile, left, right, lane, tileRow, tileColumn, sizes.Batch, {product.Left.Columns}, {columnFours}, "
                    + $"{Literal.Of(product.Careful)});");
                OverStagedRows($"row < sizes.Batch && column < {columnFours}", () => WriteFinish(phase, product, columnFours, elements));
                writer.Line();
                writer.Line("Group.Barrier();");
            });

            if (phase.HasLoss)
            {
                writer.Line();
                writer.Line("GroupSums.StoreLoss(tile.Cast<float>(), lossSum, results, Grid.IdxX);");
            }
        });
    }

    /// <summary>
    /// Writes the loop over a tile's patches. A group with fewer threads than patches goes through the terms several times.
    /// </summary>
    private void OverPatches(Action body) => writer.Block("for (int lane = Group.IdxX; lane < TTile.Threads; lane += Group.DimX)", body);

    /// <summary>Writes the loop over the fours of those of a tile's rows that the threads have just computed.</summary>
    private void OverStagedRows(string inside, Action body)
    {
        writer.Line("int stagedRow = TileSums.StagedRow<TTile>(lane);");
        writer.Block("for (int i = Group.IdxX; i < TileSums.StagedFours<TTile>(); i += Group.DimX)", () =>
        {
            writer.Line("int row = tileRow + stagedRow + (i / TTile.Fours), column = tileColumn + (i % TTile.Fours);");
            writer.Block($"if ({inside})", body);
        });
    }

    /// <summary>Writes what follows on four sums of a tile.</summary>
    private void WriteFinish(Phase phase, Contract product, int columnFours, ElementCode elements)
    {
        string name = product.Result.Name, bias = product.Bias is null ? string.Empty : $" + parameters[{Constant(product.Bias)} + column]";
        writer.Line($"int at = {Times("row", columnFours)} + column;");
        writer.Line($"V {name} = tile[(stagedRow * TTile.Fours) + i]{bias};");
        if (!phase.Maps.Any())
        {
            writer.Line($"{ViewName(product.Result)}[at] = {name};");
            return;
        }

        elements.Hold(product.Result, name);
        elements.WriteRowKeys(phase.Maps.SelectMany(map => map.Values), "noiseKey", "row");
        elements.WriteMaps(phase.Maps, AddLoss(product.Result.Columns));
        elements.Forget();
    }

    private Action<string> AddLoss(int columns) => losses => writer.Line(
        columns % 4 == 0
            ? $"lossSum += {ExpressionCode.Operand(losses)}.Sum;"
            : $"lossSum += V.Keep({losses}, {columns} - (4 * column)).Sum;");
}
