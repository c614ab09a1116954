using AeGen.Lab.Running;

namespace AeGen.Lab.Models;

/// <summary>The models that the program was compiled with.</summary>
internal static class Catalog
{
    /// <summary>One linear layer to the code and one back, with biases.</summary>
    public static IReadOnlyList<Variant> Linear { get; } =
    [
        Variant.Of<Free64To2>(), Variant.Of<Tied64To2>(), Variant.Of<RightInverse64To2>(),
        Variant.Of<Free64To8>(), Variant.Of<Tied64To8>(), Variant.Of<RightInverse64To8>(),
        Variant.Of<Free64To16>(), Variant.Of<Tied64To16>(), Variant.Of<RightInverse64To16>(),
        Variant.Of<Free64To20>(), Variant.Of<Tied64To20>(), Variant.Of<RightInverse64To20>(),
        Variant.Of<Free64To32>(), Variant.Of<Tied64To32>(), Variant.Of<RightInverse64To32>(),
        Variant.Of<Free784To2>(), Variant.Of<Tied784To2>(), Variant.Of<RightInverse784To2>(),
        Variant.Of<Free784To8>(), Variant.Of<Tied784To8>(), Variant.Of<RightInverse784To8>(),
        Variant.Of<Free784To16>(), Variant.Of<Tied784To16>(), Variant.Of<RightInverse784To16>(),
        Variant.Of<Free784To20>(), Variant.Of<Tied784To20>(), Variant.Of<RightInverse784To20>(),
        Variant.Of<Free784To32>(), Variant.Of<Tied784To32>(), Variant.Of<RightInverse784To32>(),
        Variant.Of<Free784To64>(), Variant.Of<Tied784To64>(), Variant.Of<RightInverse784To64>(),
    ];

    /// <summary>64-32-8 and back, tanh in the hidden layers.</summary>
    public static IReadOnlyList<Variant> Deep { get; } =
    [
        Variant.Of<DeepFree64To8>(), Variant.Of<DeepTied64To8>(), Variant.Of<DeepRightInverse64To8>(),
    ];

    /// <summary>Linear layers whose decoder starts as the transpose.</summary>
    public static IReadOnlyList<Variant> TiedAtStart { get; } =
    [
        Variant.Of<TiedAtStart64To2>(), Variant.Of<TiedAtStart64To8>(), Variant.Of<TiedAtStart64To20>(), Variant.Of<TiedAtStart64To32>(),
        Variant.Of<TiedAtStart784To2>(), Variant.Of<TiedAtStart784To8>(), Variant.Of<TiedAtStart784To20>(), Variant.Of<TiedAtStart784To32>(),
        Variant.Of<TiedAtStart784To64>(),
    ];

    /// <summary>784-128-32 and back, ReLU in the hidden layers.</summary>
    public static IReadOnlyList<Variant> DeepImages { get; } =
    [
        Variant.Of<DeepFree784To32>(), Variant.Of<DeepTied784To32>(), Variant.Of<DeepRightInverse784To32>(), Variant.Of<DeepTiedAtStart784To32>(),
    ];

    /// <summary>64-64-64-64-k and back for each code width k from 1 on, in order.</summary>
    public static IReadOnlyList<Variant> Knees { get; } =
    [
        Variant.Of<Knee64To1>(), Variant.Of<Knee64To2>(), Variant.Of<Knee64To3>(), Variant.Of<Knee64To4>(),
        Variant.Of<Knee64To5>(), Variant.Of<Knee64To6>(), Variant.Of<Knee64To7>(), Variant.Of<Knee64To8>(),
        Variant.Of<Knee64To9>(), Variant.Of<Knee64To10>(), Variant.Of<Knee64To11>(), Variant.Of<Knee64To12>(),
    ];

    /// <summary>The model of a name, capitals or not.</summary>
    /// <exception cref="UsageException">There is none; the message lists the names that there are.</exception>
    public static Variant Named(string name)
    {
        var all = Linear.Concat(Deep).Concat(TiedAtStart).Concat(DeepImages).ToList();
        return all.Find(variant => variant.Architecture.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new UsageException(
            $"There is no model '{name}'; --model is one of {string.Join(", ", all.Select(variant => variant.Architecture.Name))}.");
    }

    /// <summary>The three linear models of a size.</summary>
    /// <exception cref="UsageException">There are none; the message lists the sizes that there are.</exception>
    public static IReadOnlyList<Variant> LinearOf(int inputSize, int codeSize)
    {
        var sizes = Linear.Select(variant => variant.Architecture.InputSize).Distinct().ToList();
        if (!sizes.Contains(inputSize))
        {
            throw new UsageException(
                $"A sample has {inputSize} features; models are compiled for {string.Join(" and ", sizes)}. Declare one of that size to train it.");
        }

        var sized = Linear.Where(variant => variant.Architecture.InputSize == inputSize).ToList();
        var fitting = sized.Where(variant => variant.Architecture.CodeSize == codeSize).ToList();
        return fitting.Count > 0
            ? fitting
            : throw new UsageException(
                $"There is no model with {codeSize} numbers in the code; for {inputSize} features --code is one of "
                + $"{string.Join(", ", sized.Select(variant => variant.Architecture.CodeSize).Distinct())}.");
    }
}
