using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.CodeFixes;

/// <summary>Writes an attribute behind another one, in the way that one is written: on a line of its own, or beside it.</summary>
internal static class NewAttribute
{
    public static void Behind(AttributeSyntax attribute, string text, Edits edits)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            edits.Insert(attribute.Span.End, ", " + text);
            return;
        }

        SourceText source = attribute.SyntaxTree.GetText();
        TextLine first = source.Lines.GetLineFromPosition(list.SpanStart), last = source.Lines.GetLineFromPosition(list.Span.End);
        string indentation = source.ToString(TextSpan.FromBounds(first.Start, list.SpanStart));
        if (string.IsNullOrWhiteSpace(indentation) && EndsLine(list, last))
        {
            string lineBreak = source.ToString(TextSpan.FromBounds(last.End, last.EndIncludingLineBreak));
            edits.Insert(last.End, $"{lineBreak}{indentation}[{text}]");
        }
        else
        {
            edits.Insert(list.Span.End, $" [{text}]");
        }
    }

    /// <summary>Whether nothing stands on the line behind a list but comments that end with it.</summary>
    private static bool EndsLine(AttributeListSyntax list, TextLine line) =>
        list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) && list.GetTrailingTrivia().Span.End >= line.End
        && list.GetTrailingTrivia().All(trivia => trivia.Span.End <= line.EndIncludingLineBreak);
}
