using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Gradients by squares of 32 x 32, and the optimizer's step on each while it is in the first-level cache.</content>
internal sealed partial class KernelClass
{
    private const int Square = CpuLayout.PanelWidth;

    /// <summary>
    /// Terms that all tiles of a square sum before any sums further ones: so many rows of both factors, 16 KiB, stay in the first-level cache for
    /// the second tile and the third. From the second level a tile's 22 multiply-adds would wait for four lines a term.
    /// </summary>
    private const int GradientTerms = 64;

    /// <summary>
    /// Floats in a cache line. Each term asks for one line of what is needed next, so that a tile fetches half of a factor's next round, or a square of
    /// what the optimizer's step will change, within one round of terms. Asked for in one go the lines would be waited for.
    /// </summary>
    private const int LineFloats = 16;

    /// <summary>
    /// Blocks of rows whose squares follow one another, panel by panel: at a batch of 1024 what four blocks read, 512 KiB, stays in the second-level
    /// cache, and each panel of the other factor that comes by is used four times. It takes 4 % off a deep network's step.
    /// </summary>
    private const int GroupedBlocks = 4;

    /// <summary>A gradient's tile: so many rows of a square's wide or narrow panel.</summary>
    private readonly record struct GradientTile(bool Wide, int Rows) : IComparable<GradientTile>
    {
        public int CompareTo(GradientTile other) => (!Wide, -Rows).CompareTo((!other.Wide, -other.Rows));
    }

    /// <summary>A gradient's square: so many rows of a wide or narrow panel.</summary>
    private readonly record struct GradientSquare(bool Wide, int Rows) : IComparable<GradientSquare>
    {
        public int CompareTo(GradientSquare other) => (!Wide, -Rows).CompareTo((!other.Wide, -other.Rows));
    }

    private void WriteUpdate(UpdatePhase phase)
    {
        writer.Summary($"Does {phase.Formula}, for some pieces: squares of weights, then stretches of biases.");
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            writer.Block("for (int tile = first; tile < end; tile++)", () =>
            {
                int tiles = 0;
                string keyword = "if";
                foreach (WeightPlan weight in plan.Weights)
                {
                    string local = tiles == 0 ? "tile" : $"tile - {tiles}";
                    tiles += PhaseCode.Blocks(weight.Matrix);
                    writer.Block($"{keyword} (tile < {tiles})", () => writer.Line($"{UpdateName(weight.Matrix.Name)}(in arguments, {local});"));
                    keyword = "else if";
                }

                foreach (BiasPlan bias in plan.Biases)
                {
                    string local = tiles == 0 ? "tile" : $"tile - {tiles}";
                    tiles += CpuLayout.Panels(bias.Vector.Size);
                    writer.Block($"{keyword} (tile < {tiles})", () => writer.Line($"{UpdateName(bias.Vector.Name)}(in arguments, {local});"));
                }
            }));

        int pieces = 0;
        foreach (WeightPlan weight in plan.Weights)
        {
            writer.Line();
            WriteWeightUpdate(weight, pieces);
            pieces += PhaseCode.Blocks(weight.Matrix);
        }

        foreach (BiasPlan bias in plan.Biases)
        {
            writer.Line();
            WriteBiasUpdate(bias, pieces);
            pieces += CpuLayout.Panels(bias.Vector.Size);
        }

        if (plan.Biases.Count > 0)
        {
            Need("SumColumns", WriteColumnSums);
        }

        if (plan.Architecture.Penalty.OfWeights)
        {
            writer.Line();
            WriteAddPenalty();
        }

