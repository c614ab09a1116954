using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>
/// Reads the declared functions: an enumeration's value names a type of the library, whose interfaces say what it is like.
/// </summary>
internal static class FunctionReader
{
    public static ActivationSpec Activation(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes)
    {
        (string name, INamedTypeSymbol? function) = Read(attribute, argument, FunctionNames.Identity, mistakes);
        bool ofOutput = function.IsA("IOutputActivation");
        return new(name)
        {
            SlopeFollowsFromOutput = ofOutput,
            CurvatureFollowsFromOutput = ofOutput || function.IsA("IOutputCurvedActivation"),
            IsPiecewiseLinear = !function.IsA("ICurvedActivation"),
            KeepsZero = function.IsA("IZeroKeepingActivation"),
            Saturates = function.IsA("ISaturatingActivation"),
        };
    }

    public static string Loss(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes) =>
        Read(attribute, argument, FunctionNames.MeanSquaredError, mistakes).Name;

    public static OptimizerSpec Optimizer(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes)
    {
        (string name, INamedTypeSymbol? rule) = Read(attribute, argument, FunctionNames.Adam, mistakes);
        return new(name, rule.IsA("ITwoMomentOptimizer") ? 2 : 1);
    }

    private static bool IsA(this INamedTypeSymbol? function, string kind) =>
        function?.AllInterfaces.Any(implemented => implemented.Name == kind) == true;

    /// <summary>The name of an argument's value, or of the default one, and the library's type of that name.</summary>
    private static (string Name, INamedTypeSymbol? Function) Read(
        DeclaredAttribute attribute, string argument, string fallback, DiagnosticSink mistakes)
    {
        ITypeSymbol? type = attribute.TypeOf(argument);
        string name = fallback;
        if (attribute.Value<int?>(argument, null) is { } number)
        {
            IFieldSymbol[] values = [.. type?.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue) ?? []];
            if (values.FirstOrDefault(value => number.Equals(value.ConstantValue)) is { } value)
            {
                name = value.Name;
            }
            else
            {
                ArgumentReader.ReportUndefined(attribute, argument, number, $"{type?.Name}", values.Select(value => value.Name), mistakes);
            }
        }

        return (name, type?.ContainingAssembly.GetTypeByMetadataName($"AeGen.Functions.{name}`1"));
    }
}
