using System.Globalization;

namespace AeGen.Generators.Targets;

/// <summary>
/// Writes what maps and sums compute of one element, a vector of columns at a time, the same text for every target: what is loaded,
/// computed and stored. What does not change within a loop stands before it.
/// </summary>
internal sealed class ElementCode
{
    private readonly CodeWriter writer;
    private readonly IElementTarget target;
    private readonly Dictionary<string, string> known = [];
    private readonly Dictionary<Plan.Buffer, string> values = [];
    private readonly List<string> loaded = [];
    private readonly ExpressionCode code;

    /// <param name="writer">Receives the code.</param>
    /// <param name="target">How elements are loaded and stored.</param>
    public ElementCode(CodeWriter writer, IElementTarget target)
    {
        this.writer = writer;
        this.target = target;
        code = new ExpressionCode(Leaf);
    }

    /// <summary>Names a number that stands before the loop already.</summary>
    public void Know(Expression expression, string name) => known[expression.Formula] = name;

    /// <summary>Names the numbers of a buffer that are in a register already.</summary>
    public void Hold(Plan.Buffer buffer, string name) => values[buffer] = name;

    private bool Knows(Expression expression) => known.ContainsKey(expression.Formula);

    /// <summary>Forgets what was loaded within a loop, which has ended.</summary>
    public void Forget()
    {
        values.Clear();
        loaded.ForEach(name => known.Remove(name));
        loaded.Clear();
    }

    /// <summary>Writes the step's numbers that expressions have, which are the same for all elements.</summary>
    public void WriteScalars(IEnumerable<Expression> expressions)
    {
        IEnumerable<Expression> parts = expressions.SelectMany(expression => expression.All);
        foreach (Expression scalar in parts.Where(part => part is PerSample or DivergenceShare))
        {
            if (!known.ContainsKey(scalar.Formula))
            {
                string name = Unused(scalar is PerSample ? "share" : "divergence");
                writer.Line($"float {name} = {target.Scalar(scalar)};");
                Know(scalar, name);
            }
        }
    }

    /// <summary>Writes what does not change within a loop.</summary>
    /// <param name="expressions">All that the loop computes.</param>
    /// <param name="overRows">Whether the loop goes over the rows of some columns, and not over the columns of a row.</param>
    public void WriteInvariants(IEnumerable<Expression> expressions, bool overRows)
    {
        foreach (Expression expression in expressions)
        {
            WriteInvariants(expression, overRows);
        }
    }

    /// <summary>Writes what maps compute of an element.</summary>
    public void WriteMaps(IEnumerable<Map> maps, Action<string>? addLoss = null)
    {
        foreach (Map map in maps)
        {
            foreach (Line line in map.Lines)
            {
                WriteLoads(line.Value);
                string value = code.Of(line.Value);
                writer.Line(
                    $"V {line.Name} = {(line.Second is null ? value : $"{value.Substring(0, value.Length - 1)}, out V {line.Second})")};");
            }

            foreach (Expression value in map.Results.Select(result => result.Value))
            {
                WriteLoads(value);
            }

            if (map.Loss is { } loss)
            {
                addLoss!(code.Of(loss));
            }

            for (int i = 0; i < map.Results.Length; i++)
            {
                (Plan.Buffer to, Expression value) = (map.Results[i].To, map.Results[i].Value);
                WriteResult(to, value, isReadLater: map.Results.Skip(i + 1).Any(later => later.Value.Reads().Contains(to)));
            }
        }

