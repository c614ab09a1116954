using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Products of a batch's matrix and a fixed one, by tiles that go through the group's memory.</content>
internal sealed partial class KernelClass
{
    private void WriteProduct(ProductPhase phase, GroupTile tile)
    {
        int terms = phase.Left.Columns, termFours = IlgpuLayout.Fours(terms), columns = phase.Result.Columns, columnFours = IlgpuLayout.Fours(columns);
        int depth = tile.Depth(terms), depthFours = depth / 4, tiles = (columnFours + tile.Fours - 1) / tile.Fours;
        bool isLoss = phase.Epilogue is LossEpilogue;
        writer.Summary($"Computes {phase.Formula}, a tile of {tile.Rows} x {tile.Columns} a group. Reads Batch and Capacity.");
        Kernel(MethodName(phase.Name, tile), () =>
        {
            writer.Line($"Vectors tile = SharedMemory.Allocate<Float4>({tile.SharedFours(depth)});");
            writer.Line("Floats tileNumbers = tile.Cast<float>();");
            writer.Line($"Vectors left = {View(phase.Left)};");
            writer.Line($"Vectors right = {View(phase.Right)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            if (phase.Addend is { } addend)
            {
                writer.Line($"Vectors addend = {View(addend)};");
            }

            WriteSourceView(phase.Epilogue);
            writer.Line(tiles == 1 ? $"int tileRow = Grid.IdxX * {tile.Rows};" : $"int tileRow = Grid.IdxX / {tiles} * {tile.Rows};");
            writer.Line(tiles == 1 ? "const int tileColumn = 0;" : $"int tileColumn = Grid.IdxX % {tiles} * {tile.Fours};");
            if (isLoss)
            {
                writer.Line($"float scale = {LossScale("sizes.Batch")};");
                writer.Line("float lossSum = 0f;");
            }

            OverPatches(tile, () =>
            {
                DeclareSums(tile, phase.Careful ? "total" : "sum");
                writer.Block($"for (int firstFour = 0; firstFour < {termFours}; firstFour += {depthFours})", () =>
                {
                    WriteLeftTransposed(tile, termFours, depthFours);
                    writer.Line();
                    WriteRight(tile, terms, columnFours, depth);
                    writer.Line();
                    writer.Line("Group.Barrier();");
                    if (phase.Careful)
                    {
                        writer.Line("// Rounding errors add up over these few terms only: a right inverse multiplies its layer's.");
                        DeclareSums(tile, "sum");
                    }

                    WriteOuterProducts(tile, depth);
                    writer.Line();
                    if (phase.Careful)
                    {
                        ForEachSum(tile, (row, four) => writer.Line($"total{row}_{four} += sum{row}_{four};"));
                    }

                    writer.Line("Group.Barrier();");
                });
                writer.Line();
                WriteStage(tile, phase.Careful ? "total" : "sum");
                writer.Line("Group.Barrier();");
                OverStagedRows(tile, () => WriteEpilogue(phase, tile, columns));
                writer.Line();
                writer.Line("Group.Barrier();");
            });

            if (isLoss)
            {
                writer.Line();
                WriteLossSum("Grid.IdxX");
            }
        });
    }

    /// <summary>The training loss is a mean over the elements of so many samples, and so is its gradient.</summary>
    private string LossScale(string samples) => $"1f / ((float){samples} * {plan.Architecture.InputSize}f)";

    private static void ForEachSum(GroupTile tile, Action<int, int> write)
    {
        for (int row = 0; row < tile.PatchRows; row++)
        {
            for (int four = 0; four < tile.PatchFours; four++)
            {
                write(row, four);
            }
        }
    }

    private void WriteSourceView(Epilogue epilogue)
    {
        switch (epilogue)
        {
            case ActivateEpilogue { Slopes: { } slopes }:
                writer.Line($"Vectors slopes = {View(slopes)};");
                break;
            case DifferentiateEpilogue differentiate:
                writer.Line($"Vectors source = {View(differentiate.Source)};");
                break;
            case LossEpilogue loss:
                writer.Line($"Vectors target = {View(loss.Target)};");
                break;
        }
    }

    /// <summary>Copies some terms of the left factor's rows into the group's memory, transposed, so that a patch's rows lie in fours.</summary>
    private void WriteLeftTransposed(GroupTile tile, int termFours, int depthFours)
    {
        int stride = tile.LeftStride * 4;
        string inside = termFours % depthFours == 0 ? "row < sizes.Batch" : $"row < sizes.Batch && firstFour + four < {termFours}";
        writer.Line("// Terms of the left factor, transposed: the rows of a patch lie in fours.");
        writer.Block($"for (int i = Group.IdxX; i < {tile.Rows * depthFours}; i += Group.DimX)", () =>
        {
            writer.Line(depthFours == 1 ? "const int four = 0;" : $"int four = i % {depthFours};");
            writer.Line(depthFours == 1 ? "int row = tileRow + i;" : $"int row = tileRow + (i / {depthFours});");
            writer.Line($"Float4 value = {inside} ? left[{Times("row", termFours)} + firstFour + four] : default;");
            writer.Line($"int at = (four * {4 * stride}) + row - tileRow;");
            writer.Line("tileNumbers[at] = value.X;");
            writer.Line($"tileNumbers[at + {stride}] = value.Y;");
            writer.Line($"tileNumbers[at + {2 * stride}] = value.Z;");
            writer.Line($"tileNumbers[at + {3 * stride}] = value.W;");
        });
    }

    /// <summary>Copies some rows of the right factor into the group's memory.</summary>
    private void WriteRight(GroupTile tile, int terms, int columnFours, int depth)
    {
        List<string> inside = [];
        if (terms % depth != 0)
        {
            inside.Add($"term < {terms}");
        }

        if (columnFours % tile.Fours != 0)
        {
            inside.Add($"column < {columnFours}");
        }

        writer.Line("// Terms of the right factor, as they lie.");
        writer.Block($"for (int i = Group.IdxX; i < {depth * tile.Fours}; i += Group.DimX)", () =>
        {
            writer.Line($"int term = (firstFour * 4) + (i / {tile.Fours}), column = tileColumn + (i % {tile.Fours});");
            string value = $"right[{Times("term", columnFours)} + column]";
            writer.Line(inside.Count == 0
                ? $"tile[{depth * tile.LeftStride} + i] = {value};"
                : $"tile[{depth * tile.LeftStride} + i] = {string.Join(" && ", inside)} ? {value} : default;");
        });
    }

    private void WriteEpilogue(ProductPhase phase, GroupTile tile, int columns)
    {
        int columnFours = IlgpuLayout.Fours(columns);
        writer.Line($"int row = tileRow + stagedRow + (i / {tile.Fours}), column = tileColumn + (i % {tile.Fours});");
        string inside = columnFours % tile.Fours == 0 ? "row < sizes.Batch" : $"row < sizes.Batch && column < {columnFours}";
        writer.Block($"if ({inside})", () =>
        {
            writer.Line($"int at = {Times("row", columnFours)} + column;");
            writer.Line($"Float4 z = tile[(stagedRow * {tile.Fours}) + i];");
            if (phase.Bias is { } bias)
            {
                writer.Line($"z += parameters[{Literal.Of(layout.Of(bias))} + column];");
            }

            if (phase.Addend is not null)
            {
                writer.Line("z += addend[at];");
            }

            WriteFunctionOfTile(phase.Epilogue, columns, new EpilogueNames("result[at]", "slopes[at]", "source[at]", "target[at]", "column"));
        });
    }

    /// <summary>Where an epilogue's numbers lie.</summary>
    private readonly record struct EpilogueNames(string Result, string Slopes, string Source, string Target, string Column);

    /// <summary>From a variable z, four sums, to what a phase writes; what is no column stays zero.</summary>
    private void WriteFunctionOfTile(Epilogue epilogue, int columns, EpilogueNames names, string? rowIsReal = null)
    {
        int last = IlgpuLayout.Fours(columns) - 1, real = columns % 4;
        switch (epilogue)
        {
            case NoEpilogue:
                writer.Line($"{names.Result} = z;");
                break;
            case ActivateEpilogue activate:
                string slope = activate.Slopes is null ? string.Empty : ", out Float4 slope";
                writer.Line($"Float4 y = {Functions.Of(activate.Activation)}.Value(z{slope});");
                if (activate.Slopes is not null)
                {
                    writer.Line($"{names.Slopes} = slope;");
                }

                if (real == 0 || activate.Activation.KeepsZero())
                {
                    writer.Line($"{names.Result} = y;");
                    break;
                }

                writer.Line($"{names.Result} = {names.Column} == {last} ? Float4.Keep(y, {real}) : y;");
                break;
            case DifferentiateEpilogue { Activation: var activation }:
                writer.Line(activation.SlopeFollowsFromOutput()
                    ? $"{names.Result} = z * {Functions.Of(activation)}.Slope({names.Source});"
                    : $"{names.Result} = z * {names.Source};");
                break;
            case LossEpilogue loss:
                writer.Line($"Float4 losses = {Functions.Of(loss.Loss, loss.Activation)}.Value(z, {names.Target}, out Float4 gradient);");
                writer.Line("gradient *= scale;");
                if (real != 0)
                {
                    writer.Block($"if ({names.Column} == {last})", () =>
                    {
                        writer.Line($"losses = Float4.Keep(losses, {real});");
                        writer.Line($"gradient = Float4.Keep(gradient, {real});");
                    });
                }

                if (rowIsReal is not null)
                {
                    writer.Line($"lossSum += {rowIsReal} ? losses.Sum : 0f;");
                    writer.Line($"{names.Result} = {rowIsReal} ? gradient : default;");
                    break;
                }

                writer.Line("lossSum += losses.Sum;");
                writer.Line($"{names.Result} = gradient;");
                break;
            default:
                throw new InvalidOperationException($"There is no function for {epilogue}.");
        }
    }

    /// <summary>Adds up the threads' losses, always in the same order, and stores their sum.</summary>
    private void WriteLossSum(string place)
    {
        writer.Line("tileNumbers[Group.IdxX] = lossSum;");
        writer.Line("Group.Barrier();");
        writer.Block("for (int half = Group.DimX / 2; half > 0; half /= 2)", () =>
        {
            writer.Block("if (Group.IdxX < half)", () => writer.Line("tileNumbers[Group.IdxX] += tileNumbers[Group.IdxX + half];"));
            writer.Line();
            writer.Line("Group.Barrier();");
        });
        writer.Line();
        writer.Block("if (Group.IdxX == 0)", () => writer.Line($"results[{place}] = tileNumbers[0];"));
    }
}