        writer.Line();
        WriteExchange();
        writer.Line();
        WriteClip();
        writer.Line();
        WriteStep();
    }

    private static string UpdateName(string parameter) => $"Update{char.ToUpperInvariant(parameter[0])}{parameter.Substring(1)}";

    private void WriteWeightUpdate(WeightPlan weight, int firstPiece)
    {
        FixedMatrix matrix = weight.Matrix;
        string piece = firstPiece == 0 ? "tile" : $"{firstPiece} + tile";
        string terms = string.Join(" + ", weight.Sources.Select(source => $"{source.Left.Name}ᵀ {source.Right.Name}"));
        string penalty = plan.Architecture.Penalty.OfWeights || weight.Factors is not null ? " and the penalty's" : string.Empty;
        writer.Summary($"One square of {matrix.Name} [{matrix.Rows}, {matrix.Columns}]: its gradient {terms}{penalty}, then the step.");
        writer.Line(Hot);
        writer.Block($"private static void {UpdateName(matrix.Name)}(in Arguments arguments, int tile)", () =>
        {
            WriteSquarePosition(matrix);
            writer.Line($"nint at = {Sum(Literal.Offset(layout.Of(matrix)), PanelOf(matrix, "panel"), BlockOf(matrix, "block"))};");
            WriteStepReferences();
            writer.Line("ref float square = ref arguments.Scratch;");
            bool edgeRows = matrix.Rows % Square != 0, edgeColumns = width.For(CpuLayout.LastColumns(matrix.Columns)) == width.Narrow;
            if (weight.Mirror is not null && (edgeRows || edgeColumns))
            {
                // What the tiles below leave out is transposed as well, and must be the padding's zeros.
                writer.Line("Panels.ClearSquare(ref square);");
            }

            writer.Block("if (arguments.Pass != Pass.Step)", () =>
            {
                WriteGradient(weight.Sources, matrix, ["parameter", "first", KeepsTwoMoments ? "second" : "parameter"]);
                if (plan.Architecture.Penalty.OfWeights)
                {
                    writer.Line();
                    ByShape(matrix.Columns, "panel", shape => writer.Line($"AddPenalty(ref square, ref parameter, {RowsOf(matrix)}, {shape.PanelVectors});"));
                }

                if (weight.Factors is { } factors)
                {
                    Need("AddScaledColumns", WriteAddScaledColumns);
                    writer.Line();
                    writer.Line($"ref float factors = {At(factors.Row, "panel")};");
                    ByShape(matrix.Columns, "panel", shape => writer.Line(
                        $"AddScaledColumns(ref square, ref parameter, ref factors, {Literal.Of((float)factors.Scale)}, {RowsOf(matrix)}, {shape.PanelVectors});"));
                }
            });
            writer.Line();
            if (weight.Mirror is not null)
            {
                // The square's rows become the mirror's columns: its block is the mirror's panel.
                writer.Line($"ref float mirror = {At(weight.Mirror, "block", "panel")};");
            }

            string ahead = weight.Mirror is null ? "square" : "mirror";
            ByShape(matrix.Columns, "panel", shape => WriteStepCalls(RowsOf(matrix), shape, piece, decays: true, ahead));
            if (weight.Mirror is not null)
            {
                writer.Line($"Panels.Transpose(ref square, ref mirror, {ColumnsOf(matrix)});");
            }
        });
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

    /// <summary>Writes the gradient's square into <c>square</c>.</summary>
    /// <param name="sources">What the gradient is the sum of.</param>
    /// <param name="matrix">The matrix whose gradient it is.</param>
    /// <param name="changed">What is needed next: three references.</param>
    private void WriteGradient(IEnumerable<GradientSource> sources, FixedMatrix matrix, IReadOnlyList<string> changed)
    {
        int blocks = CpuLayout.Panels(matrix.Rows), edge = CpuLayout.LastColumns(matrix.Rows);
        string ahead = string.Join(", ", changed.Select(reference => $"ref {reference}")), add = "false";
        foreach (GradientSource source in sources)
        {
            string terms = source.Left is FixedMatrix small ? Literal.Of(EvenTerms(small.Rows)) : "arguments.PairedRows";
            string operands = $"{SourceAt(source.Left, "block")}, {SourceAt(source.Right, "panel")}, {terms}, ref square, {add}, {ahead}";
            void WriteSum(TileShape shape, int rows)
            {
                var square = new GradientSquare(shape == width.Wide, rows);
                squares.Add(square);
                writer.Line($"{SquareName(square)}({operands});");
            }

            writer.Line();
            if (blocks == 1 || edge == Square)
            {
                ByShape(matrix.Columns, "panel", shape => WriteSum(shape, blocks == 1 ? edge : Square));
            }
            else
            {
                writer.Block($"if (block < {blocks - 1})", () => ByShape(matrix.Columns, "panel", shape => WriteSum(shape, Square)));
                writer.Block("else", () => ByShape(matrix.Columns, "panel", shape => WriteSum(shape, edge)));
            }

            add = "true";
        }
    }

    private string SourceAt(Matrix matrix, string panel) => matrix is BatchMatrix batch ? At(batch, panel) : At((FixedMatrix)matrix, panel);

    private TileShape ShapeOf(GradientSquare square) => square.Wide ? width.Wide : width.Narrow;

    private string SquareName(GradientSquare square) => $"SumOuterProductsBy{square.Rows}x{ShapeOf(square).PanelVectors * width.Lanes}";

    /// <summary>Rounds of terms over a square's tiles; while they run, the cache fetches what comes next.</summary>
    private void WriteGradientSquare(GradientSquare square)
    {
        TileShape shape = ShapeOf(square);
        (int First, int Rows)[] tiles = [.. shape.Split(square.Rows)];
        writer.Summary(
            $"square[i, :] = sum over terms of left[term, i] right[term, :], for {square.Rows} rows and {shape.PanelVectors * width.Lanes} columns; or adds it. Then the changed numbers are needed.");
        writer.Line(Hot);
        writer.Block(
            $"private static void {SquareName(square)}(ref float left, ref float right, int terms, ref float square, bool add, ref float changed0, ref float changed1, ref float changed2)",
            () => writer.Block($"for (; terms > 0; terms -= {GradientTerms})", () =>
            {
                writer.Line($"int count = Math.Min({GradientTerms}, terms);");
                writer.Line("// What comes next is fetched meanwhile: the next round's rows, and in the last round what is needed then.");
                writer.Line($"bool last = terms <= {GradientTerms};");
                (int First, int Rows, int Lane)[] calls =
                [
                    .. tiles.SelectMany(tile => Enumerable.Range(0, shape.Parts(tile.Rows)).Select(
                        part => (tile.First, tile.Rows, part * shape.Vectors(tile.Rows) * width.Lanes))),
                ];
                for (int call = 0; call < Math.Min(calls.Length, 4); call++)
                {
                    // Two halves of the left rows and then of the right ones, as far as there are tiles to fetch them.
                    string next = $"ref At(ref {(call < 2 ? "left" : "right")}, {GradientTerms * (Square + (call % 2 * LineFloats))})";
                    writer.Line($"ref float ahead{call} = ref last ? ref changed{call % 3} : {next};");
                }

                for (int call = 0; call < calls.Length; call++)
                {
                    (int first, int rows, int lane) = calls[call];
                    var tile = new GradientTile(square.Wide, rows);
                    gradients.Add(tile);
                    writer.Line(
                        $"{TileName(tile)}({Offset("left", first)}, {Offset("right", lane)}, count, {Offset("square", (first * Square) + lane)}, add, ref ahead{call % 4});");
                }

                writer.Line($"left = ref At(ref left, {GradientTerms * Square});");
                writer.Line($"right = ref At(ref right, {GradientTerms * Square});");
                writer.Line("add = true;");
            }));
    }

    private TileShape ShapeOf(GradientTile tile) => tile.Wide ? width.Wide : width.Narrow;

    private string TileName(GradientTile tile) => $"SumOuterProducts{tile.Rows}x{ShapeOf(tile).Vectors(tile.Rows)}";

    private void WriteGradientTile(GradientTile tile)
    {
        TileShape shape = ShapeOf(tile);
        if (!tile.Wide && shape.Vectors(tile.Rows) == width.Wide.Vectors(tile.Rows) && gradients.Contains(tile with { Wide = true }))
        {
            return;
        }

        writer.Summary(
            $"result[i, :] = sum over terms of left[term, i] right[term, :], for {tile.Rows} rows and "
            + $"{shape.Vectors(tile.Rows) * width.Lanes} columns; or adds it. Each term fetches a cache line of what lies ahead.");
        writer.Line(Hot);
        writer.Block($"private static void {TileName(tile)}(ref float left, ref float right, int terms, ref float result, bool add, ref float ahead)", () =>
        {
            ForEachSum(tile.Rows, shape, (row, vector) => writer.Line($"Floats sum{row}_{vector} = Floats.Zero;"));
            writer.Block("if (add)", () => ForEachSum(tile.Rows, shape, (row, vector) =>
                writer.Line($"sum{row}_{vector} = Load(ref result, {Place(row, vector)});")));
            writer.Line();
            writer.Block($"for (; terms > 0; terms -= {TermsATurn})", () =>
            {
                for (int term = 0; term < TermsATurn; term++)
                {
                    writer.Line($"Panels.Prefetch({Offset("ahead", term * LineFloats)});");
                    WriteTerm(tile.Rows, shape, term, leftRowStep: 1, leftTermStep: Square);
                }

                writer.Line($"ahead = ref At(ref ahead, {TermsATurn * LineFloats});");
                writer.Line($"left = ref At(ref left, {TermsATurn * Square});");
                writer.Line($"right = ref At(ref right, {TermsATurn * Square});");
            });
            writer.Line();
            ForEachSum(tile.Rows, shape, (row, vector) =>
                writer.Line($"Store(sum{row}_{vector}, ref result, {Place(row, vector)});"));
        });
    }

    private static void ForEachSum(int rows, TileShape shape, Action<int, int> write)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int vector = 0; vector < shape.Vectors(rows); vector++)
            {
                write(row, vector);
            }
        }
    }

    private static string RowsOf(FixedMatrix matrix) => SizeOf(matrix.Rows, "block");

    private static string ColumnsOf(FixedMatrix matrix) => SizeOf(matrix.Columns, "panel");

    /// <summary>Number of real rows or columns in a square.</summary>
    private static string SizeOf(int total, string index)
    {
        int count = CpuLayout.Panels(total), edge = CpuLayout.LastColumns(total);
        return count == 1 || edge == Square ? Literal.Of(edge) : $"{index} < {count - 1} ? {Square} : {edge}";
    }

    private void WriteBiasUpdate(BiasPlan bias, int firstPiece)
    {
        writer.Summary($"One stretch of {bias.Vector.Name} [{bias.Vector.Size}]: the column sums of {bias.Signal.Name}, then the step.");
        writer.Line(Hot);
        bool one = CpuLayout.Panels(bias.Vector.Size) == 1;
        writer.Block($"private static void {UpdateName(bias.Vector.Name)}(in Arguments arguments, int {(one ? "tile" : "panel")})", () =>
        {
            writer.Line("ref float square = ref arguments.Scratch;");
            writer.Line($"ref float signal = {At(bias.Signal, "panel")};");
            writer.Line($"nint at = {Literal.Offset(layout.Of(bias.Vector))}{(one ? string.Empty : $" + (panel * {CpuLayout.PanelWidth})")};");
            WriteStepReferences();
            ByShape(bias.Vector.Size, "panel", shape =>
            {
                writer.Block("if (arguments.Pass != Pass.Step)", () =>
                    writer.Line($"SumColumns(ref signal, ref square, arguments.Batch, {shape.PanelVectors});"));
                writer.Line();
                WriteStepCalls("1", shape, $"{firstPiece} + {(one ? "tile" : "panel")}", decays: false, "square");
            });
        });
    }

    private void WriteColumnSums(CodeWriter code)
    {
        code.Summary("The column sums of some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void SumColumns(ref float matrix, ref float sums, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["matrix"],
                "Floats sum = Floats.Zero;",
                "sum += Load(ref matrixAt);",
                "Store(sum, ref sums, (nuint)lane);"));
    }

    private bool KeepsTwoMoments => plan.Architecture.Optimizer.Moments() == 2;

    /// <summary>Names the parameters at an offset and their moments, which lie at the same offset in memories of their own.</summary>
    private void WriteStepReferences()
    {
        writer.Line("ref float parameter = ref At(ref arguments.Parameters, at);");
        writer.Line("ref float first = ref At(ref arguments.State, at);");
        if (KeepsTwoMoments)
        {
            writer.Line($"ref float second = ref At(ref arguments.State, at + {Literal.Offset(layout.TrainedFloats)});");
        }
    }

    private void WriteStepCalls(string rows, TileShape shape, string piece, bool decays, string ahead)
    {
        writer.Block($"if (arguments.Pass != Pass.Whole && !Exchange(in arguments, at, {piece}, ref square, {rows}, {shape.PanelVectors}))", () => writer.Line("return;"));
        writer.Line();
        string decay = decays ? "arguments.Settings.Decay, arguments.Settings.Keep" : "0f, 1f";
        string second = KeepsTwoMoments ? ", ref second" : string.Empty;
        writer.Line($"Step(ref square, ref parameter, ref first{second}, {decay}, arguments.Settings, {rows}, {shape.PanelVectors}, ref {ahead});");
    }

    private void WriteAddPenalty()
    {
        PenaltySpec penalty = plan.Architecture.Penalty;
        writer.Summary("Adds the gradient of the weights' penalty to that of some rows of 32.");
        writer.Line(Hot);
        writer.Block("private static void AddPenalty(ref float gradient, ref float weight, int rows, int vectors)", () =>
            OverPanel(
                writer,
                ["gradient", "weight"],
                null,
                $"""
                Floats g = Load(ref gradientAt);
                Floats w = Load(ref weightAt);
                {PenaltyCode.AddGradient(penalty)}
                Store(g, ref gradientAt);
                """));
    }

    private void WriteExchange()
    {
        writer.Summary(
            "Stores a piece's gradient and the sum of its squares, or brings a stored one back, scaled. Returns whether the step comes now.");
        writer.Line(Hot);
        writer.Block("private static bool Exchange(in Arguments arguments, nint at, int piece, ref float square, int rows, int vectors)", () =>
        {
            writer.Line("ref float stored = ref At(ref arguments.Gradients, at);");
            writer.Line("bool steps = arguments.Pass == Pass.Step;");
            writer.Line("ref float from = ref steps ? ref stored : ref square;");
            writer.Line("ref float to = ref steps ? ref square : ref stored;");
            writer.Line("Floats scale = Vector.Create(arguments.GradientScale);");
            writer.Line("double sum = 0;");
            writer.Block("for (int row = 0; row < rows; row++)", () =>
            {
                writer.Block($"for (int lane = 0; lane < vectors * {width.Lanes}; lane += {width.Lanes})", () =>
                {
                    writer.Line($"nuint place = (nuint)((row * {Square}) + lane);");
                    writer.Line("Floats g = Load(ref from, place) * scale;");
                    writer.Line("sum += Vector.Sum(g * g);");
                    writer.Line("Store(g, ref to, place);");
                });
            });
            writer.Line();
            writer.Block("if (!steps)", () => writer.Line("Unsafe.Add(ref arguments.Squares, piece) = sum;"));
            writer.Line();
            writer.Line("return steps;");
        });
    }

    private void WriteClip()
    {
        writer.Summary("Cuts the elements of some rows of 32 to a size.");
        writer.Line(Hot);
        writer.Block("private static void Clip(ref float gradient, float size, int rows, int vectors)", () =>
            OverPanel(
                writer,
                ["gradient"],
                """
                Floats most = Vector.Create(size);
                Floats least = Vector.Create(-size);
                """,
                "Store(Vector.MinNative(most, Vector.MaxNative(least, Load(ref gradientAt))), ref gradientAt);"));
    }

    private void WriteStep()
    {
        string second = KeepsTwoMoments ? " ref float second," : string.Empty;
        writer.Summary(
            $"{plan.Architecture.Optimizer}'s step on some rows of 32 parameters; the gradient's place receives the new parameters.");
        writer.Line(Hot);
        writer.Block(
            $"private static void Step(ref float gradient, ref float parameter, ref float first,{second} float gradientDecay, float keepShare, global::AeGen.Runtime.UpdateSettings settings, int rows, int vectors, ref float ahead)",
            () =>
            {
                writer.Block("if (settings.ClipValue < float.PositiveInfinity)", () => writer.Line("Clip(ref gradient, settings.ClipValue, rows, vectors);"));
                writer.Line();
                writer.Line("Floats decay = Vector.Create(gradientDecay);");
                writer.Line("Floats keep = Vector.Create(keepShare);");
                writer.Line(OptimizerCode.Constants(plan.Architecture.Optimizer));
                writer.Block("for (int row = 0; row < rows; row++)", () =>
                {
                    for (int line = 0; line < Square; line += LineFloats)
                    {
                        writer.Line($"Panels.Prefetch({Offset("ahead", line)});");
                    }

                    writer.Line($"ahead = ref At(ref ahead, {Square});");
                    writer.Block($"for (int lane = 0; lane < vectors * {width.Lanes}; lane += {width.Lanes})", () =>
                    {
                        writer.Line($"nuint at = (nuint)((row * {Square}) + lane);");
                        writer.Line("Floats g = Load(ref gradient, at);");
                        writer.Line("Floats w = Load(ref parameter, at);");
                        writer.Line(OptimizerCode.Step(plan.Architecture.Optimizer));
                        writer.Line("Store(w, ref parameter, at);");
                        writer.Line("Store(w, ref gradient, at);");
                    });
                });
            });
    }
}