        foreach (Plan.Buffer buffer in maps.SelectMany(map => map.Results).Select(result => result.To).Distinct())
        {
            string store = target.Store(buffer, values[buffer]);
            writer.LineIf(store.Length > 0, store);
        }
    }

    /// <summary>Writes what a row's random numbers follow from, if there are any.</summary>
    /// <param name="values">What is computed.</param>
    /// <param name="key">What the step's random numbers follow from, an expression.</param>
    /// <param name="row">The row's place in the batch, an expression.</param>
    public void WriteRowKeys(IEnumerable<Expression> values, string key, string row)
    {
        foreach (int stream in values.SelectMany(value => value.All).OfType<RandomNumber>()
            .SelectMany(number => number.IsNormal ? new[] { number.Stream, number.Stream + 1 } : [number.Stream]).Distinct())
        {
            writer.Line($"ulong key{stream} = NoiseKeys.OfRow({key}, {stream}, {row});");
        }
    }

    /// <summary>Writes what of a sample another phase has computed.</summary>
    /// <param name="values">What is computed.</param>
    /// <param name="load">What stands for the sample's number in every place, an expression.</param>
    public void WriteSamples(IEnumerable<Expression> values, Func<BatchBuffer, string> load)
    {
        foreach (OfSample sample in values.SelectMany(value => value.All).OfType<OfSample>().Distinct().Where(sample => !Knows(sample)))
        {
            writer.Line($"V {sample.Of.Name} = {load(sample.Of)};");
            Know(sample, sample.Of.Name);
        }
    }

    /// <summary>Writes the beginning of a group's sums.</summary>
    public void WriteSums(IEnumerable<Operation> group)
    {
        foreach (Reduce reduce in group.OfType<Reduce>())
        {
            writer.Line($"V {SumOf(reduce)} = V.Zero;");
        }
    }

    /// <summary>Writes what is added to a group's sums for an element, and what its maps compute of it.</summary>
    public void WriteElement(IReadOnlyList<Operation> group)
    {
        WriteTerms(group.OfType<Reduce>(), SumOf);
        WriteMaps(group.OfType<Map>());
    }

    /// <summary>The name of a sum until all of its terms are added.</summary>
    public static string SumOf(Reduce reduce) => $"{reduce.Result.Name}Sum";

    /// <summary>Writes what is added to sums for an element.</summary>
    public void WriteTerms(IEnumerable<Reduce> sums, Func<Reduce, string> nameOf)
    {
        foreach (Reduce reduce in sums)
        {
            WriteLoads(reduce.Term);
            string sum = nameOf(reduce);
            bool isReal = reduce.Axis == Axis.Rows || reduce.Term.KeepsZero;
            writer.Line(reduce.Term is Product { IsScalar: false } product && isReal
                ? $"{sum} = V.MultiplyAdd({code.Of(product.A)}, {code.Of(product.B)}, {sum});"
                : $"{sum} += {(isReal ? code.Of(reduce.Term) : target.Real(reduce.Over.Columns, code.Of(reduce.Term)))};");
        }
    }

    private void WriteResult(Plan.Buffer to, Expression value, bool isReadLater)
    {
        string text = code.Of(value);
        if (!value.KeepsZero)
        {
            text = target.Real(to.Columns, text);
        }

        if (value is Local local && text == local.Name)
        {
            values[to] = local.Name;
        }
        else if (values.TryGetValue(to, out string? own) && !isReadLater)
        {
            bool changes = text.StartsWith($"{own} * ", StringComparison.Ordinal) || text.StartsWith($"{own} + ", StringComparison.Ordinal);
            writer.Line(changes ? $"{own} {text[own.Length + 1]}= {text.Substring(own.Length + 3)};" : $"{own} = {text};");
        }
        else
        {
            string name = own is null ? NameOf(to) : $"{NameOf(to)}New";
            writer.Line($"V {name} = {text};");
            values[to] = name;
        }
    }

    /// <summary>A buffer's numbers in registers.</summary>
    private static string NameOf(Plan.Buffer buffer) => char.ToLowerInvariant(buffer.Name[0]) + buffer.Name.Substring(1);

    private void WriteLoads(Expression expression)
    {
        if (expression.IsScalar || known.ContainsKey(expression.Formula))
        {
            return;
        }

        switch (expression)
        {
            case Element element when !values.ContainsKey(element.Of):
                values[element.Of] = NameOf(element.Of);
                writer.Line($"V {NameOf(element.Of)} = {target.Load(element.Of)};");
                break;
            case OfColumn column:
                writer.Line($"V {column.Of.Name} = {target.LoadColumn(column.Of)};");
                Know(column, column.Of.Name);
                loaded.Add(column.Formula);
                break;
        }

        foreach (Expression part in expression.Parts)
        {
            WriteLoads(part);
        }
    }

    private void WriteInvariants(Expression expression, bool overRows)
    {
        if (expression.IsScalar || known.ContainsKey(expression.Formula))
        {
            return;
        }

        if (!expression.All.All(part => IsInvariant(part, overRows)))
        {
            foreach (Expression part in expression.Parts)
            {
                WriteInvariants(part, overRows);
            }

            return;
        }

        string name = expression switch
        {
            OfColumn column => column.Of.Name,
            OfSample sample => sample.Of.Name,
            ColumnIndex => "columnPlaces",
            RowIndex => "rowPlace",
            _ => "factor",
        };
        if (expression is not (OfColumn or OfSample))
        {
            foreach (Expression part in expression.Parts.Where(part => part is OfColumn or OfSample))
            {
                WriteInvariants(part, overRows);
            }

            name = Unused(name);
        }

        writer.Line($"V {name} = {code.Of(expression)};");
        Know(expression, name);
    }

    private static bool IsInvariant(Expression part, bool overRows) => part switch
    {
        OfColumn or ColumnIndex => overRows,
        OfSample or RowIndex => !overRows,
        Element or RandomNumber or Local => false,
        _ => true,
    };

    private string Unused(string name)
    {
        string unique = name;
        for (int number = 2; known.ContainsValue(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private string? Leaf(Expression expression) => known.TryGetValue(expression.Formula, out string? name) ? name : expression switch
    {
        Element element => values.TryGetValue(element.Of, out string? value) ? value : target.Load(element.Of),
        OfColumn column => target.LoadColumn(column.Of),
        OfSample sample => target.LoadSample(sample.Of),
        ColumnIndex => target.ColumnIndex,
        RowIndex => target.RowIndex,
        RandomNumber number => target.Random(number),
        PerSample or DivergenceShare => target.Scalar(expression),
        _ => null,
    };
}
