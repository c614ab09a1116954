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
            writer.Line("bool whole = TileSums.Product<TTile>(");
            writer.Line(
                $"    tile, left, right, partials, sizes, tileRow, tileColumn, {product.Left.Columns}, {columnFours}, "
                + $"{Literal.Of(product.Careful)});");
            writer.LineIf(phase.HasLoss, "float lossSum = 0f;");
            OverTile("whole && row < sizes.Batch", columnFours, () => WriteFinish(phase, product, columnFours, elements));
            if (phase.HasLoss)
            {
                writer.Line();
                writer.Line("Group.Barrier();");
                writer.Line("GroupSums.StoreLoss(tile.Cast<float>(), lossSum, results, Grid.IdxX);");
            }
        });
    }

    /// <summary>Writes the loop over the fours of a tile that the thread finishes, and what it does with those outside.</summary>
    private void OverTile(string inside, int columnFours, Action body, string? outside = null)
    {
        writer.Line("int column = tileColumn + TileSums.Column<TTile>();");
        writer.Block("for (int own = TileSums.Row<TTile>(); own < TTile.Rows; own += TileSums.RowStep<TTile>())", () =>
        {
            writer.Line("int row = tileRow + own, place = TileSums.Place<TTile>(own);");
            writer.Block($"if ({inside} && column < {columnFours})", body);
            if (outside is not null)
            {
                writer.Block("else", () => writer.Line(outside));
            }
        });
    }

    /// <summary>Writes what follows on four sums of a tile.</summary>
    private void WriteFinish(Phase phase, Contract product, int columnFours, ElementCode elements)
    {
        string name = product.Result.Name, bias = product.Bias is null ? string.Empty : $" + parameters[{Constant(product.Bias)} + column]";
        writer.Line($"int at = {Times("row", columnFours)} + column;");
        writer.Line($"V {name} = tile[place]{bias};");
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
