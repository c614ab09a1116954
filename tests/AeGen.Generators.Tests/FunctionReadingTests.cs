using System.Reflection;
using AeGen.Functions;
using AeGen.Generators.Declaration;
using AeGen.Generators.Tests.Testing;
using AeGen.Vectors;

namespace AeGen.Generators.Tests;

/// <summary>Each activation, loss and optimizer is a function of the library under the same name, and what is read of it is true.</summary>
public sealed class FunctionReadingTests
{
    public static TheoryData<Activation> Activations { get; } = [.. Enum.GetValues<Activation>()];

    public static TheoryData<Loss> Losses { get; } = [.. Enum.GetValues<Loss>()];

    public static TheoryData<Optimizer> Optimizers { get; } = [.. Enum.GetValues<Optimizer>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_is_what_its_function_says(Activation activation)
    {
        Type type = FunctionOf(activation, typeof(IActivation<Float128>));
        Func<Float128, Float128> function = type.GetMethod("Value", [typeof(Float128)])!.CreateDelegate<Func<Float128, Float128>>();

        ActivationSpec spec = Read($"[Autoencoder(1), Dense(1, Activation.{activation}), DenseDecoder]").Encoder[0].Activation;

        Assert.Equal($"{activation}", spec.Name);
        Assert.Equal(type.IsAssignableTo(typeof(IOutputActivation<Float128>)), spec.SlopeFollowsFromOutput);
        Assert.Equal(Value(0) == 0, spec.KeepsZero);
        Assert.Equal(float.Abs(Value(1e4f) - Value(1e3f)) < 0.01f && float.Abs(Value(-1e4f) - Value(-1e3f)) < 0.01f, spec.Saturates);
        Assert.Equal(IsStraightAt(1) && IsStraightAt(-1), spec.IsPiecewiseLinear);

        float Value(float z) => Float128.Sum(function(Float128.Create(z))) / 4;

        bool IsStraightAt(float z) => float.Abs(Value(z - 0.5f) + Value(z + 0.5f) - (2 * Value(z))) < 1e-5f;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_has_its_function(Loss loss)
    {
        FunctionOf(loss, typeof(ILoss<Float128>));

        Assert.Equal($"{loss}", Read($"[Autoencoder(1, Loss = Loss.{loss}), Dense(1), DenseDecoder]").Loss);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_keeps_as_many_moments_as_its_rule(Optimizer optimizer)
    {
        Type rule = FunctionOf(optimizer, typeof(IOptimizer<Float128>));
        MethodInfo moments = typeof(FunctionReadingTests)
            .GetMethod(nameof(MomentsOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(rule);

        OptimizerSpec spec = Read($"[Autoencoder(1, Optimizer = Optimizer.{optimizer}), Dense(1), DenseDecoder]").Optimizer;

        Assert.Equal(new($"{optimizer}", (int)moments.Invoke(null, null)!), spec);
    }

    private static int MomentsOf<TRule>()
        where TRule : struct, IOptimizer<Float128> => TRule.Moments;

    private static Type FunctionOf<T>(T value, Type kind)
        where T : struct, Enum
    {
        Type? function = typeof(T).Assembly.GetType($"AeGen.Functions.{value}`1")?.MakeGenericType(typeof(Float128));
        Assert.True(function?.IsAssignableTo(kind), $"{value} has no function.");
        return function!;
    }

    private static ArchitectureSpec Read(string attributes) =>
        Assert.Single(Run.On($"using AeGen;\n{attributes}\npublic sealed partial class Model;").Architectures);
}
