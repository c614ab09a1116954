namespace AeGen.Testing.Harness;

/// <summary>One form of a target's kernels, such as a width of its vectors.</summary>
/// <param name="Name">What a message calls it.</param>
/// <param name="Runs">Two or more ways to run these very kernels; all must give the same bits.</param>
public sealed record TestVariant(string Name, IReadOnlyList<TestRun> Runs)
{
    /// <summary>Lets a model's calls run on these kernels.</summary>
    public void Apply(ModelHandle model) => Runs[0].Apply(model);

    public override string ToString() => Name;
}

/// <summary>A way to run kernels.</summary>
/// <param name="Name">What a message calls it.</param>
/// <param name="Apply">Lets a model's calls run that way.</param>
public sealed record TestRun(string Name, Action<ModelHandle> Apply);
