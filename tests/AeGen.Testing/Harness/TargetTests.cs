namespace AeGen.Testing.Harness;

/// <summary>Tests of models on one target, skipped where the target is absent.</summary>
/// <typeparam name="TTarget">The target.</typeparam>
public abstract class TargetTests<TTarget>
    where TTarget : TestTarget, new()
{
    protected TargetTests(TTarget target)
    {
        Assert.SkipWhen(target.Absence is not null, target.Absence ?? string.Empty);
        Target = target;
    }

    protected TTarget Target { get; }

    /// <summary>A new model of the common ones.</summary>
    protected ModelHandle Create(string name, ulong seed = 0) => Target.Create(CommonModels.Library, name, seed);
}
