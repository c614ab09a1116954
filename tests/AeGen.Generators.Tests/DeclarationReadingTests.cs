using AeGen.Generators.Declaration;
using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>What is declared is what is read, with every default filled in.</summary>
public sealed class DeclarationReadingTests
{
    [Fact]
    public void Defaults_are_mean_squared_error_Adam_and_identity()
    {
        ArchitectureSpec spec = Read("[Autoencoder(4), Dense(2), TiedDecoder]");

        Assert.Equal(
            new ArchitectureSpec(
                new("", new([]), "partial class", "Model", "Model"),
                InputSize: 4,
                new([new("encoder.0", 4, 2, Function(Activation.Identity), Bias: true, InitializerKind.GlorotUniform)]),
                new([new("decoder.0", 2, 4, Function(Activation.Identity), Bias: true, InitializerKind.GlorotUniform)]),
                Declaration.DecoderKind.Tied,
                Damping: 0,
                "MeanSquaredError",
                new("Adam", 2),
                new([]),
                new(L1: 0, L2: 0, Orthogonality: 0, Sparsity: null)),
            spec);
    }

    [Fact]
    public void Noise_is_on_the_output_of_the_layer_above_it()
    {
        ArchitectureSpec spec = Read("""
            [Autoencoder(4), GaussianNoise(0.5), MaskingNoise(0.25f)]
            [Dense(3), Dropout(rate: 0.1)]
            [Dense(2), GaussianNoise(1)]
            [DenseDecoder(3), MaskingNoise(0.2), DenseDecoder(4)]
            """);

        Assert.Equal(
            [
                new(NoiseKind.Gaussian, 0.5, -1),
                new(NoiseKind.Masking, 0.25, -1),
                new(NoiseKind.Dropout, 0.1, 0),
                new(NoiseKind.Gaussian, 1, 1),
                new(NoiseKind.Masking, 0.2, 2),
            ],
            spec.Noises);
    }

    [Fact]
    public void Penalties_stand_anywhere()
    {
        ArchitectureSpec spec = Read("[L2(1e-4), Autoencoder(4), Dense(2), TiedDecoder, L1(strength: 0.5f), Sparsity(3), Orthogonality(0.1)]");

        Assert.Equal(new PenaltySpec(L1: 0.5, L2: 1e-4, Orthogonality: 0.1, new(SparsityMeasureKind.L1, 3, 0.05)), spec.Penalty);
        Assert.Equal(new PenaltySpec(L1: 0, L2: 0, Orthogonality: 0, null) { Contraction = 2 }, Read("[Autoencoder(4), Contractive(2), Dense(2), TiedDecoder]").Penalty);
    }

    [Fact]
    public void A_variational_code_has_a_head_of_its_own_size()
    {
        var head = new LayerSpec("encoder.logvariance", 3, 2, Function(Activation.Identity), Bias: true, InitializerKind.GlorotUniform);

        Assert.Null(Read("[Autoencoder(4), Dense(2), TiedDecoder]").Variational);
        Assert.Equal(
            new VariationalSpec(0.5, 0, head), Read("[Autoencoder(4), Dense(3), Dense(2, Bias = false, Initializer = Initializer.HeNormal), TiedDecoder, Variational(0.5f)]").Variational);
        Assert.Equal(
            new VariationalSpec(0, 7, head with { Inputs = 4 }), Read("[Variational(klWeight: 0, WarmUp = 7), Autoencoder(4), Dense(2), TiedDecoder]").Variational);
    }

    [Fact]
    public void Principal_axes_are_those_of_a_method()
    {
        Assert.Equal(
            new PrincipalAxesSpec(AxisMethodKind.RotationAugmentedGradient, 1),
            Read("[Autoencoder(4), Dense(2), RightInverseDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)]").PrincipalAxes);
        Assert.Equal(
            new PrincipalAxesSpec(AxisMethodKind.NestedDropout, 1), Read("[Autoencoder(4), Dense(2), TiedDecoder, PrincipalAxes(method: AxisMethod.NestedDropout)]").PrincipalAxes);
        Assert.Null(Read("[Autoencoder(4), Dense(2), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient, Strength = 0)]").PrincipalAxes);
    }

