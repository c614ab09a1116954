using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Gradients by squares of 32 x 32, and the optimizer's step on each while it is in the first-level cache.</content>
internal sealed partial class KernelClass
{
    private const int Square = CpuLayout.PanelWidth;

    /// <summary>
    /// Blocks of rows whose squares follow one another, panel by panel: at a batch of 1024 what four blocks read, 512 KiB, stays in the second-level
    /// cache, and each panel of the other factor that comes by is used four times. It takes 4 % off a deep network's step.
    /// </summary>
    private const int GroupedBlocks = 4;

    private string Optimizer => Functions.Of(plan.Architecture.Optimizer);

    /// <summary>Floats from a parameter's first moment to its second; 0 where there is none.</summary>
    private string Moment => plan.Architecture.Optimizer.Moments() == 2 ? Literal.Offset(layout.TrainedFloats) : "0";

    private void WriteUpdate(UpdatePhase phase)
    {
        writer.Summary($"Does {phase.Formula}, for some pieces: squares of weights, then stretches of biases.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            writer.Block("for (int piece = first; piece < end; piece++)", () =>
            {
                int pieces = 0;
                string keyword = "if";
                void Write(int count, Action<string> write)
                {
                    string local = pieces == 0 ? "piece" : $"piece - {pieces}";
                    pieces += count;
                    writer.Block($"{keyword} (piece < {pieces})", () => write(local));
                    keyword = "else if";
                }

                foreach (WeightPlan weight in plan.Weights)
                {
                    Write(PhaseCode.Blocks(weight.Matrix), tile =>
                        writer.Line($"{UpdateName(weight.Matrix.Name)}(in arguments, piece, {tile});"));
                }

                foreach (BiasPlan bias in plan.Biases)
                {
                    Write(CpuLayout.Panels(bias.Vector.Size), panel => WriteBiasUpdate(bias, panel));
                }
            }));

