namespace AeGen.Tests.Harness;

/// <summary>
/// Where tests run models' kernels, and in which variants. A class of tests has one of its own, so that what one class sets on a device is no
/// other's business.
/// </summary>
public abstract class TestTarget : IDisposable
{
    /// <summary>Why tests cannot run here and are skipped, or null.</summary>
    public virtual string? Absence => null;

    /// <summary>
    /// Of many architectures every so manieth is checked. It has no factor in common with 20, the number of combinations of a decoder and a loss
    /// that follow each other in the grid, and is less, so that what is left still has all of them and every activation.
    /// </summary>
    public virtual int Stride => 1;

    /// <summary>The variants of the kernels, each to be checked.</summary>
    public abstract IReadOnlyList<TestVariant> Variants { get; }

    /// <summary>What compiles models so that they have kernels for this target.</summary>
    protected virtual ModelCompiler Compiler => ModelCompiler.Default;

    /// <summary>A class of a library, with kernels for this target.</summary>
    public ModelType Type(ModelLibrary library, string name) => library.Type(name, Compiler);

    /// <summary>A new model whose calls run on this target.</summary>
    public ModelHandle Create(ModelLibrary library, string name, ulong seed = 0)
    {
        ModelHandle model = Type(library, name).Create(seed);
        Prepare(model);
        return model;
    }

    /// <summary>Those of many architectures that this target checks.</summary>
    public IEnumerable<ModelDeclaration> Select(IEnumerable<ModelDeclaration> declarations) =>
        declarations.Where((_, index) => index % Stride == 0);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets a new model's calls run on this target, in whatever variant it chooses itself.</summary>
    protected virtual void Prepare(ModelHandle model)
    {
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
