using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.CodeFixes;

/// <summary>
/// Offers mendings of some diagnostics, for one of them or for all of a document, project or solution. All of a document are made in one
/// edit: the batch fixer would make each alone and merge the texts, which fails for two attributes in the same brackets.
/// </summary>
public abstract class MendingProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(MendAllAsync);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Some mistakes are reported several times at one place, for one reason each; the mending is offered once.
        var offered = new List<(Mending Mending, Diagnostic Diagnostic)>();
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            IEnumerable<Mending> mendings = await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            offered.AddRange(mendings.Select(mending => (mending, diagnostic)));
        }

        foreach (IGrouping<string, (Mending Mending, Diagnostic Diagnostic)> alike in offered.GroupBy(offer => offer.Mending.Title))
        {
            Mending mending = alike.First().Mending;
            context.RegisterCodeFix(
                CodeAction.Create(mending.Title, cancellation => EditAsync(context.Document, [mending], cancellation), mending.Key),
                alike.Select(offer => offer.Diagnostic).ToImmutableArray());
        }
    }

    /// <summary>The ways to mend a mistake, the likeliest first; none where the edit would take more than is known here.</summary>
    private protected abstract IEnumerable<Mending> Find(Mistake mistake);

    private async Task<Document?> MendAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var chosen = new List<Mending>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            IEnumerable<Mending> mendings = await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            chosen.AddRange(mendings.Where(mending => mending.Key == context.CodeActionEquivalenceKey));
        }

        return await EditAsync(document, chosen, context.CancellationToken).ConfigureAwait(false);
    }

    private async Task<IEnumerable<Mending>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null ? [] : Find(new(diagnostic, root, model, cancellation)).ToList();
    }

    private static async Task<Document> EditAsync(Document document, IEnumerable<Mending> mendings, CancellationToken cancellation)
    {
        var edits = new Edits();
        foreach (Mending mending in mendings)
        {
            mending.Edit(edits);
        }

        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(edits.Apply(text));
    }
}
