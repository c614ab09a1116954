namespace AeGen.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what ran again.</summary>
internal static class TrackingNames
{
    /// <summary>Attributes to a declaration: an architecture or mistakes, with their places.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>Declarations to architectures, which no longer know where they stand: text that moves stops here.</summary>
    public const string Architectures = nameof(Architectures);

    /// <summary>Which targets beside the CPU the compilation's references ask for.</summary>
    public const string Targets = nameof(Targets);

    /// <summary>Architectures to the text of their files.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>Refused declarations to the members that code in use of the class needs to compile.</summary>
    public const string Stubs = nameof(Stubs);

    /// <summary>All mistakes of all declarations.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>Attributes that stand on classes that are no autoencoders, a step for each kind of attribute.</summary>
    public const string Strays = nameof(Strays);
}
