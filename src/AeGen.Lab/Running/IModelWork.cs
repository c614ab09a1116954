namespace AeGen.Lab.Running;

/// <summary>Work on a model of whatever declared class.</summary>
internal interface IModelWork
{
    /// <summary>Does it.</summary>
    void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>;
}
