namespace AeGen;

/// <summary>One fully connected layer of the encoder, y = f(W x + b); the last one's output is the code.</summary>
/// <param name="size">Number of the layer's outputs, 1 to 16777216.</param>
/// <param name="activation">The function f.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int size, Activation activation = Activation.Identity) : Attribute
{
    /// <summary>Number of the layer's outputs.</summary>
    public int Size { get; } = size;

    /// <summary>The function that the layer applies.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>The layer's name in weight files and in <c>Layers</c>. Default: <c>encoder.0</c>, <c>encoder.1</c> and so on.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the layer adds a bias b. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights W are drawn. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer Initializer { get; set; }
}
