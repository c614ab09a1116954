using AeGen.Generators.Declaration;

namespace AeGen.Generators.Tests;

/// <summary>The generator's enumerations are the library's, number for number: declarations are read by their numbers.</summary>
public sealed class EnumerationTests
{
    [Fact]
    public void Decoder_kinds_agree() => AssertAgree<DecoderKind, Declaration.DecoderKind>();

    [Fact]
    public void Measures_of_sparsity_agree() => AssertAgree<SparsityMeasure, SparsityMeasureKind>();

    [Fact]
    public void Axis_methods_agree() => AssertAgree<AxisMethod, AxisMethodKind>();

    [Fact]
    public void Initializers_agree_but_for_the_default_which_is_resolved() =>
        Assert.Equal(Values<Initializer>().Where(value => value != (nameof(Initializer.Default), 0)), Values<InitializerKind>());

    private static void AssertAgree<TLibrary, TGenerator>()
        where TLibrary : struct, Enum
        where TGenerator : struct, Enum => Assert.Equal(Values<TLibrary>(), Values<TGenerator>());

    private static IEnumerable<(string Name, int Number)> Values<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => (value.ToString(), Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)));
}
