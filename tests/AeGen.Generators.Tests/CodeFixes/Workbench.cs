using AeGen.Generators.Advice;
using AeGen.Generators.CodeFixes;
using AeGen.Generators.Conversions;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests.CodeFixes;

/// <summary>A project as an editor has it open: its mistakes, what the light bulb offers there, and the text after it.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly CSharpParseOptions parseOptions;
    private readonly Project project;

    public Workbench(params string[] sources)
        : this(Compilations.ParseOptions, sources)
    {
    }

    public Workbench(CSharpParseOptions parseOptions, params string[] sources)
    {
        this.parseOptions = parseOptions;
        var id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            compilationOptions: Compilations.Options,
            parseOptions: parseOptions,
            metadataReferences: Compilations.References));
        for (int i = 0; i < sources.Length; i++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"File{i}.cs", sources[i], filePath: $"File{i}.cs");
        }

        project = solution.GetProject(id)!;
    }

    public static IReadOnlyList<MendingProvider> Providers { get; } =
    [
        .. typeof(MendingProvider).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MendingProvider)))
            .Select(type => (MendingProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>What is wrong in these files: the generator's diagnostics and the analyzers', and C#'s of the files' own text.</summary>
    public static IEnumerable<Diagnostic> Mistakes(CSharpCompilation compilation, CSharpParseOptions parseOptions)
    {
        var run = Run.On(compilation, parseOptions);
        return run.Result.Diagnostics.Concat(run.Analyze(new ConversionAnalyzer())).Concat(run.Analyze(new AdviceAnalyzer())).Concat(run.Complaints);
    }

    /// <summary>What is wrong in this project.</summary>
    public async Task<IReadOnlyList<Diagnostic>> MistakesAsync() => [.. Mistakes((CSharpCompilation)(await project.GetCompilationAsync())!, parseOptions)];

    /// <summary>What the light bulb offers at the first place that has a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(string id) => await OffersAsync((await MistakesAsync()).First(found => found.Id == id));

    /// <summary>What the light bulb offers for a diagnostic, be it of this text or another.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(Diagnostic diagnostic)
    {
        Document document = project.Documents.Single(document => document.FilePath == diagnostic.Location.GetLineSpan().Path);
        var offers = new List<CodeAction>();
        foreach (MendingProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offers.Add(action), CancellationToken.None));
        }

        return offers;
    }

    /// <summary>The first file's text after one offer.</summary>
    public async Task<string> MendAsync(string id, string title)
    {
        CodeAction offer = Assert.Single(await OffersAsync(id), offer => offer.Title == title);
        return await TextAfterAsync(offer);
    }

    /// <summary>The first file's text after an offer for all places in it.</summary>
    public async Task<string> MendAllAsync(string id, string title)
    {
        CodeAction offer = Assert.Single(await OffersAsync(id), offer => offer.Title == title);
        MendingProvider provider = Providers.Single(provider => provider.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(
            project.Documents.First(), provider, FixAllScope.Document, offer.EquivalenceKey!, [id], new Reported(await MistakesAsync()), CancellationToken.None);
        return await TextAfterAsync((await provider.GetFixAllProvider().GetFixAsync(context))!);
    }

    public void Dispose() => workspace.Dispose();

    private async Task<string> TextAfterAsync(CodeAction offer)
    {
        ApplyChangesOperation change = Assert.Single((await offer.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return (await change.ChangedSolution.GetDocument(project.DocumentIds[0])!.GetTextAsync()).ToString();
    }

    private sealed class Reported(IReadOnlyList<Diagnostic> mistakes) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(mistakes.Where(mistake => mistake.Location.GetLineSpan().Path == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Mistakes are in documents.");

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(mistakes);
    }
}
