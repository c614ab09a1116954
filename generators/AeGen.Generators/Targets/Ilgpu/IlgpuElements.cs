namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>
/// How a kernel gets at elements, four columns of a row: <c>at</c> is their place, <c>row</c> their row and <c>column</c> the four's.
/// </summary>
/// <param name="place">Where a buffer's numbers lie, an expression of <c>at</c>, or of <c>column</c> for a vector's.</param>
/// <param name="samplePlace">Where the number of the row lies, an expression.</param>
/// <param name="samples">The batch's number of samples, an expression.</param>
/// <param name="step">The step's place in the schedule, an expression.</param>
internal sealed class IlgpuElements(
    Func<Plan.Buffer, string> place, Func<BatchBuffer, string> samplePlace, string samples, string step) : IElementTarget
{
    /// <summary>Buffers whose numbers stay in registers.</summary>
    public HashSet<Plan.Buffer> Registers { get; } = [];

    public string ColumnIndex => "V.Indices + V.Create(4 * column)";

    public string RowIndex => "V.Create(row)";

    public string Load(Plan.Buffer buffer) => place(buffer);

    public string LoadColumn(Vector vector) => place(vector);

    public string LoadSample(BatchBuffer buffer) => $"V.Create({samplePlace(buffer)}.X)";

    public string Store(Plan.Buffer buffer, string value) => Registers.Contains(buffer) ? string.Empty : $"{place(buffer)} = {value};";

    public string Real(int columns, string value) => columns % 4 == 0 ? value : $"V.Keep({value}, {columns} - (4 * column))";

    public string Random(RandomNumber number) => number.IsNormal
        ? $"DeviceNoise.Normal(key{number.Stream}, key{number.Stream + 1}, 4 * column)"
        : $"DeviceNoise.Uniform4(key{number.Stream}, 4 * column)";

    public string Scalar(Expression scalar) => scalar switch
    {
        PerSample { Numbers: 1 } share => $"{Literal.Of((float)share.Value)} / {samples}",
        PerSample share => $"{Literal.Of((float)share.Value)} / ((float){samples} * {Literal.Of((float)share.Numbers)})",
        DivergenceShare => $"StepNumbers.ReadDivergenceWeight(schedule, {step}) / {samples}",
        _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, null),
    };
}