    [Fact]
    public void Everything_can_be_declared()
    {
        ArchitectureSpec spec = Read("""
            [Autoencoder(4, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.AdamW)]
            [Dense(3, Activation.Tanh, Name = "features", Bias = false, Initializer = Initializer.Orthogonal)]
            [Dense(activation: Activation.Sine, size: 2)]
            [DenseDecoder(5, Activation.Elu, Name = "out", Bias = false, Initializer = Initializer.HeNormal)]
            [DenseDecoder(4)]
            """);

        Assert.Equal(
            ("BinaryCrossEntropy", new OptimizerSpec("AdamW", 2), Declaration.DecoderKind.Dense), (spec.Loss, spec.Optimizer, spec.DecoderKind));
        Assert.Equal(
            [
                new("features", 4, 3, Function(Activation.Tanh), Bias: false, InitializerKind.Orthogonal),
                new("encoder.1", 3, 2, Function(Activation.Sine), Bias: true, InitializerKind.GlorotUniform),
            ],
            spec.Encoder);
        Assert.Equal(
            [
                new("out", 2, 5, Function(Activation.Elu), Bias: false, InitializerKind.HeNormal),
                new("decoder.1", 5, 4, Function(Activation.Sigmoid), Bias: true, InitializerKind.GlorotUniform),
            ],
            spec.Decoder);
    }

    [Theory]
    [InlineData("TiedDecoder")]
    [InlineData("RightInverseDecoder")]
    [InlineData("DenseDecoder")]
    public void A_mirror_goes_back_through_the_encoders_widths_and_activations(string decoder)
    {
        ArchitectureSpec spec = Read($$"""
            [Autoencoder(9, Output = Activation.Sigmoid)]
            [Dense(7, Activation.Relu)]
            [Dense(5, Activation.Selu)]
            [Dense(3, Activation.Tanh)]
            [{{decoder}}]
            """);

        Assert.Equal(
            [
                new("decoder.0", 3, 5, Function(Activation.Selu), Bias: true, InitializerKind.GlorotUniform),
                new("decoder.1", 5, 7, Function(Activation.Relu), Bias: true, InitializerKind.GlorotUniform),
                new("decoder.2", 7, 9, Function(Activation.Sigmoid), Bias: true, InitializerKind.GlorotUniform),
            ],
            spec.Decoder);
    }

    [Theory]
    [InlineData("TiedDecoder")]
    [InlineData("RightInverseDecoder")]
    [InlineData("DenseDecoder")]
    public void A_hidden_activation_counts_when_it_is_written_even_as_the_default(string decoder)
    {
        ArchitectureSpec spec = Read($$"""
            [Autoencoder(9), Dense(7, Activation.Relu), Dense(3, Activation.Tanh)]
            [{{decoder}}(HiddenActivation = Activation.Identity, Bias = false)]
            """);

        Assert.Equal(
            [
                new("decoder.0", 3, 7, Function(Activation.Identity), Bias: false, InitializerKind.GlorotUniform),
                new("decoder.1", 7, 9, Function(Activation.Identity), Bias: false, InitializerKind.GlorotUniform),
            ],
            spec.Decoder);
    }

    [Fact]
    public void A_mirrors_initializer_is_that_of_each_layer() => Assert.All(
        Read("[Autoencoder(9), Dense(7, Activation.Relu), Dense(3), DenseDecoder(Initializer = Initializer.Orthogonal)]").Decoder,
        layer => Assert.Equal(InitializerKind.Orthogonal, layer.Initializer));

    [Theory]
    [InlineData("TiedDecoder", "Tied", 0)]
    [InlineData("TiedDecoder(AtInitializationOnly = false)", "Tied", 0)]
    [InlineData("TiedDecoder(AtInitializationOnly = true)", "TiedAtInitialization", 0)]
    [InlineData("RightInverseDecoder", "RightInverse", 0)]
    [InlineData("RightInverseDecoder(Damping = 0.25)", "RightInverse", 0.25)]
    [InlineData("RightInverseDecoder(Damping = 2)", "RightInverse", 2)]
    [InlineData("DenseDecoder", "Dense", 0)]
    [InlineData("DenseDecoder(4)", "Dense", 0)]
    public void Decoder_kinds(string decoder, string kind, double damping)
    {
        ArchitectureSpec spec = Read($"[Autoencoder(4), Dense(2), {decoder}]");

        Assert.Equal((kind, damping), (spec.DecoderKind.ToString(), spec.Damping));
    }

