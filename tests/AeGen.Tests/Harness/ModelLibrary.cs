using System.Collections.Concurrent;

namespace AeGen.Tests.Harness;

/// <summary>Many declarations, compiled a few dozen at a time when the first of them is asked for.</summary>
public sealed class ModelLibrary
{
    private const int Together = 30;

    private readonly Dictionary<string, (ModelDeclaration Declaration, int Chunk)> entries = [];
    private readonly ModelDeclaration[][] chunks;
    private readonly ConcurrentDictionary<int, Lazy<IReadOnlyDictionary<string, ModelType>>> compiled = [];

    public ModelLibrary(IEnumerable<ModelDeclaration> declarations)
    {
        chunks = [.. declarations.Chunk(Together)];
        for (int chunk = 0; chunk < chunks.Length; chunk++)
        {
            foreach (ModelDeclaration declaration in chunks[chunk])
            {
                entries.Add(declaration.Name, (declaration, chunk));
            }
        }
    }

    /// <summary>The declarations' names, in order.</summary>
    public IEnumerable<string> Names => chunks.SelectMany(chunk => chunk).Select(declaration => declaration.Name);

    /// <summary>The declaration of that name.</summary>
    public ModelDeclaration Declaration(string name) => entries[name].Declaration;

    /// <summary>The compiled class of that name.</summary>
    public ModelType this[string name]
    {
        get
        {
            int chunk = entries[name].Chunk;
            return compiled.GetOrAdd(chunk, index => new(() => ModelCompiler.Compile(chunks[index]))).Value[name];
        }
    }

    /// <summary>A new model of the class of that name.</summary>
    public ModelHandle Create(string name, ulong seed = 0) => this[name].Create(seed);
}
