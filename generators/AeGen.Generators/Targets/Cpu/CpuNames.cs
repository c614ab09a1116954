namespace AeGen.Generators.Targets.Cpu;

/// <summary>What emitted kernels call the places of a model's numbers.</summary>
internal static class CpuNames
{
    /// <summary>Declares the places as constants; beyond the range of int as properties, which the JIT makes constants of.</summary>
    public static void WriteConstants(CodeWriter writer, KernelPlan plan, CpuLayout layout)
    {
        writer.Line("// The first columns of the batch's buffers, among those of all of them.");
        foreach (BatchBuffer buffer in plan.Places.All.SelectMany(place => place.Buffers))
        {
            WriteConstant(writer, Constant(buffer), layout.Of(buffer));
        }

        writer.Line();
        writer.Line("// Where weights, biases and what follows from them lie, in floats.");
        foreach (Plan.Buffer buffer in plan.Trained.Concat(plan.Derived))
        {
            WriteConstant(writer, Constant(buffer), layout.Of(buffer));
        }

        WriteConstant(writer, "Zeros", layout.Zeros);
        if (layout.TrainedLength > 0)
        {
            WriteConstant(writer, "TrainedFloats", layout.TrainedLength);
        }
    }

    /// <summary>A reference to where a buffer lies at a panel, an expression, and at a row of the batch where one is given.</summary>
    public static string At(Plan.Buffer buffer, string panel, string? row = null)
    {
        string step = buffer is Matrix matrix ? Literal.Offset(CpuLayout.PanelFloats(matrix)) : Literal.Of(CpuLayout.PanelWidth);
        string offset = panel == "0" || CpuLayout.Panels(buffer.Columns) == 1 ? string.Empty : $" + ((nint){panel} * {step})";
        return buffer is BatchBuffer
            ? $"ref arguments.BatchAt({Constant(buffer)}{offset}{(row is null ? string.Empty : $", {row}")})"
            : $"ref arguments.ParameterAt({Constant(buffer)}{offset})";
    }

    /// <summary>Where a matrix's square lies, an expression: its panel and its block of rows.</summary>
    public static string Square(Matrix matrix)
    {
        string panel =
            CpuLayout.Panels(matrix.Columns) == 1 ? string.Empty : $" + ((nint)panel * {Literal.Offset(CpuLayout.PanelFloats(matrix))})";
        string block = CpuLayout.Panels(matrix.Rows) == 1 ? string.Empty : $" + (block * {CpuLayout.PanelWidth * CpuLayout.PanelWidth})";
        return $"{Constant(matrix)}{panel}{block}";
    }

    /// <summary>The name of a reference to where a buffer lies.</summary>
    public static string Reference(Plan.Buffer buffer) => $"{char.ToLowerInvariant(buffer.Name[0])}{buffer.Name.Substring(1)}At";

    /// <summary>The name of a buffer's place.</summary>
    public static string Constant(Plan.Buffer buffer) =>
        $"{char.ToUpperInvariant(buffer.Name[0])}{buffer.Name.Substring(1)}{(buffer is BatchBuffer ? "Column" : string.Empty)}";

    private static void WriteConstant(CodeWriter writer, string name, long value) => writer.Line(value <= int.MaxValue
        ? $"private const int {name} = {Literal.Of(value)};"
        : $"private static nint {name} => {Literal.Offset(value)};");
}
