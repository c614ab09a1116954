using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>Finds layers and decoders on classes that are no autoencoders.</summary>
internal static class StrayAttributes
{
    public static EquatableArray<DiagnosticInfo> Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var mistakes = new DiagnosticSink();
        if (!context.TargetSymbol.GetAttributes().Any(IsAutoencoder))
        {
            foreach (AttributeData attribute in context.Attributes)
            {
                // Those of the class's other partial declarations in the same file come along, and are found again from there.
                if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } syntax && syntax.Parent?.Parent == context.TargetNode)
                {
                    mistakes.Add(Descriptors.StrayAttribute, LocationInfo.Of(syntax), context.TargetSymbol.Name, syntax.ToString());
                }
            }
        }

        return mistakes.ToEquatableArray();
    }

    private static bool IsAutoencoder(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == AttributeNames.Autoencoder;
}
