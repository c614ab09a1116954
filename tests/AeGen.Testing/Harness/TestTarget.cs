namespace AeGen.Testing.Harness;

/// <summary>Where tests run models' kernels, and in which variants.</summary>
public abstract class TestTarget : IDisposable
{
    /// <summary>Why tests cannot run here and are skipped, or null.</summary>
    public virtual string? Absence => null;

    /// <summary>
    /// Of many architectures every so manieth is checked. It has no factor in common with 25, the number of a grid's combinations of a
    /// decoder and a loss, so that what is left still has every activation, decoder and loss.
    /// </summary>
    public virtual int Stride => 1;

    /// <summary>Whether steps take so long that trainings are cut short and each check is made once.</summary>
    public virtual bool IsSlow => false;

    /// <summary>Whether kernels take so long to be compiled that an architecture is checked in one variant.</summary>
    public virtual bool CompilesSlowly => false;

    /// <summary>All variants of the kernels.</summary>
    public abstract IReadOnlyList<TestVariant> Variants { get; }

    /// <summary>The variants in which an architecture is checked; where not all are, they take turns.</summary>
    /// <param name="declaration">The architecture.</param>
    /// <param name="turn">A number, different from case to case.</param>
    public virtual IReadOnlyList<TestVariant> VariantsOf(ModelDeclaration declaration, int turn) => Variants;

    /// <summary>The one variant in which one of many architectures is checked: they take turns.</summary>
    /// <param name="declaration">The architecture.</param>
    /// <param name="turn">A number, different from case to case.</param>
    public virtual TestVariant VariantInTurn(ModelDeclaration declaration, int turn) => Variants[turn % Variants.Count];

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

    /// <summary>All declarations, or, where not everything is checked, those that between them have all that can go wrong.</summary>
    public IEnumerable<ModelDeclaration> Select(IEnumerable<ModelDeclaration> declarations, params string[] essential) =>
        declarations.Where(declaration => Stride == 1 || essential.Contains(declaration.Name));

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
