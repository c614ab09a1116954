using System.Globalization;

namespace AeGen.Generators.Plan;

/// <summary>
/// What is computed for one element, whatever the element is one of: both targets write it as C# over a vector, and the plan prints it as
/// a formula.
/// </summary>
internal abstract record Expression
{
    /// <summary>How strongly the expression's outermost operator binds: 1 for sums, 2 for products, 3 for what stands by itself.</summary>
    public virtual int Strength => 3;

    /// <summary>The expression as it is written in formulas.</summary>
    public abstract string Formula { get; }

    /// <summary>
    /// Whether it is zero where all that it reads is: the numbers behind a matrix's last column are, and must stay so.
    /// </summary>
    public virtual bool KeepsZero => false;

    /// <summary>Whether it is one number, the same for all elements.</summary>
    public virtual bool IsScalar => false;

    /// <summary>The expressions that it is made of.</summary>
    public virtual IEnumerable<Expression> Parts => [];

    /// <summary>It and all that it is made of.</summary>
    public IEnumerable<Expression> All => Parts.SelectMany(part => part.All).Prepend(this);

    /// <summary>The same expression of other parts.</summary>
    protected virtual Expression With(IReadOnlyList<Expression> parts) => this;

    /// <summary>The same expression with one buffer's numbers in place of another's.</summary>
    public Expression Replace(Buffer old, Buffer other) =>
        this is Element element && element.Of == old ? new Element(other) : With([.. Parts.Select(part => part.Replace(old, other))]);

    public static implicit operator Expression(BatchBuffer of) => new Element(of);

    public static implicit operator Expression(Matrix of) => new Element(of);

    public static implicit operator Expression(Vector of) => new OfColumn(of);

    public static implicit operator Expression(double value) => new Number(value);

    public static Expression operator +(Expression a, Expression b) => new Sum(a, b);

    public static Expression operator -(Expression a, Expression b) => new Difference(a, b);

    public static Expression operator *(Expression a, Expression b) => new Product(a, b);

    public static Expression operator /(Expression a, Expression b) => new Quotient(a, b);

    /// <summary>The formula, in brackets where it binds less than what is around it.</summary>
    protected static string Within(Expression part, int strength) => part.Strength < strength ? $"({part.Formula})" : part.Formula;

    public sealed override string ToString() => Formula;
}

/// <summary>The number of a buffer at the element's row and column.</summary>
internal sealed record Element(Buffer Of) : Expression
{
    public override string Formula => Of.Symbol;

    public override bool KeepsZero => true;
}

/// <summary>The number of a vector at the element's column.</summary>
internal sealed record OfColumn(Vector Of) : Expression
{
    public override string Formula => Of.Symbol;

    public override bool KeepsZero => true;
}

/// <summary>A number of the element's sample: of a buffer with one column.</summary>
internal sealed record OfSample(BatchBuffer Of) : Expression
{
    public override string Formula => Of.Symbol;
}

/// <summary>A constant.</summary>
internal sealed record Number(double Value) : Expression
{
    public override string Formula => ((float)Value).ToString("R", CultureInfo.InvariantCulture);

    public override bool KeepsZero => Value == 0;

    public override bool IsScalar => true;
}

/// <summary>A constant's share for each sample of the batch, or for each of their numbers.</summary>
/// <param name="Value">The constant.</param>
/// <param name="Numbers">Numbers a sample.</param>
internal sealed record PerSample(double Value, int Numbers = 1) : Expression
{
    public override int Strength => 2;

    public override string Formula => FormattableString.Invariant(
        $"{(float)Value:R} / {(Numbers == 1 ? "batch" : FormattableString.Invariant($"(batch * {Numbers})"))}");

    public override bool IsScalar => true;
}

/// <summary>The step's factor of the divergence of drawn codes, for each sample of the batch.</summary>
internal sealed record DivergenceShare : Expression
{
    public override int Strength => 2;

    public override string Formula => "divergenceWeight / batch";

    public override bool IsScalar => true;
}

