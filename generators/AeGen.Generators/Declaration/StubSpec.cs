namespace AeGen.Generators.Declaration;

/// <summary>What can be generated for a class whose declaration is refused, so that code that uses it compiles all the same.</summary>
/// <param name="Type">The class.</param>
/// <param name="Self">The class from anywhere.</param>
/// <param name="InputSize">Number of features of a sample, as far as it is known; at least 1.</param>
/// <param name="CodeSize">Number of features of a code, as far as it is known; at least 1.</param>
/// <param name="IsModel">Whether it can implement the interface of models, which takes C# 11.</param>
/// <param name="IsNullable">Whether references can be marked as nullable, which takes C# 8.</param>
/// <param name="Taken">
/// Names of generated members that the class has in use: methods with the number of their parameters, as in <c>Fit(2)</c>.
/// </param>
/// <param name="Implemented">Names of the interface's members that the class implements explicitly.</param>
internal sealed record StubSpec(
    TypeSpec Type,
    string Self,
    int InputSize,
    int CodeSize,
    bool IsModel,
    bool IsNullable,
    EquatableArray<string> Taken,
    EquatableArray<string> Implemented)
{
    /// <summary>Whether the class leaves room for a property or a constant.</summary>
    public bool LeavesProperty(string name) =>
        !Taken.Any(taken => taken == name || taken.StartsWith(name + "(", StringComparison.Ordinal));

    /// <summary>Whether it leaves room for a method, which overloads of other numbers of parameters do.</summary>
    public bool LeavesMethod(string name, int parameters) => !Taken.Any(taken => taken == name || taken == $"{name}({parameters})");
}
