namespace AeGen.Generators.Tests.Testing;

/// <summary>Declarations that between them use every decoder, and the sizes at which kernels have edges.</summary>
internal static class Examples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Tied"] = """
            namespace Golden;

            [AeGen.Autoencoder(20, Output = AeGen.Activation.Sigmoid, Loss = AeGen.Loss.BinaryCrossEntropy)]
            [AeGen.Dense(9, AeGen.Activation.Relu)]
            [AeGen.Dense(3)]
            [AeGen.TiedDecoder]
            public sealed partial class Tied;
            """,
        ["RightInverse"] = """
            namespace Golden;

            [AeGen.Autoencoder(17, Optimizer = AeGen.Optimizer.Sgd)]
            [AeGen.Dense(4, Bias = false)]
            [AeGen.RightInverseDecoder(Bias = false, Damping = 0.001)]
            public sealed partial class RightInverse;
            """,
        ["Mirror"] = """
            namespace Golden;

            [AeGen.Autoencoder(6, Loss = AeGen.Loss.MeanAbsoluteError, Optimizer = AeGen.Optimizer.AdamW)]
            [AeGen.Dense(5, AeGen.Activation.Tanh, Name = "features")]
            [AeGen.Dense(1)]
            [AeGen.DenseDecoder]
            public sealed partial class Mirror;
            """,
        ["Noisy"] = """
            namespace Golden;

            [AeGen.Autoencoder(5)]
            [AeGen.GaussianNoise(0.1)]
            [AeGen.Dense(4, AeGen.Activation.Tanh)]
            [AeGen.Dropout(0.25)]
            [AeGen.Dense(2, AeGen.Activation.Sigmoid)]
            [AeGen.TiedDecoder]
            [AeGen.L1(1e-4), AeGen.L2(1e-3), AeGen.Orthogonality(0.01)]
            [AeGen.Sparsity(0.1, AeGen.SparsityMeasure.KullbackLeibler)]
            public sealed partial class Noisy;
            """,
        ["Normalized"] = """
            namespace Golden;

            [AeGen.Autoencoder(5)]
            [AeGen.Dense(34, AeGen.Activation.Gelu)]
            [AeGen.LayerNorm]
            [AeGen.Dense(2)]
            [AeGen.BatchNorm(Momentum = 0.2)]
            [AeGen.TiedDecoder]
            public sealed partial class Normalized;
            """,
        ["Variational"] = """
            namespace Golden;

            [AeGen.Autoencoder(5)]
            [AeGen.Dense(4, AeGen.Activation.Tanh)]
            [AeGen.Dense(2)]
            [AeGen.TiedDecoder]
            [AeGen.Variational(0.1, WarmUp = 100)]
            public sealed partial class Variational;
            """,
        ["Contractive"] = """
            namespace Golden;

            [AeGen.Autoencoder(5)]
            [AeGen.Dense(3, AeGen.Activation.Gelu)]
            [AeGen.TiedDecoder]
            [AeGen.Contractive(0.1)]
            public sealed partial class Contractive;
            """,
        ["PrincipalAxes"] = """
            namespace Golden;

            [AeGen.Autoencoder(6)]
            [AeGen.Dense(5, AeGen.Activation.Tanh)]
            [AeGen.Dense(3)]
            [AeGen.DenseDecoder]
            [AeGen.PrincipalAxes(AeGen.AxisMethod.RotationAugmentedGradient, Strength = 0.5)]
            public sealed partial class PrincipalAxes;
            """,
        ["NestedDropout"] = """
            namespace Golden;

            [AeGen.Autoencoder(6)]
            [AeGen.Dense(3)]
            [AeGen.TiedDecoder]
            [AeGen.PrincipalAxes(AeGen.AxisMethod.NestedDropout)]
            public sealed partial class NestedDropout;
            """,
        ["Nested"] = """
            namespace Golden
            {
                public partial class Outer
                {
                    [AeGen.Autoencoder(3, Loss = AeGen.Loss.Huber)]
                    [AeGen.Dense(33, AeGen.Activation.Gelu)]
                    [AeGen.Dense(2)]
                    [AeGen.DenseDecoder(5, AeGen.Activation.Silu)]
                    [AeGen.DenseDecoder(3)]
                    internal sealed partial class @class;
                }
            }
            """,
    };

    /// <summary>Declarations, as small as can be, that between them use each kind of kernel that there is, on each target.</summary>
    public static IReadOnlyDictionary<string, string> Golden { get; } = new Dictionary<string, string>
    {
        ["Tied"] = """
            namespace Golden;

            [AeGen.Autoencoder(5, Output = AeGen.Activation.Sigmoid, Loss = AeGen.Loss.BinaryCrossEntropy)]
            [AeGen.Dense(3, AeGen.Activation.Gelu)]
            [AeGen.LayerNorm]
            [AeGen.TiedDecoder(Bias = false)]
            [AeGen.L1(1e-4), AeGen.L2(1e-3)]
            public sealed partial class Tied;
            """,
        ["Mirror"] = """
            namespace Golden;

            [AeGen.Autoencoder(34, Optimizer = AeGen.Optimizer.AdamW)]
            [AeGen.Dense(2, AeGen.Activation.Sigmoid, Bias = false)]
            [AeGen.BatchNorm]
            [AeGen.DenseDecoder(Bias = false)]
            [AeGen.Orthogonality(0.01)]
            [AeGen.Sparsity(0.1, AeGen.SparsityMeasure.KullbackLeibler)]
            public sealed partial class Mirror;
            """,
        ["RightInverse"] = """
            namespace Golden;

            [AeGen.Autoencoder(17, Optimizer = AeGen.Optimizer.Sgd)]
            [AeGen.Dense(4, Bias = false)]
            [AeGen.RightInverseDecoder(Bias = false, Damping = 0.001)]
            public sealed partial class RightInverse;
            """,
        ["Variational"] = """
            namespace Golden;

            [AeGen.Autoencoder(3, Optimizer = AeGen.Optimizer.Sgd)]
            [AeGen.Dense(2, Bias = false)]
            [AeGen.DenseDecoder(Bias = false)]
            [AeGen.Variational(0.1, WarmUp = 100)]
            public sealed partial class Variational;
            """,
    };
}
