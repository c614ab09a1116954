using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>
/// Normalisations: a layer's with eight threads a sample, a batch's with so many columns a group. Sums are always added up in the same order.
/// </content>
internal sealed partial class KernelClass
{
    /// <summary>Threads that go over a row, or columns, in fours, that a group goes down at a time.</summary>
    private const int Lanes = 8;

    /// <summary>The most threads of a group that goes over a matrix of the batch.</summary>
    private const int MostThreads = 256;

    private void WriteNormalize(NormalizePhase phase)
    {
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            bool ofBatch = phase.Normalization.Kind == NormalizationKind.Batch;
            writer.Line($"{(ofBatch ? "Vectors" : "Floats")} sums = SharedMemory.Allocate<{(ofBatch ? "Float4" : "float")}>({MostThreads});");
            writer.Line($"Vectors source = {View(phase.Source)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            WriteSourceView(phase.Epilogue);
            if (ofBatch)
            {
                WriteNormalizeColumns(phase);
            }
            else
            {
                WriteNormalizeRows(phase);
            }
        });
    }

    private void WriteNormalizeBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            bool ofBatch = normalization.Kind == NormalizationKind.Batch;
            writer.Line($"{(ofBatch ? "Vectors" : "Floats")} sums = SharedMemory.Allocate<{(ofBatch ? "Float4" : "float")}>({MostThreads});");
            writer.Line($"Vectors signal = {View(phase.Signal)};");
            writer.Line($"Vectors normalized = {View(normalization.Normalized)};");
            writer.Line($"Vectors gainSignal = {View(normalization.GainSignal)};");
            writer.Line($"Vectors linearSignal = {View(normalization.LinearSignal)};");
            if (ofBatch)
            {
                WriteNormalizeColumnsBack(phase);
            }
            else
            {
                WriteNormalizeRowsBack(phase);
            }
        });
    }

    /// <summary>Writes the loop over the rows of a batch, eight threads to each; all threads of a group meet in it.</summary>
    private void OverRows(Action body)
    {
        writer.Line($"int lane = Group.IdxX % {Lanes}, rows = Group.DimX / {Lanes};");
        writer.Block("for (int first = Grid.IdxX * rows; first < sizes.Batch; first += Grid.DimX * rows)", () =>
        {
            writer.Line($"int row = first + (Group.IdxX / {Lanes});");
            body();
        });
    }

    /// <summary>Writes the loop over a thread's fours of its row.</summary>
    private void OverRow(int fours, Action body) => writer.Block($"for (int column = row < sizes.Batch ? lane : {fours}; column < {fours}; column += {Lanes})", () =>
    {
        writer.Line($"int at = {Times("row", fours)} + column;");
        body();
    });

    /// <summary>Writes the loop over the groups' columns; all threads of a group meet in it.</summary>
    private void OverColumns(int fours, Action body)
    {
        int blocks = (fours + Lanes - 1) / Lanes;
        writer.Line("float share = 1f / sizes.Batch;");
        writer.Block($"for (int block = Grid.IdxX; block < {blocks}; block += Grid.DimX)", () =>
        {
            writer.Line($"int column = (block * {Lanes}) + (Group.IdxX % {Lanes});");
            writer.Line($"int first = column < {fours} ? Group.IdxX / {Lanes} : sizes.Batch;");
            body();
        });
    }

    /// <summary>Writes the loop over a thread's rows of its columns.</summary>
    private void OverColumn(int fours, Action body) => writer.Block($"for (int row = first; row < sizes.Batch; row += Group.DimX / {Lanes})", () =>
    {
        writer.Line($"int at = {Times("row", fours)} + column;");
        body();
    });

    private void WriteNormalizeRows(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        int columns = phase.Result.Columns, fours = IlgpuLayout.Fours(columns);
        if (phase.Keeps)
        {
            writer.Line($"Vectors deviations = {View(normalization.Deviations!)};");
        }

        OverRows(() =>
        {
            writer.Line("float sum = 0f;");
            OverRow(fours, () => writer.Line("sum += source[at].Sum;"));
            writer.Line();
            writer.Line($"float mean = SumOfLanes(sums, sum) / {columns};");
            writer.Line("float squares = 0f;");
            OverRow(fours, () =>
            {
                writer.Line($"Float4 difference = {Real("source[at] - mean", columns)};");
                writer.Line("squares += Float4.Dot(difference, difference);");
            });
            writer.Line();
            writer.Line($"float deviation = DeviceMath.ReciprocalSqrt((SumOfLanes(sums, squares) / {columns}) + {Literal.Of((float)normalization.Epsilon)});");
            if (phase.Keeps)
            {
                writer.Block("if (lane == 0 && row < sizes.Batch)", () => writer.Line("deviations[row] = new Float4(deviation, 0f, 0f, 0f);"));
                writer.Line();
            }

            OverRow(fours, () => WriteFinish(phase, $"deviation * {Real("source[at] - mean", columns)}"));
        });
    }

    private void WriteNormalizeColumns(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        StatisticsPlan statistics = normalization.Statistics!;
        int fours = IlgpuLayout.Fours(phase.Result.Columns);
        OverColumns(fours, () =>
        {
            writer.Line("Float4 sum = default;");
            OverColumn(fours, () => writer.Line("sum += source[at];"));
            writer.Line();
            writer.Line("Float4 mean = share * SumOfRows(sums, sum);");
            writer.Line("Float4 squares = default;");
            OverColumn(fours, () =>
            {
                writer.Line("Float4 difference = source[at] - mean;");
                writer.Line("squares += difference * difference;");
            });
            writer.Line();
            writer.Line("Float4 variance = share * SumOfRows(sums, squares);");
            writer.Line($"Float4 deviation = DeviceMath.Sqrt(variance + {Literal.Of((float)normalization.Epsilon)});");
            OverColumn(fours, () => WriteFinish(phase, "(source[at] - mean) / deviation"));
            writer.Line();
            writer.Block($"if (Group.IdxX < {Lanes} && column < {fours})", () =>
            {
                writer.Line($"parameters[{At(layout.Of(statistics.Means))}column] = mean;");
                writer.Line($"parameters[{At(layout.Of(statistics.Variances))}column] = variance;");
            });
        });
    }

    /// <summary>Writes what becomes of four numbers that are normalised.</summary>
    private void WriteFinish(NormalizePhase phase, string normalized)
    {
        writer.Line($"Float4 n = {normalized};");
        if (phase.Keeps)
        {
            writer.Line("source[at] = n;");
        }

        string shift = phase.Bias is null ? string.Empty : $" + parameters[{At(layout.Of(phase.Bias))}column]";
        writer.Line($"Float4 z = (parameters[{At(layout.Of(phase.Normalization.Gain))}column] * n){shift};");
        WriteFunctionOfTile(phase.Epilogue, phase.Result.Columns, new EpilogueNames("result[at]", "slopes[at]", string.Empty, string.Empty, "column"));
    }

    private void WriteNormalizeRowsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        int columns = phase.Signal.Columns, fours = IlgpuLayout.Fours(columns);
        writer.Line($"Vectors gains = parameters.SubView({Literal.Of(layout.Of(normalization.Gain))}, {fours});");
        writer.Line($"Vectors deviations = {View(normalization.Deviations!)};");
        OverRows(() =>
        {
            writer.Line("float sum = 0f, products = 0f;");
            OverRow(fours, () =>
            {
                writer.Line("Float4 product = signal[at] * normalized[at];");
                writer.Line("sum += Float4.Dot(gains[column], signal[at]);");
                writer.Line("products += Float4.Dot(gains[column], product);");
                writer.Line("gainSignal[at] = product;");
            });
            writer.Line();
            writer.Line($"float mean = SumOfLanes(sums, sum) / {columns};");
            writer.Line($"float slope = SumOfLanes(sums, products) / {columns};");
            writer.Line("float deviation = row < sizes.Batch ? deviations[row].X : 0f;");
            OverRow(fours, () => writer.Line(
                $"linearSignal[at] = deviation * {Real("(gains[column] * signal[at]) - (slope * normalized[at]) - mean", columns)};"));
        });
    }

    private void WriteNormalizeColumnsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        int fours = IlgpuLayout.Fours(phase.Signal.Columns);
        OverColumns(fours, () =>
        {
            writer.Line("Float4 sum = default, products = default;");
            OverColumn(fours, () =>
            {
                writer.Line("Float4 product = signal[at] * normalized[at];");
                writer.Line("sum += signal[at];");
                writer.Line("products += product;");
                writer.Line("gainSignal[at] = product;");
            });
            writer.Line();
            writer.Line("Float4 mean = share * SumOfRows(sums, sum);");
            writer.Line("Float4 slope = share * SumOfRows(sums, products);");
            writer.Line("Float4 scale = default;");
            writer.Block("if (first < sizes.Batch)", () =>
            {
                string variance = $"parameters[{At(layout.Of(normalization.Statistics!.Variances))}column]";
                writer.Line($"Float4 deviation = DeviceMath.Sqrt({variance} + {Literal.Of((float)normalization.Epsilon)});");
                writer.Line($"scale = parameters[{At(layout.Of(normalization.Gain))}column] / deviation;");
            });
            writer.Line();
            OverColumn(fours, () => writer.Line("linearSignal[at] = scale * (signal[at] - mean - (slope * normalized[at]));"));
        });
    }

    /// <summary>Four numbers of a row, of which those that are no columns become zero.</summary>
    private static string Real(string numbers, int columns)
    {
        int real = columns % 4, last = IlgpuLayout.Fours(columns) - 1;
        return real == 0 ? $"({numbers})"
            : last == 0 ? $"Float4.Keep({numbers}, {real})"
            : $"Float4.Keep({numbers}, column < {last} ? 4 : {real})";
    }

    /// <summary>Writes the sums that threads of a group have in common.</summary>
    private void WriteSums()
    {
        if (plan.HasMeans || plan.Statistics.Any())
        {
            WriteSum("SumOfRows", "Vectors", "Float4", "Adds up what the threads have summed that share their columns.", $"int other = Group.IdxX % {Lanes}; other < Group.DimX; other += {Lanes}");
        }

        if (plan.Normalizations.Any(normalization => normalization?.Kind == NormalizationKind.Layer))
        {
            WriteSum("SumOfLanes", "Floats", "float", "Adds up what the eight threads of a row have summed.", $"int other = Group.IdxX / {Lanes} * {Lanes}, end = other + {Lanes}; other < end; other++");
        }
    }

    private void WriteSum(string name, string memory, string type, string summary, string others)
    {
        writer.Line();
        writer.Summary(summary);
        writer.Block($"private static {type} {name}({memory} sums, {type} own)", () =>
        {
            writer.Line("sums[Group.IdxX] = own;");
            writer.Line("Group.Barrier();");
            writer.Line($"{type} sum = default;");
            writer.Block($"for ({others})", () => writer.Line("sum += sums[other];"));
            writer.Line();
            writer.Line("Group.Barrier();");
            writer.Line("return sum;");
        });
    }
}