    [Fact]
    public void The_default_initializer_is_Glorots_whatever_the_activation() => Assert.All(Enum.GetValues<Activation>(), activation =>
    {
        ArchitectureSpec spec = Read(
            $"[Autoencoder(4), Dense(2, Activation.{activation}, Initializer = Initializer.Default), DenseDecoder]");

        Assert.All(spec.Encoder.Concat(spec.Decoder), layer => Assert.Equal(InitializerKind.GlorotUniform, layer.Initializer));
    });

    [Theory]
    [InlineData("", "Identity")]
    [InlineData(", Activation.Identity", "Identity")]
    [InlineData(", Activation.Tanh", "Tanh")]
    public void The_last_layers_own_activation_is_the_output_where_none_is_declared(string argument, string expected) =>
        Assert.Equal(expected, Read($"[Autoencoder(4), Dense(2), DenseDecoder(4{argument})]").Decoder[0].Activation.ToString());

    [Fact]
    public void Constants_and_aliases_are_read_through() => Assert.Equal(
        6,
        Assert.Single(Run.On("""
            using Layer = AeGen.DenseAttribute;
            [AeGen.Autoencoder(Model.Inputs), Layer(Model.Inputs / 2 * 2), global::AeGen.TiedDecoderAttribute]
            partial class Model { public const int Inputs = 6; }
            """).Architectures).Encoder[0].Outputs);

    [Fact]
    public void A_nested_class_knows_the_types_around_it()
    {
        ArchitectureSpec spec = Assert.Single(Run.On("""
            using AeGen;
            namespace My.System.@namespace
            {
                public static partial class Outer
                {
                    internal ref partial struct S
                    {
                        partial interface I
                        {
                            partial record @record
                            {
                                partial record struct RS
                                {
                                    [Autoencoder(4), Dense(2), TiedDecoder]
                                    private sealed partial class @class;
                                }
                            }
                        }
                    }
                }
            }
            """).Architectures);

        Assert.Equal("My.System.@namespace", spec.Type.Namespace);
        Assert.Equal(
            ["partial class Outer", "partial struct S", "partial interface I", "partial record @record", "partial record struct RS"],
            spec.Type.Containing);
        Assert.Equal("partial class", spec.Type.Keyword);
        Assert.Equal("@class", spec.Type.Name);
        Assert.Equal("My.System.namespace.Outer.S.I.record.RS.class", spec.Type.FullName);
    }

    [Fact]
    public void Full_names_differ_by_more_than_case()
    {
        var names = Run.On("""
            using AeGen;
            [Autoencoder(4), Dense(2), TiedDecoder] partial class Model;
            [Autoencoder(4), Dense(2), TiedDecoder] partial class MODEL;
            namespace N { [Autoencoder(4), Dense(2), TiedDecoder] partial class Model; }
            namespace n { [Autoencoder(4), Dense(2), TiedDecoder] partial class Model; }
            """).Architectures.Select(spec => spec.Type.FullName).ToList();

        Assert.Equal(4, names.Count);
        Assert.Equal(4, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^(N[.]|n[.])?(Model|MODEL)-[0-9a-f]{8}$", name));
    }

    /// <summary>An activation as it is read, whose traits are tested elsewhere.</summary>
    private static ActivationSpec Function(Activation activation)
    {
        ActivationSpec function = Read($"[Autoencoder(1), Dense(1, Activation.{activation}), DenseDecoder]").Encoder[0].Activation;
        Assert.Equal($"{activation}", function.Name);
        return function;
    }

    private static ArchitectureSpec Read(string attributes) =>
        Assert.Single(Run.On($"using AeGen;\n{attributes}\npublic sealed partial class Model;").Architectures);
}
