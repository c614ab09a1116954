namespace AeGen.Lab.Theory;

/// <summary>The measurement of one claim of the theory, or of a few that belong together, on models declared as attributes.</summary>
internal abstract class TheoryExperiment
{
    /// <summary>What a command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it shows, in a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>Whether it is about linear autoencoders, whose claims are theorems and hold in every run.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Measures it.</summary>
    /// <exception cref="FileNotFoundException">The data that it takes are not here.</exception>
    public abstract Evidence Run(TheoryContext context);
}
