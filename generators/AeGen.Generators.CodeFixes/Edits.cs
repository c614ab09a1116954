using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.CodeFixes;

/// <summary>
/// Changes of one document's text, gathered from one mending or from many. They are made as text, so that whatever they do not name stays
/// as it is: comments, line breaks and directives with it.
/// </summary>
internal sealed class Edits
{
    private readonly HashSet<TextChange> changes = [];
    private readonly HashSet<TextSpan> cuts = [];
    private readonly HashSet<SyntaxNode> removed = [];

    public void Insert(int position, string text) => changes.Add(new(new(position, 0), text));

    public void Replace(TextSpan span, string text) => changes.Add(new(span, text));

    /// <summary>Removes a word, with the blank beside it.</summary>
    public void Remove(SyntaxToken word) => cuts.Add(word.Span);

    /// <summary>Removes an attribute, with its brackets where nothing else stands in them.</summary>
    public void Remove(AttributeSyntax attribute) => removed.Add(attribute);

    /// <summary>Removes an argument, with the parentheses where nothing else stands in them.</summary>
    public void Remove(AttributeArgumentSyntax argument) => removed.Add(argument);

    /// <summary>The text with all changes made. What several mendings change alike is changed once.</summary>
    public SourceText Apply(SourceText text)
    {
        foreach (IGrouping<SyntaxNode, SyntaxNode> siblings in removed.GroupBy(node => node.Parent!))
        {
            RemoveFrom(siblings.Key);
        }

        var all = changes.Concat(Joined(cuts).Select(cut => new TextChange(Widen(cut, text), string.Empty))).ToList();
        var made = new List<TextChange>();
        IEnumerable<TextChange> inOrder = all
            .OrderBy(change => change.Span.Start)
            .ThenByDescending(change => change.Span.IsEmpty)
            .ThenByDescending(change => change.Span.Length);
        foreach (TextChange change in inOrder)
        {
            // What stands within something removed goes with it.
            if (made.Count == 0 || change.Span.Start >= made[made.Count - 1].Span.End)
            {
                made.Add(change);
            }
        }

        return text.WithChanges(made);
    }

    /// <summary>Cuts that touch as one, whose blanks are on its two sides only.</summary>
    private static List<TextSpan> Joined(IEnumerable<TextSpan> cuts)
    {
        var joined = new List<TextSpan>();
        foreach (TextSpan cut in cuts.OrderBy(cut => cut.Start))
        {
            int last = joined.Count - 1;
            if (last >= 0 && cut.Start <= joined[last].End)
            {
                joined[last] = TextSpan.FromBounds(joined[last].Start, Math.Max(joined[last].End, cut.End));
            }
            else
            {
                joined.Add(cut);
            }
        }

        return joined;
    }

    private void RemoveFrom(SyntaxNode list)
    {
        switch (list)
        {
            case AttributeListSyntax { Attributes: var attributes } when attributes.All(removed.Contains):
                cuts.Add(list.Span);
                break;
            case AttributeListSyntax { Attributes: var attributes }:
                RemoveFrom(attributes);
                break;
            case AttributeArgumentListSyntax { Arguments: var arguments } when arguments.All(removed.Contains):
                cuts.Add(list.Span);
                break;
            case AttributeArgumentListSyntax { Arguments: var arguments }:
                RemoveFrom(arguments);
                break;
        }
    }

    /// <summary>Removes some of several, each with one comma: the one behind it, or at the end of the list the one before it.</summary>
    private void RemoveFrom<T>(SeparatedSyntaxList<T> items)
        where T : SyntaxNode
    {
        int lastKept = items.LastIndexOf(item => !removed.Contains(item));
        for (int i = 0; i < items.Count; i++)
        {
            if (!removed.Contains(items[i]))
            {
                continue;
            }

            if (i < lastKept)
            {
                cuts.Add(TextSpan.FromBounds(items[i].SpanStart, items.GetSeparator(i).Span.End));
                continue;
            }

            SyntaxToken comma = items.GetSeparator(i - 1);
            if (HasComment(comma.TrailingTrivia) || HasComment(items[i].GetLeadingTrivia()))
            {
                cuts.Add(comma.Span);
                cuts.Add(items[i].Span);
            }
            else
            {
                cuts.Add(TextSpan.FromBounds(comma.SpanStart, items[i].Span.End));
            }
        }
    }

    private static bool HasComment(SyntaxTriviaList trivia) => trivia.Any(piece => !string.IsNullOrWhiteSpace(piece.ToFullString()));

    /// <summary>What is cut with something: its line where nothing else stands on it, else the blanks that would be left over.</summary>
    private static TextSpan Widen(TextSpan cut, SourceText text)
    {
        TextLine first = text.Lines.GetLineFromPosition(cut.Start), last = text.Lines.GetLineFromPosition(cut.End);
        int before = cut.Start, after = cut.End;
        while (before > first.Start && char.IsWhiteSpace(text[before - 1]))
        {
            before--;
        }

        while (after < last.End && char.IsWhiteSpace(text[after]))
        {
            after++;
        }

        if (after == last.End)
        {
            return TextSpan.FromBounds(before, before == first.Start ? last.EndIncludingLineBreak : after);
        }

        bool leavesBlank = before < cut.Start || before == first.Start || text[before - 1] is '(' or '[';
        return leavesBlank ? TextSpan.FromBounds(cut.Start, after) : cut;
    }
}