        foreach (WeightPlan weight in plan.Weights)
        {
            writer.Line();
            WriteWeightUpdate(weight);
        }
    }

    private static string UpdateName(string parameter) => $"Update{char.ToUpperInvariant(parameter[0])}{parameter.Substring(1)}";

    private void WriteBiasUpdate(BiasPlan bias, string panel)
    {
        writer.Line($"// {bias.Vector.Name} [{bias.Vector.Size}]: the column sums of {bias.Signal.Name}, then the step.");
        if (CpuLayout.Panels(bias.Vector.Size) > 1)
        {
            writer.Line($"int panel = {panel};");
        }

        writer.Line($"Updates.OfBias<V, {Optimizer}>(");
        writer.Line(
            $"    in arguments, {OffsetOf(bias.Vector)}, {Moment}, piece, {At(bias.Signal, "panel")}, "
            + $"{Covered(bias.Vector.Size, "panel")});");
    }

    private void WriteWeightUpdate(WeightPlan weight)
    {
        FixedMatrix matrix = weight.Matrix;
        string terms = string.Join(" + ", weight.Sources.Select(source => $"{source.Left.Name}ᵀ {source.Right.Name}"));
        PenaltySpec penalty = plan.Architecture.Penalty;
        string penalized = penalty.OfWeights || weight.Factors is not null ? " and the penalty's" : string.Empty;
        writer.Summary($"One square of {matrix.Name} [{matrix.Rows}, {matrix.Columns}]: its gradient {terms}{penalized}, then the step.");
        writer.Line(Hot);
        writer.Block($"private static void {UpdateName(matrix.Name)}(in KernelArguments arguments, int piece, int tile)", () =>
        {
            bool two = plan.Architecture.Optimizer.Moments() == 2;
            WriteSquarePosition(matrix);
            writer.Line($"int rows = {RowsOf(matrix)};");
            writer.Line($"int columns = {Covered(matrix.Columns, "panel")};");
            writer.Line($"nint at = {Sum(Literal.Offset(layout.Of(matrix)), PanelOf(matrix, "panel"), BlockOf(matrix, "block"))};");
            writer.Line("ref float parameter = ref arguments.ParameterAt(at);");
            writer.Line("ref float first = ref Unsafe.Add(ref arguments.State, at);");
            if (two)
            {
                writer.Line($"ref float second = ref Unsafe.Add(ref first, {Moment});");
            }

            writer.Line("ref float square = ref arguments.Scratch;");
            if (weight.Mirror is not null && (matrix.Rows % Square != 0 || CoveredLast(matrix.Columns) != Square))
            {
                writer.Line("// What the tiles below leave out is transposed as well, and must be the padding's zeros.");
                writer.Line("Panels.ClearSquare(ref square);");
            }

            writer.Block("if (arguments.Pass != UpdatePass.Step)", () =>
            {
                WriteGradient(weight.Sources, ["parameter", "first", two ? "second" : "parameter"]);
                WriteWeightPenalty("SquaresPenalty", 2 * penalty.L2);
                WriteWeightPenalty("SizesPenalty", penalty.L1);
                if (weight.Factors is { } factors)
                {
                    writer.Line(
                        $"Penalties.AddScaledColumns<V>(ref square, ref parameter, {At(factors.Row, "panel")}, "
                        + $"{Literal.Of((float)factors.Scale)}, rows, columns);");
                }
            });
            writer.Line();
            if (weight.Mirror is null)
            {
                writer.Line(
                    $"Updates.Apply<V, {Optimizer}>(in arguments, at, {Moment}, piece, ref square, true, rows, columns, ref square);");
                return;
            }

            writer.Line("// The square's rows become the mirror's columns: its block is the mirror's panel.");
            writer.Line($"ref float mirror = {At(weight.Mirror, "block", "panel")};");
            writer.Block(
                $"if (Updates.Apply<V, {Optimizer}>(in arguments, at, {Moment}, piece, ref square, true, rows, columns, ref mirror))", () =>
                writer.Line($"Panels.Transpose(ref square, ref mirror, {ColumnsOf(matrix)});"));
        });
    }

    private void WriteWeightPenalty(string penalty, double strength)
    {
        if (strength > 0)
        {
            writer.Line($"Penalties.OfWeights<V, {penalty}<V>>(ref square, ref parameter, {Literal.Of((float)strength)}, rows, columns);");
        }
    }

    /// <summary>Which square of a matrix a tile is: its block of rows and its panel of columns.</summary>
    private void WriteSquarePosition(FixedMatrix matrix)
    {
        int panels = CpuLayout.Panels(matrix.Columns), blocks = CpuLayout.Panels(matrix.Rows);
        if (blocks == 1 || panels == 1)
        {
            if (blocks != panels)
            {
                writer.Line($"int {(blocks > 1 ? "block" : "panel")} = tile;");
            }

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
        writer.Line(blocks % GroupedBlocks == 0 ? $"int height = {GroupedBlocks};" : $"int height = Math.Min({GroupedBlocks}, {blocks} - firstBlock);");
        writer.Line($"int within = tile - (firstBlock * {panels});");
        writer.Line("int panel = within / height;");
        writer.Line("int block = firstBlock + within - (panel * height);");
    }

    /// <summary>Writes the gradient's square, of <c>rows</c> and <c>columns</c>, into <c>square</c>.</summary>
    /// <param name="sources">What the gradient is the sum of.</param>
    /// <param name="changed">What is needed next: three references.</param>
    private void WriteGradient(IEnumerable<GradientSource> sources, IReadOnlyList<string> changed)
    {
        string ahead = string.Join(", ", changed.Select(reference => $"ref {reference}")), add = "false";
        foreach (GradientSource source in sources)
        {
            string terms = source.Left is FixedMatrix small ? Literal.Of(EvenTerms(small.Rows)) : "arguments.PairedRows";
            writer.Line("OuterProducts.Sum<V>(");
            writer.Line(
                $"    {SourceAt(source.Left, "block")}, {SourceAt(source.Right, "panel")}, {terms}, ref square, {add}, rows, columns, "
                + $"{ahead});");
            add = "true";
        }
    }

    private string SourceAt(Matrix matrix, string panel) => matrix is BatchMatrix batch ? At(batch, panel) : At((FixedMatrix)matrix, panel);

    private static string RowsOf(FixedMatrix matrix) => SizeOf(matrix.Rows, "block");

    private static string ColumnsOf(FixedMatrix matrix) => SizeOf(matrix.Columns, "panel");

    /// <summary>Number of real rows or columns in a square.</summary>
    private static string SizeOf(int total, string index)
    {
        int count = CpuLayout.Panels(total), edge = CpuLayout.LastColumns(total);
        return count == 1 || edge == Square ? Literal.Of(edge) : $"{index} < {count - 1} ? {Square} : {edge}";
    }
}
