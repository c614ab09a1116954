namespace AeGen.Generators.Declaration;

/// <summary>The distribution of a layer's weights where none is declared: the one derived for its activation.</summary>
internal static class DefaultInitializer
{
    public static InitializerKind Of(ActivationKind activation) => activation switch
    {
        ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Elu or ActivationKind.Gelu or ActivationKind.Silu => InitializerKind.HeUniform,
        ActivationKind.Selu => InitializerKind.LeCunNormal,
        ActivationKind.Identity or ActivationKind.Tanh or ActivationKind.Sigmoid or ActivationKind.Softplus or ActivationKind.Sine =>
            InitializerKind.GlorotUniform,
    };
}
