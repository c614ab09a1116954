namespace AeGen.Testing.Harness;

/// <summary>A compiled class of models.</summary>
public abstract class ModelType
{
    public abstract Architecture Architecture { get; }

    public abstract ModelHandle Create(ulong seed = 0);

    /// <summary>A new model with the weights and biases of a file.</summary>
    public abstract ModelHandle Load(string path);

    /// <summary>A model of this class that a conversion makes of another one.</summary>
    public abstract ModelHandle From(ModelHandle source, string conversion);

    /// <summary>Wraps a class that implements <see cref="IAutoencoder{TSelf}"/>.</summary>
    public static ModelType Of(Type type) => (ModelType)Activator.CreateInstance(typeof(Implementation<>).MakeGenericType(type))!;

    private sealed class Implementation<TModel> : ModelType
        where TModel : class, IAutoencoder<TModel>
    {
        public override Architecture Architecture => TModel.Architecture;

        public override ModelHandle Create(ulong seed = 0) => new ModelHandle<TModel>(TModel.Create(seed));

        public override ModelHandle Load(string path) => new ModelHandle<TModel>(TModel.Load(path));

        public override ModelHandle From(ModelHandle source, string conversion) => source.Convert<TModel>(conversion);
    }
}