/// <summary>The element's place in its row, from 0 on.</summary>
internal sealed record ColumnIndex : Expression
{
    public override string Formula => "column";
}

/// <summary>The element's row, from 0 on.</summary>
internal sealed record RowIndex : Expression
{
    public override string Formula => "row";
}

/// <summary>A random number, which follows from the step, the sample and the column.</summary>
/// <param name="Stream">The stream of random numbers; a normally distributed one takes the next one as well.</param>
/// <param name="IsNormal">Whether it is normally distributed, or uniformly in (0, 1).</param>
internal sealed record RandomNumber(int Stream, bool IsNormal) : Expression
{
    public override string Formula => FormattableString.Invariant($"{(IsNormal ? "normal" : "uniform")}({Stream})");
}

/// <summary>An operator's value.</summary>
internal abstract record Operator(Expression A, Expression B) : Expression
{
    public sealed override IEnumerable<Expression> Parts => [A, B];
}

/// <summary>a + b.</summary>
internal sealed record Sum(Expression A, Expression B) : Operator(A, B)
{
    protected override Expression With(IReadOnlyList<Expression> parts) => parts[0] + parts[1];

    public override int Strength => 1;

    public override string Formula => $"{A.Formula} + {B.Formula}";

    public override bool KeepsZero => A.KeepsZero && B.KeepsZero;
}

/// <summary>a - b.</summary>
internal sealed record Difference(Expression A, Expression B) : Operator(A, B)
{
    protected override Expression With(IReadOnlyList<Expression> parts) => parts[0] - parts[1];

    public override int Strength => 1;

    public override string Formula => $"{A.Formula} - {Within(B, 2)}";

    public override bool KeepsZero => A.KeepsZero && B.KeepsZero;
}

/// <summary>a b.</summary>
internal sealed record Product(Expression A, Expression B) : Operator(A, B)
{
    protected override Expression With(IReadOnlyList<Expression> parts) => parts[0] * parts[1];

    public override int Strength => 2;

    public override string Formula => $"{Within(A, 2)} * {Within(B, B is PerSample or DivergenceShare or Quotient ? 3 : 2)}";

    public override bool KeepsZero => A.KeepsZero || B.KeepsZero;

    public override bool IsScalar => A.IsScalar && B.IsScalar;
}

/// <summary>a / b.</summary>
internal sealed record Quotient(Expression A, Expression B) : Operator(A, B)
{
    protected override Expression With(IReadOnlyList<Expression> parts) => parts[0] / parts[1];

    public override int Strength => 2;

    public override string Formula => $"{Within(A, 2)} / {Within(B, 3)}";

    public override bool KeepsZero => A.KeepsZero;
}

/// <summary>A function's value.</summary>
internal sealed record Call(Function Of, params Expression[] Arguments) : Expression
{
    public override string Formula => $"{Of.Symbol}({string.Join(", ", Arguments.Select(argument => argument.Formula))})";

    public override bool KeepsZero => Of.KeepsZero && Arguments.Length > 0 && Arguments[0].KeepsZero;

    public override IEnumerable<Expression> Parts => Arguments;

    protected override Expression With(IReadOnlyList<Expression> parts) => new Call(Of, [.. parts]);
}

/// <summary>A number that a line before has computed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vanishes">Whether it is zero where all that was read is.</param>
internal sealed record Local(string Name, bool Vanishes = false) : Expression
{
    public override string Formula => Name;

    public override bool KeepsZero => Vanishes;
}

/// <summary>One number where a is greater than b, else another.</summary>
internal sealed record IfGreater(Expression A, Expression B, Expression Then, Expression Otherwise) : Expression
{
    public override string Formula => $"({A.Formula} > {B.Formula} ? {Then.Formula} : {Otherwise.Formula})";

    public override bool KeepsZero => Then.KeepsZero && Otherwise.KeepsZero;

    public override IEnumerable<Expression> Parts => [A, B, Then, Otherwise];

    protected override Expression With(IReadOnlyList<Expression> parts) => new IfGreater(parts[0], parts[1], parts[2], parts[3]);
}
