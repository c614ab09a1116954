namespace AeGen.Generators.Targets.Cpu;

/// <summary>How the CPU gets at elements: a vector at a place behind a reference to the panel, or to a row of it.</summary>
/// <param name="place">The place of the element's row and lane behind the references of buffers, an expression.</param>
/// <param name="sampleRow">The element's row from the one of the references on, an expression.</param>
/// <param name="firstColumn">The panel's first column, an expression.</param>
internal sealed class CpuElements(string place, string sampleRow, string firstColumn) : IElementTarget
{
    /// <summary>Names of references that a phase calls otherwise.</summary>
    public Dictionary<Plan.Buffer, string> References { get; } = [];

    public string ColumnIndex => firstColumn == "0" ? "V.Indices + V.Create(lane)" : $"V.Indices + V.Create({firstColumn} + lane)";

    public string RowIndex => $"V.Create({sampleRow})";

    public string Load(Plan.Buffer buffer) => $"V.Load(ref {Reference(buffer)}, {place})";

    public string LoadColumn(Vector vector) => $"V.Load(ref {Reference(vector)}, lane)";

    public string LoadSample(BatchBuffer buffer) => sampleRow == "0"
        ? $"V.Create({Reference(buffer)})"
        : $"V.Create(Unsafe.Add(ref {Reference(buffer)}, {sampleRow} * {CpuLayout.PanelWidth}))";

    public string Store(Plan.Buffer buffer, string value) => $"{value}.Store(ref {Reference(buffer)}, {place});";

    public string Real(int columns, string value) =>
        CpuLayout.LastColumns(columns) == CpuLayout.CoveredLast(columns) ? value : $"{ExpressionCode.Operand(value)} * real";

    public string Random(RandomNumber number) => number.IsNormal
        ? $"Noises.Normal<V>(key{number.Stream}, key{number.Stream + 1}, {Column})"
        : $"Noises.Uniform<V>(key{number.Stream}, {Column})";

    public string Scalar(Expression scalar) => scalar switch
    {
        PerSample { Numbers: 1 } share => $"{Literal.Of((float)share.Value)} / arguments.Samples",
        PerSample share => $"{Literal.Of((float)share.Value)} / ((float)arguments.Samples * {Literal.Of((float)share.Numbers)})",
        DivergenceShare => "arguments.Settings.DivergenceWeight / arguments.Samples",
        _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, null),
    };

    private string Column => firstColumn == "0" ? "lane" : $"{firstColumn} + lane";

    private string Reference(Plan.Buffer buffer) => References.TryGetValue(buffer, out string? name) ? name : CpuNames.Reference(buffer);
}
