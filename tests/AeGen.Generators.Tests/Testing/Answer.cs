using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests.Testing;

/// <summary>What the generator owes to any source whatever: files that compile, or an error.</summary>
internal static class Answer
{
    /// <summary>What C# says itself of a class that a stub cannot complete, beside the generator's own error.</summary>
    private const string MissingPartial = "CS0260";

    private static readonly ConcurrentDictionary<string, bool> Bound = new(StringComparer.Ordinal);

    /// <summary>Runs the generator on a project of these files and checks its answer.</summary>
    /// <param name="binds">Whether the bodies of what it emits are bound too, which takes far longer than all the rest.</param>
    /// <param name="sources">The files' texts.</param>
    /// <returns>Whether it emitted anything, and whether it reported an error.</returns>
    public static (bool Emitted, bool Refused) Check(bool binds, params string[] sources)
    {
        CSharpCompilation consumer = Compilations.WithIlgpu(sources);

        // A run fails the test by itself when the generator throws.
        var run = Run.On(consumer, Compilations.ParseOptions);
        string text = string.Join("\n--- and\n", sources);
        bool mistaken = Errors(consumer.GetDiagnostics()).Any();
        bool refused = Errors(run.Result.Diagnostics).Any();
        if (DeclaresAutoencoder(consumer) && !mistaken && !refused)
        {
            Assert.True(run.Files.Count > 0, "Neither files nor an error for:\n" + text);
        }

        // Emitted files have nothing against them whatever else is wrong, and the consumer's own have nothing new.
        Assert.True(refused || mistaken || run.Output.GetDeclarationDiagnostics().All(found => found.Id != MissingPartial), text);
        SyntaxTree[] generated = [.. run.Output.SyntaxTrees.Skip(sources.Length)];
        Diagnostic? complaint = run.Output.GetDeclarationDiagnostics()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning)
            .FirstOrDefault(found => (!mistaken && found is { Severity: DiagnosticSeverity.Error, Id: not MissingPartial })
                || generated.Contains(found.Location.SourceTree))
            ?? (binds ? generated.SelectMany(tree => InBodies(run.Output, tree)).FirstOrDefault() : null);
        Assert.True(complaint is null, $"{complaint} for:\n{text}");
        return (run.Files.Count > 0, refused);
    }

    /// <summary>The same text again has nothing new in it.</summary>
    private static IEnumerable<Diagnostic> InBodies(Compilation output, SyntaxTree tree) =>
        Bound.TryAdd(tree.ToString(), true)
            ? output.GetSemanticModel(tree).GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning)
            : [];

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> found) => found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static bool DeclaresAutoencoder(CSharpCompilation consumer) =>
        consumer.GetSymbolsWithName(_ => true, SymbolFilter.Type)
            .Any(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == typeof(AutoencoderAttribute).FullName));
}
