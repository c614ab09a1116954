using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>Reads the declared functions: an enumeration's value names a type of the library, which says what is true of the function.</summary>
internal static class FunctionReader
{
    public static ActivationSpec Activation(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes)
    {
        (string name, INamedTypeSymbol? function) = Read(attribute, argument, FunctionNames.Identity, mistakes);
        bool ofOutput = Is("IOutputActivation");
        return new(name)
        {
            SlopeFollowsFromOutput = ofOutput,
            CurvatureFollowsFromOutput = ofOutput || Is("IOutputCurvedActivation"),
            IsPiecewiseLinear = !Is("ICurvedActivation"),
            KeepsZero = Is("IZeroKeepingActivation"),
            Saturates = Is("ISaturatingActivation"),
        };

        bool Is(string kind) => function?.AllInterfaces.Any(implemented => implemented.Name == kind) == true;
    }

    public static string Loss(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes) =>
        Read(attribute, argument, FunctionNames.MeanSquaredError, mistakes).Name;

    public static OptimizerSpec Optimizer(DeclaredAttribute attribute, string argument, DiagnosticSink mistakes)
    {
        (string name, INamedTypeSymbol? rule) = Read(attribute, argument, FunctionNames.Adam, mistakes);
        return new(name, rule?.GetMembers("Moments").OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as int? ?? 0);
    }

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
