using System.Globalization;
using AeGen.Generators.Advice;
using AeGen.Generators.Conversions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.Tests.Testing;

/// <summary>What the tests say about the generator.</summary>
internal static class Verify
{
    /// <summary>The generator reports what is marked, each id exactly at its place, and nothing else; where anything is marked it writes no file.</summary>
    public static void Diagnostics(string markup, LanguageVersion language = LanguageVersion.Latest)
    {
        (string? source, IReadOnlyList<(string Id, TextSpan Span)>? marks) = Markup.Parse(markup);
        CSharpParseOptions parseOptions = Compilations.ParseOptions.WithLanguageVersion(language);
        var run = Run.On(Compilations.Of(parseOptions, Compilations.Options, source), parseOptions);

        Assert.Equal(
            marks.Order().Select(mark => Show(source, mark.Id, mark.Span)),
            run.Result.Diagnostics.Select(found => (found.Id, Span: found.Location.SourceSpan)).Order().Select(found => Show(source, found.Id, found.Span)));
        if (marks.Count > 0)
        {
            Assert.Empty(run.Files);
        }
    }

    /// <summary>The analyzer of conversions reports what is marked, each id exactly at its place, and nothing else; all of it is C# that compiles.</summary>
    public static void Conversions(string markup, params MetadataReference[] references) => Analysis(new ConversionAnalyzer(), markup, references);

    /// <summary>The same of advice on training.</summary>
    public static void Advice(string markup) => Analysis(new AdviceAnalyzer(), markup);

    private static void Analysis(DiagnosticAnalyzer analyzer, string markup, params MetadataReference[] references)
    {
        (string? source, IReadOnlyList<(string Id, TextSpan Span)>? marks) = Markup.Parse(markup);
        var run = Run.On(Compilations.Of(source).AddReferences(references), Compilations.ParseOptions);

        Assert.Empty(run.Complaints);
        Assert.Equal(
            marks.Order().Select(mark => Show(source, mark.Id, mark.Span)),
            run.Analyze(analyzer).Select(found => (found.Id, Span: found.Location.SourceSpan)).Order().Select(found => Show(source, found.Id, found.Span)));
    }

    /// <summary>The one diagnostic of the source has this message.</summary>
    public static void Message(string expected, string source) =>
        Assert.Equal(expected, Assert.Single(Run.On(source).Result.Diagnostics).GetMessage(CultureInfo.InvariantCulture));

    /// <summary>After the edit from one text of the files to the other, the named steps give these reasons for their values.</summary>
    public static void Incremental(string[] before, string[] after, params (string Step, IncrementalStepRunReason[] Reasons)[] expected)
    {
        CSharpCompilation first = Compilations.Of(before);
        var run = Run.On(first, Compilations.ParseOptions);
        CSharpCompilation second = first;
        for (int i = 0; i < after.Length; i++)
        {
            SyntaxTree tree = first.SyntaxTrees[i];
            if (before[i] != after[i])
            {
                second = second.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(after[i])));
            }
        }

        run.Again(second);
        foreach ((string? step, IncrementalStepRunReason[]? reasons) in expected)
        {
            Assert.Equal(reasons, run.Reasons(step));
        }
    }

    /// <summary>The consumer's project with the generated files compiles without a warning.</summary>
    public static void Compiles(Run run)
    {
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.Result.Diagnostics);
        var found = run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Take(20)) + "\n\n" + string.Join('\n', run.Files.Select(Numbered)));
    }

    private static string Show(string source, string id, TextSpan span) => $"{id} at {span.Start}: {source.Substring(span.Start, span.Length)}";

    /// <summary>A file with its line numbers, to which the compiler's messages refer.</summary>
    private static string Numbered(Targets.SourceFile file) =>
        $"--- {file.HintName}\n" + string.Join('\n', file.Text.Split('\n').Select((line, index) => $"{index + 1,5} {line}"));
}
