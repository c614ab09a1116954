using System.Collections.Concurrent;

namespace AeGen.Testing.Harness;

/// <summary>Many declarations, compiled a few dozen at a time when the first of them is asked for, once for each compiler that is asked for them.</summary>
public sealed class ModelLibrary
{
    private const int Together = 30;

    private readonly Dictionary<string, (ModelDeclaration Declaration, int Chunk)> entries = [];
    private readonly ModelDeclaration[][] chunks;
    private readonly ConcurrentDictionary<(ModelCompiler, int), Lazy<IReadOnlyDictionary<string, ModelType>>> compiled = [];

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

    /// <summary>The place of that name among the names.</summary>
    public int IndexOf(string name) => Names.TakeWhile(other => other != name).Count();

    /// <summary>The declaration of that name.</summary>
    public ModelDeclaration Declaration(string name) => entries[name].Declaration;

    /// <summary>The class of that name, as a compiler makes it.</summary>
    public ModelType Type(string name, ModelCompiler compiler)
    {
        int chunk = entries[name].Chunk;
        return compiled.GetOrAdd((compiler, chunk), _ => new(() => compiler.Compile(chunks[chunk]))).Value[name];
    }

    /// <summary>A new model of the class of that name, for the CPU alone.</summary>
    public ModelHandle Create(string name, ulong seed = 0) => Type(name, ModelCompiler.Default).Create(seed);
}
