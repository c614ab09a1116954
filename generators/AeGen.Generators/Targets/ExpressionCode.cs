namespace AeGen.Generators.Targets;

/// <summary>Writes expressions as C# over a vector V, the same text for every target.</summary>
/// <param name="leaf">
/// What stands for a number that is read, drawn or known: a name or an expression that needs no brackets. Null for what this class can
/// write itself.
/// </param>
internal sealed class ExpressionCode(Func<Expression, string?> leaf)
{
    /// <summary>An expression of type V.</summary>
    public string Of(Expression expression)
    {
        if (expression.IsScalar)
        {
            return expression switch
            {
                Number { Value: 0 } => "V.Zero",
                Number { Value: 1 } => "V.One",
                _ => $"V.Create({Scalar(expression)})",
            };
        }

        return leaf(expression) ?? expression switch
        {
            Local local => local.Name,
            Call call => $"{call.Of.Code}({string.Join(", ", call.Arguments.Select(Of))})",
            IfGreater choice => $"V.IfGreater({Of(choice.A)}, {Of(choice.B)}, {Of(choice.Then)}, {Of(choice.Otherwise)})",
            Sum { A: Product { IsScalar: false } product } sum => MultiplyAdd(product, sum.B),
            Sum { B: Product { IsScalar: false } product } sum => MultiplyAdd(product, sum.A),
            Sum sum => $"{Within(sum.A)} + {Within(sum.B)}",
            Difference difference => $"{Within(difference.A)} - {Within(difference.B)}",
            Product { A.IsScalar: true } product => $"{Within(product.B)} * {Scalar(product.A)}",
            Product { B.IsScalar: true } product => $"{Within(product.A)} * {Scalar(product.B)}",
            Product product => $"{Within(product.A)} * {Within(product.B)}",
            Quotient quotient => $"{Within(quotient.A)} / {Within(quotient.B)}",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
        };
    }

    /// <summary>An expression of type float.</summary>
    public string Scalar(Expression expression) => expression is Number number
        ? Literal.Of((float)number.Value)
        : leaf(expression) ?? throw new ArgumentOutOfRangeException(nameof(expression), expression, null);

    private string MultiplyAdd(Product product, Expression addend) => $"V.MultiplyAdd({Of(product.A)}, {Of(product.B)}, {Of(addend)})";

    private string Within(Expression expression) => Operand(Of(expression));

    /// <summary>Code as an operand: in brackets, unless it is a name, an element or a call.</summary>
    public static string Operand(string code)
    {
        int depth = 0;
        for (int i = 0; i < code.Length; i++)
        {
            depth += code[i] is '(' or '[' ? 1 : code[i] is ')' or ']' ? -1 : 0;
            if (depth == 0 && code[i] == ' ' && !(i > 0 && code[i - 1] == ','))
            {
                return $"({code})";
            }
        }

        return code;
    }
}
