namespace AeGen.Generators.Targets.Cpu;

/// <content>Gradients by squares of 32 x 32, and the optimizer's step on each while it is in the first-level cache.</content>
internal sealed partial class KernelClass
{
    /// <summary>Floats from a parameter's first moment to its second; 0 where there is none.</summary>
    private string Moment => HasTwoMoments ? "TrainedFloats" : "0";

    private bool HasTwoMoments => plan.Optimizer.Moments == 2;

    private string Rule => plan.Optimizer.Function();

    private void WriteUpdate(Phase phase) => writer.Block("for (int piece = first; piece < end; piece++)", () =>
    {
        int pieces = 0;
        foreach (Operation step in phase.Operations)
        {
            string local = pieces == 0 ? "piece" : $"piece - {pieces}", keyword = pieces == 0 ? "if" : "else if";
            pieces += step is WeightStep weight ? CpuLayout.Squares(weight.Of.Matrix) : CpuLayout.Panels(((VectorStep)step).Of.Vector.Size);
            writer.Block($"{keyword} (piece < {pieces})", () =>
            {
                if (step is WeightStep { Of: var of })
                {
                    writer.Line($"{NameOf(of)}(in arguments, piece, {local});");
                }
                else
                {
                    WriteVectorStep((VectorStep)step, local);
                }
            });
        }
    });

    private static string NameOf(WeightPlan weight) => $"Update{weight.Matrix.Name}";

    private void WriteVectorStep(VectorStep step, string panel)
    {
        Vector vector = step.Of.Vector;
        bool isOne = CpuLayout.Panels(vector.Size) == 1;
        string offset = isOne ? string.Empty : $" + (panel * {CpuLayout.PanelWidth})";
        writer.Line($"// {step.Formula}");
        writer.LineIf(!isOne, $"int panel = {panel};");
        string covered = DeclareCovered(vector.Size);
        writer.Line("ref float sums = ref arguments.Scratch;");
        writer.Block("if (arguments.Pass != UpdatePass.Step)", () =>
        {
            if (step.Gradient.Term is Element { Of: var signal })
            {
                writer.Line($"ColumnSums.Sum<V>({CpuNames.At(signal, "panel")}, arguments.Batch, {covered}, ref sums);");
                return;
            }

            var elements = new ElementCode(writer, new CpuElements("at", "i", "0"));
            DeclareReferences(step.Gradient.Reads(), "panel", null);
            writer.Block($"for (int lane = 0; lane < {covered}; lane += V.Width)", () =>
            {
                writer.Line("V sum = V.Zero;");
                OverRows("arguments.Batch", () => elements.WriteTerms([step.Gradient], _ => "sum"));
                writer.Line();
                writer.Line("sum.Store(ref sums, lane);");
            });
        });
        writer.Line();
        writer.Line(
            $"Updates.Apply<V, {Rule}>(in arguments, {CpuNames.Constant(vector)}{offset}, {Moment}, piece, ref sums, false, 1, {covered}, "
            + "ref sums);");
    }

    private void WriteWeightStep(WeightStep step)
    {
        Matrix matrix = step.Of.Matrix;
        writer.Summary($"One square of {matrix.Symbol} [{matrix.Rows}, {matrix.Columns}]: {step.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {NameOf(step.Of)}(in KernelArguments arguments, int piece, int tile)", () =>
        {
            WriteSquarePosition(matrix);
            writer.Line($"int rows = {SizeOf(matrix.Rows, "block")};");
            writer.Line($"int columns = {Covered(matrix.Columns, "panel")};");
            writer.Line($"nint at = {CpuNames.Square(matrix)};");
            writer.Line("ref float weights = ref arguments.ParameterAt(at);");
            writer.Line("ref float firstMoments = ref Unsafe.Add(ref arguments.State, at);");
            writer.LineIf(HasTwoMoments, $"ref float secondMoments = ref Unsafe.Add(ref firstMoments, {Moment});");
            writer.Line("ref float square = ref arguments.Scratch;");
            if (step.Of.Mirror is not null && (matrix.Rows % Square != 0 || CpuLayout.CoveredLast(matrix.Columns) != Square))
            {
                writer.Line("// What the tiles below leave out is transposed as well, and must be the padding's zeros.");
                writer.Line("Panels.ClearSquare(ref square);");
            }

            writer.Block("if (arguments.Pass != UpdatePass.Step)", () =>
            {
                WriteOuterSums(step.Gradient, ["weights", "firstMoments", HasTwoMoments ? "secondMoments" : "weights"]);
                WritePenalties(step);
            });
            writer.Line();
            string apply = $"Updates.Apply<V, {Rule}>(in arguments, at, {Moment}, piece, ref square, true, rows, columns, ref";
            if (step.Of.Mirror is not { } mirror)
            {
                writer.Line($"{apply} square);");
                return;
            }

            writer.Line("// The square's rows become the mirror's columns: its block is the mirror's panel.");
            string panelOfMirror = CpuLayout.Panels(
                mirror.Columns) == 1 ? string.Empty : $" + ((nint)block * {Literal.Offset(CpuLayout.PanelFloats(mirror))})";
            string blockOfMirror = CpuLayout.Panels(mirror.Rows) == 1 ? string.Empty : $" + (panel * {Square * Square})";
            writer.Line($"ref float mirror = ref arguments.ParameterAt({CpuNames.Constant(mirror)}{panelOfMirror}{blockOfMirror});");
            writer.Block($"if ({apply} mirror))", () =>
                writer.Line($"Panels.Transpose(ref square, ref mirror, {SizeOf(matrix.Columns, "panel")});"));
        });
    }

    /// <summary>Writes what penalties add to the gradient in <c>square</c>.</summary>
    private void WritePenalties(WeightStep step)
    {
        if (step.Penalties.Count == 0)
        {
            return;
        }

        Matrix matrix = step.Of.Matrix, gradient = matrix with { Name = "gradient", Symbol = "gradient" };
        IReadOnlyList<Map> maps = [.. step.Penalties.Select(penalty => new Map(gradient, new Assignment(gradient, gradient + penalty)))];
        var elements =
            new ElementCode(writer, new CpuElements("place", "i", "0") { References = { [gradient] = "square", [matrix] = "weights" } });
        DeclareReferences(step.Penalties.SelectMany(penalty => penalty.Reads()).OfType<Vector>(), "panel", null);
        writer.Line($"// + {string.Join(" + ", step.Penalties.Select(penalty => penalty.Formula))}");
        writer.Block("for (int lane = 0; lane < columns; lane += V.Width)", () =>
        {
            elements.WriteInvariants(step.Penalties, overRows: true);
            writer.Block(
                $"for (int place = lane, stop = lane + (rows * {Square}); place < stop; place += {Square})",
                () => elements.WriteMaps(maps));
        });
    }
}
