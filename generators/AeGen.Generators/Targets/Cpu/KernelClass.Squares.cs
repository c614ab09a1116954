namespace AeGen.Generators.Targets.Cpu;

/// <content>Sums of outer products by squares of 32 x 32, and the runtime's factorisations.</content>
internal sealed partial class KernelClass
{
    private const int Square = CpuLayout.PanelWidth;

    /// <summary>
    /// Blocks of rows whose squares follow one another, panel by panel: at a batch of 1024 what four blocks read, 512 KiB, stays in the
    /// second-level cache, and each panel of the other factor that comes by is used four times. It takes 4 % off a deep network's step.
    /// </summary>
    private const int GroupedBlocks = 4;

    private void WriteSquares(OuterSum sum) => writer.Block("for (int tile = first; tile < end; tile++)", () =>
    {
        WriteSquarePosition(sum.Result);
        writer.Line($"int rows = {SizeOf(sum.Result.Rows, "block")};");
        writer.Line($"int columns = {Covered(sum.Result.Columns, "panel")};");
        writer.Line($"ref float square = ref arguments.ParameterAt({CpuNames.Square(sum.Result)});");
        WriteOuterSums([sum], ["square", "square", "square"]);
    });

    /// <summary>Which square of a matrix a tile is: its block of rows and its panel of columns.</summary>
    private void WriteSquarePosition(Matrix matrix)
    {
        int panels = CpuLayout.Panels(matrix.Columns), blocks = CpuLayout.Panels(matrix.Rows);
        if (blocks == 1 || panels == 1)
        {
            writer.LineIf(blocks != panels, $"int {(blocks > 1 ? "block" : "panel")} = tile;");
            return;
        }

        if (blocks <= GroupedBlocks)
        {
            writer.Line($"int panel = tile / {blocks};");
            writer.Line($"int block = tile - (panel * {blocks});");
            return;
        }

        writer.Line($"// Squares of {GroupedBlocks} blocks of rows follow one another: what they read is then in the second-level cache.");
        writer.Line($"int firstBlock = tile / {GroupedBlocks * panels} * {GroupedBlocks};");
        writer.Line(blocks % GroupedBlocks == 0
            ? $"int height = {GroupedBlocks};"
            : $"int height = Math.Min({GroupedBlocks}, {blocks} - firstBlock);");
        writer.Line($"int within = tile - (firstBlock * {panels});");
        writer.Line("int panel = within / height;");
        writer.Line("int block = firstBlock + within - (panel * height);");
    }

    /// <summary>Writes sums of outer products, of <c>rows</c> and <c>columns</c>, into <c>square</c>.</summary>
    /// <param name="sums">What is added up.</param>
    /// <param name="changed">What is needed next: three references.</param>
    private void WriteOuterSums(IEnumerable<OuterSum> sums, IReadOnlyList<string> changed)
    {
        string ahead = string.Join(", ", changed.Select(reference => $"ref {reference}")), add = "false";
        foreach (OuterSum sum in sums)
        {
            string terms = sum.Left is Matrix small ? Literal.Of(EvenTerms(small.Rows)) : "arguments.PairedRows";
            writer.Line($"// {(add == "true" ? "+ " : string.Empty)}{sum.Product}");
            writer.Line("OuterProducts.Sum<V>(");
            writer.Line(
                $"    {CpuNames.At(sum.Left, "block")}, {CpuNames.At(sum.Right, "panel")}, {terms}, ref square, {add}, rows, columns, "
                + $"{ahead});");
            add = "true";
        }
    }

    /// <summary>Number of real rows or columns in a square.</summary>
    private static string SizeOf(int total, string index)
    {
        int count = CpuLayout.Panels(total), edge = CpuLayout.LastColumns(total);
        return count == 1 || edge == Square ? Literal.Of(edge) : $"{index} < {count - 1} ? {Square} : {edge}";
    }

    private void WriteSolve(Solve solve)
    {
        Inverse inverse = solve.Of;
        const string Scratch = "ref arguments.Scratch", Range = "first, end";
        string factor = Small(inverse, 0), factorInverse = Small(inverse, 1), sizes = $"{inverse.K}, {inverse.N}";
        string weight = Of(inverse.Weight), orthogonal = Of(inverse.Orthogonal), transposed = Of(inverse.OrthogonalTransposed);
        string triangles = $"{Of(inverse.Triangle)}, {Of(inverse.TriangleTransposed)}";
        string product = Of(inverse.Product), correction = Of(inverse.Correction);
        switch (solve.Kind)
        {
            case SolveKind.Gram:
                writer.Line($"RightInverses.Gram({weight}, {sizes}, {factor}, {Scratch}, {Range});");
                break;
            case SolveKind.Factor:
                string damping = Literal.Of(inverse.Damping), layer = Literal.Of(inverse.Layer);
                writer.Line($"RightInverses.Factor({factor}, {factorInverse}, {inverse.K}, {damping}, {layer});");
                break;
            case SolveKind.Orthogonalise:
                writer.Line($"RightInverses.Solve(");
                writer.Line($"    {weight}, {factorInverse}, {orthogonal}, {transposed}, {Scratch}, {sizes}, {Range});");
                writer.Line($"RightInverses.Round({factorInverse}, {triangles}, {inverse.K}, {Range});");
                break;
            case SolveKind.Materialise:
                writer.Line(
                    $"RightInverses.Materialise({orthogonal}, {factorInverse}, {Of(inverse.Inverted)}, {Scratch}, {sizes}, {Range});");
                break;
            case SolveKind.Correct:
                writer.Line($"RightInverses.Combine({product}, {factorInverse}, {correction}, {Scratch}, {inverse.K}, {Range});");
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {solve}.");
        }
    }

    private static string Of(Matrix matrix) => CpuNames.At(matrix, "0");

    /// <summary>One of the two [k, k] matrices in double precision: L, and its inverse.</summary>
    private string Small(Inverse inverse, int index)
    {
        long offset = layout.Of(inverse) + (index * CpuLayout.SmallMatrix(inverse));
        return offset == 0 ? "ref arguments.Doubles" : $"ref Unsafe.Add(ref arguments.Doubles, {Literal.Offset(offset)})";
    }
}
