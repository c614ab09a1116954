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
                writer.Line("Floats tileNumbers = tile.Cast<float>();");
                writer.Line($"float scale = {LossScale("sizes.Batch")};");
                writer.Line("float lossSum = 0f;");
            }

            OverPatches(tile, () =>
            {
                writer.Line($"{tile.Patch} sums = default;");
                writer.Block($"for (int firstFour = 0; firstFour < {termFours}; firstFour += {depthFours})", () =>
                {
                    writer.Line(
                        $"Tiles.LoadTransposed(tile, left, {tile.Rows}, {depthFours}, tileRow, sizes.Batch, firstFour, {termFours});");
                    WriteLoad(tile.Fours, depth * tile.LeftStride, tile.Fours, "right", depth, "4 * firstFour", Literal.Of(terms),
                        "tileColumn", columnFours);
                    writer.Line("Group.Barrier();");
                    if (phase.Careful)
                    {
                        writer.Line("// Rounding errors add up over these few terms only: a right inverse multiplies its layer's.");
                        writer.Line($"{tile.Patch} part = default;");
                        writer.Line($"part.AddOuterProducts(tile, {depth}, lane);");
                        writer.Line("sums.Add(part);");
                    }
                    else
                    {
                        writer.Line($"sums.AddOuterProducts(tile, {depth}, lane);");
                    }

                    writer.Line("Group.Barrier();");
                });
                writer.Line();
                writer.Line("sums.Stage(tile, lane);");
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

    /// <summary>Writes the call that copies some terms of a factor into the group's memory, as they lie.</summary>
    /// <param name="fours">Columns to copy, in fours.</param>
    /// <param name="place">Where they come, in fours.</param>
    /// <param name="stride">Fours from one term to the next there.</param>
    /// <param name="factor">The factor's view.</param>
    /// <param name="terms">Number of terms to copy.</param>
    /// <param name="firstTerm">The first term, an expression.</param>
    /// <param name="endTerm">The term after the last that counts, an expression.</param>
    /// <param name="firstFour">The first columns, an expression.</param>
    /// <param name="rowFours">Columns of the factor, in fours.</param>
    private void WriteLoad(
        int fours, int place, int stride, string factor, int terms, string firstTerm, string endTerm, string firstFour, int rowFours) =>
        writer.Line(
            $"Tiles.LoadRows(tile, {place}, {stride}, {factor}, {terms}, {fours}, {firstTerm}, {endTerm}, {firstFour}, {rowFours});");

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
