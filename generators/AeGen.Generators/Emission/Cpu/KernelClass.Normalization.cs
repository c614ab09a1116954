using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Normalisations: a layer's by rows over all panels, a batch's by panels over all rows.</content>
internal sealed partial class KernelClass
{
    private void WriteNormalize(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        bool ofBatch = normalization.Kind == NormalizationKind.Batch;
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            if (ofBatch)
            {
                OverPanels(() => WriteNormalizeColumns(phase));
            }
            else
            {
                OverRows(phase.Source, () => WriteNormalizeRows(phase));
            }
        });
    }

    private void WriteNormalizeBack(NormalizeBackPhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            if (phase.Normalization.Kind == NormalizationKind.Batch)
            {
                OverPanels(() => WriteNormalizeColumnsBack(phase));
            }
            else
            {
                OverRows(phase.Signal, () => WriteNormalizeRowsBack(phase));
            }
        });
    }

    /// <summary>Writes the loop over a phase's pieces, each so many rows from one row on, and names what leads from a panel to the next.</summary>
    private void OverRows(BatchMatrix matrix, Action body)
    {
        writer.Line($"nint step = arguments.Capacity * {CpuLayout.PanelWidth};");
        writer.Line($"ref float edge = ref At(ref arguments.Parameters, {Literal.Offset(layout.Masks[CpuLayout.LastColumns(matrix.Columns)])});");
        OverTiles(byPanel: false, body);
    }

    private void WriteNormalizeColumns(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        StatisticsPlan statistics = normalization.Statistics!;
        Need("NormalizeColumns", WriteColumnsNormalizer);
        writer.Line("int rows = arguments.Batch;");
        writer.Line($"ref float source = {At(phase.Source, "panel")};");
        writer.Line($"ref float result = {At(phase.Result, "panel")};");
        ByShape(phase.Result.Columns, "panel", shape =>
        {
            writer.Line(
                $"NormalizeColumns(ref source, {At(statistics.Means)}, {At(statistics.Variances)}, {Literal.Of((float)normalization.Epsilon)}, rows, {shape.PanelVectors});");
            WriteScale(phase, null, shape);
        });
    }

    private void WriteNormalizeRows(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        int panels = CpuLayout.Panels(phase.Result.Columns);
        Need("NormalizeRow", WriteRowNormalizer);
        writer.Line($"ref float sample = {At(phase.Source, "0", "row")};");
        if (phase.Keeps)
        {
            writer.Line($"ref float deviations = {At(normalization.Deviations!, "0", "row")};");
        }

        writer.Block("for (int i = 0; i < rows; i++)", () =>
        {
            string keep = phase.Keeps ? $"At(ref deviations, i * {CpuLayout.PanelWidth}) = " : string.Empty;
            writer.Line(
                $"{keep}NormalizeRow(ref sample, step, ref edge, {panels}, {phase.Result.Columns}, {Literal.Of((float)normalization.Epsilon)});");
            writer.Line($"sample = ref At(ref sample, {CpuLayout.PanelWidth});");
        });
        writer.Line();
        void Finish()
        {
            writer.Line($"ref float source = {At(phase.Source, "panel", "row")};");
            writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
            ByShape(phase.Result.Columns, "panel", shape => WriteScale(phase, "row", shape));
        }

        if (panels == 1)
        {
            Finish();
        }
        else
        {
            writer.Block($"for (int panel = 0; panel < {panels}; panel++)", Finish);
        }
    }

    /// <summary>Writes what follows on the normalisation of some rows of a panel.</summary>
    private void WriteScale(NormalizePhase phase, string? row, TileShape shape)
    {
        Need("ScaleAndShift", WriteScaleAndShift);
        string shift = phase.Bias is null ? Parameter(layout.Zeros) : At(phase.Bias);
        writer.Line($"ScaleAndShift(ref source, {At(phase.Normalization.Gain)}, {shift}, ref result, rows, {shape.PanelVectors});");
        WriteEpilogueCall(phase.Epilogue, phase.Result, row, shape);
    }

    private void WriteNormalizeColumnsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        Need("NormalizeColumnsBack", WriteColumnsBack);
        writer.Line("int rows = arguments.Batch;");
        foreach ((string name, BatchMatrix matrix) in MatricesBack(phase))
        {
            writer.Line($"ref float {name} = {At(matrix, "panel")};");
        }

        ByShape(phase.Signal.Columns, "panel", shape => writer.Line(
            $"NormalizeColumnsBack(ref signal, ref normalized, ref gainSignal, ref linearSignal, {At(normalization.Gain)}, {At(normalization.Statistics!.Variances)}, {Literal.Of((float)normalization.Epsilon)}, rows, {shape.PanelVectors});"));
    }

    private void WriteNormalizeRowsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        (string Name, BatchMatrix Matrix)[] matrices = [.. MatricesBack(phase), ("deviations", normalization.Deviations!)];
        Need("NormalizeRowBack", WriteRowBack);
        foreach ((string name, BatchMatrix matrix) in matrices)
        {
            writer.Line($"ref float {name} = {At(matrix, "0", "row")};");
        }

        writer.Block("for (int i = 0; i < rows; i++)", () =>
        {
            string gain = Reference("Parameters", Literal.Offset(layout.Of(normalization.Gain)));
            writer.Line(
                $"NormalizeRowBack(ref signal, ref normalized, ref gainSignal, ref linearSignal, step, {gain}, ref edge, {CpuLayout.Panels(phase.Signal.Columns)}, {phase.Signal.Columns}, deviations);");
            foreach ((string name, BatchMatrix _) in matrices)
            {
                writer.Line($"{name} = ref At(ref {name}, {CpuLayout.PanelWidth});");
            }
        });
    }

    private static IEnumerable<(string Name, BatchMatrix Matrix)> MatricesBack(NormalizeBackPhase phase) =>
    [
        ("signal", phase.Signal),
        ("normalized", phase.Normalization.Normalized),
        ("gainSignal", phase.Normalization.GainSignal),
        ("linearSignal", phase.Normalization.LinearSignal),
    ];

    private void WriteScaleAndShift(CodeWriter code)
    {
        code.Summary("result = gain x + shift in some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void ScaleAndShift(ref float x, ref float gain, ref float shift, ref float result, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["x", "result"],
                """
                Floats scale = Load(ref gain, (nuint)lane);
                Floats start = Load(ref shift, (nuint)lane);
                """,
                "Store(Vector.MultiplyAddEstimate(Load(ref xAt), scale, start), ref resultAt);"));
    }

    private void WriteColumnsNormalizer(CodeWriter code)
    {
        code.Summary("x = (x - mean) / sqrt(variance + epsilon), with the means and variances of a panel's columns, which it stores.");
        code.Line(Hot);
        code.Block("private static void NormalizeColumns(ref float x, ref float means, ref float variances, float epsilon, int rows, int vectors)", () =>
            code.Block($"for (int lane = 0; lane < vectors * {width.Lanes}; lane += {width.Lanes})", () =>
            {
                code.Line("Floats share = Vector.Create(1f / rows);");
                code.Line("Floats sum = Floats.Zero;");
                OverColumn(code, ["x"], "sum += Load(ref xAt);");
                code.Line();
                code.Line("Floats mean = sum * share;");
                code.Line("Floats squares = Floats.Zero;");
                OverColumn(code, ["x"], "Floats difference = Load(ref xAt) - mean;\nsquares = Vector.MultiplyAddEstimate(difference, difference, squares);");
                code.Line();
                code.Line("Floats variance = squares * share;");
                code.Line("Floats deviation = Floats.One / Vector.Sqrt(variance + Vector.Create(epsilon));");
                OverColumn(code, ["x"], "Store((Load(ref xAt) - mean) * deviation, ref xAt);");
                code.Line();
                code.Line("Store(mean, ref means, (nuint)lane);");
                code.Line("Store(variance, ref variances, (nuint)lane);");
            }));
    }

    private void WriteColumnsBack(CodeWriter code)
    {
        code.Summary("The way back through the normalisation of a panel's columns: the gradients in their gains, row by row, and in what was normalised.");
        code.Line(Hot);
        code.Block(
            "private static void NormalizeColumnsBack(ref float signal, ref float normalized, ref float gainSignal, ref float linearSignal, ref float gain, ref float variances, float epsilon, int rows, int vectors)",
            () => code.Block($"for (int lane = 0; lane < vectors * {width.Lanes}; lane += {width.Lanes})", () =>
            {
                code.Line("Floats share = Vector.Create(1f / rows);");
                code.Line("Floats sum = Floats.Zero;");
                code.Line("Floats products = Floats.Zero;");
                OverColumn(
                    code,
                    ["signal", "normalized", "gainSignal"],
                    """
                    Floats product = Load(ref signalAt) * Load(ref normalizedAt);
                    sum += Load(ref signalAt);
                    products += product;
                    Store(product, ref gainSignalAt);
                    """);
                code.Line();
                code.Line("Floats mean = sum * share;");
                code.Line("Floats slope = products * share;");
                code.Line("Floats scale = Load(ref gain, (nuint)lane) / Vector.Sqrt(Load(ref variances, (nuint)lane) + Vector.Create(epsilon));");
                OverColumn(
                    code,
                    ["signal", "normalized", "linearSignal"],
                    "Store((Load(ref signalAt) - mean - (Load(ref normalizedAt) * slope)) * scale, ref linearSignalAt);");
            }));
    }

    /// <summary>Loops over the rows of a panel's vector, with a running reference for each matrix.</summary>
    private static void OverColumn(CodeWriter code, string[] matrices, string body) => code.Block(string.Empty, () =>
    {
        foreach (string matrix in matrices)
        {
            code.Line($"ref float {matrix}At = ref At(ref {matrix}, lane);");
        }

        code.Block("for (int row = 0; row < rows; row++)", () =>
        {
            code.Line(body);
            foreach (string matrix in matrices)
            {
                code.Line($"{matrix}At = ref At(ref {matrix}At, {CpuLayout.PanelWidth});");
            }
        });
    });

    private void WriteRowNormalizer(CodeWriter code)
    {
        code.Summary("x = (x - mean) / sqrt(variance + epsilon) over one row of all panels; what is no column becomes zero. Returns what it is multiplied by.");
        code.Line(Hot);
        code.Block("private static float NormalizeRow(ref float x, nint step, ref float edge, int panels, int columns, float epsilon)", () =>
        {
            code.Line("Floats sum = Floats.Zero;");
            OverRow(code, ["x"], "sum += Load(ref xAt, at);");
            code.Line();
            code.Line("Floats mean = Vector.Create(Vector.Sum(sum) / columns);");
            code.Line("Floats squares = Floats.Zero;");
            OverRow(
                code,
                ["x"],
                """
                Floats difference = (Load(ref xAt, at) - mean) * (panel < panels - 1 ? Floats.One : Load(ref edge, at));
                squares = Vector.MultiplyAddEstimate(difference, difference, squares);
                Store(difference, ref xAt, at);
                """);
            code.Line();
            code.Line("float deviation = 1f / global::System.MathF.Sqrt((Vector.Sum(squares) / columns) + epsilon);");
            OverRow(code, ["x"], "Store(Load(ref xAt, at) * deviation, ref xAt, at);");
            code.Line();
            code.Line("return deviation;");
        });
    }

    private void WriteRowBack(CodeWriter code)
    {
        code.Summary("The way back through the normalisation of one row of all panels: its part of the gradient in the gains, and the gradient in what was normalised.");
        code.Line(Hot);
        code.Block(
            "private static void NormalizeRowBack(ref float signal, ref float normalized, ref float gainSignal, ref float linearSignal, nint step, ref float gain, ref float edge, int panels, int columns, float deviation)",
            () =>
            {
                code.Line("Floats sum = Floats.Zero;");
                code.Line("Floats products = Floats.Zero;");
                OverRow(
                    code,
                    ["signal", "normalized", "gainSignal"],
                    $"""
                    Floats product = Load(ref signalAt, at) * Load(ref normalizedAt, at);
                    Floats scale = Load(ref gain, (nuint)(panel * {CpuLayout.PanelWidth}) + at);
                    sum = Vector.MultiplyAddEstimate(Load(ref signalAt, at), scale, sum);
                    products = Vector.MultiplyAddEstimate(product, scale, products);
                    Store(product, ref gainSignalAt, at);
                    """);
                code.Line();
                code.Line("Floats mean = Vector.Create(Vector.Sum(sum) / columns);");
                code.Line("Floats slope = Vector.Create(Vector.Sum(products) / columns);");
                OverRow(
                    code,
                    ["signal", "normalized", "linearSignal"],
                    $"""
                    Floats real = (panel < panels - 1 ? Floats.One : Load(ref edge, at)) * deviation;
                    Floats inner = Load(ref signalAt, at) * Load(ref gain, (nuint)(panel * {CpuLayout.PanelWidth}) + at);
                    Store((inner - mean - (Load(ref normalizedAt, at) * slope)) * real, ref linearSignalAt, at);
                    """);
            });
    }

    /// <summary>Loops over the panels of a row and, inside, a panel's vectors, with a running reference for each matrix.</summary>
    private void OverRow(CodeWriter code, string[] matrices, string body) => code.Block(string.Empty, () =>
    {
        foreach (string matrix in matrices)
        {
            code.Line($"ref float {matrix}At = ref {matrix};");
        }

        code.Block("for (int panel = 0; panel < panels; panel++)", () =>
        {
            code.Block($"for (nuint at = 0; at < {CpuLayout.PanelWidth}; at += {width.Lanes})", () => code.Line(body));
            code.Line();
            foreach (string matrix in matrices)
            {
                code.Line($"{matrix}At = ref At(ref {matrix}At, step);");
            }
        });
    });
}
