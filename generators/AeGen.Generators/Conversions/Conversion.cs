using System.Globalization;
using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Conversions;

/// <summary>A conversion between declared classes. The runtime checks the same of classes that are not known at compile time.</summary>
internal sealed class Conversion(string name, DecoderKind[] sources, DecoderKind[] targets)
{
    private static readonly DecoderKind[] Free = [DecoderKind.Dense, DecoderKind.TiedAtInitialization];
    private static readonly DecoderKind[] Any = (DecoderKind[])Enum.GetValues(typeof(DecoderKind));

    private static readonly Conversion[] All =
    [
        new("ToTied", [DecoderKind.RightInverse], [DecoderKind.Tied]),
        new("ToRightInverse", [DecoderKind.Tied], [DecoderKind.RightInverse]),
        new("Untie", [DecoderKind.Tied], Free),
        new("ToDense", Any, Free),
    ];

    private string Name => name;

    /// <summary>The conversion that a method makes, or null.</summary>
    public static Conversion? Named(string name) => Array.Find(All, conversion => conversion.Name == name);

    /// <summary>The conversion that there is between two classes: the one of the fewest kinds of decoders, or null.</summary>
    public static string? Between(ArchitectureSpec source, ArchitectureSpec target) =>
        Array.Find(All, conversion => conversion.Check(source, target) is null)?.Name;

    /// <summary>What stands in the conversion's way first, or null.</summary>
    public ConversionMistake? Check(ArchitectureSpec source, ArchitectureSpec target) =>
        CheckDecoders(source, target) ?? (name == "ToTied" ? TiedCounterpart.Check(source) : null) ?? CheckShapes(source, target);

    private ConversionMistake? CheckDecoders(ArchitectureSpec source, ArchitectureSpec target)
    {
        bool takes = sources.Contains(source.DecoderKind), gives = targets.Contains(target.DecoderKind);
        return takes && gives ? null : new(
            Descriptors.ConversionOfOtherDecoder,
            name,
            sources.Length == Any.Length ? "any decoder" : Words(sources[0]),
            Words(targets[0]),
            source.Type.Name,
            Words(source.DecoderKind),
            target.Type.Name,
            Words(target.DecoderKind),
            takes ? $"name a class with {Attribute(targets[0])}" : $"convert a model with {Attribute(sources[0])}, or write ToDense");
    }

    private static ConversionMistake? CheckShapes(ArchitectureSpec source, ArchitectureSpec target) =>
        source.InputSize != target.InputSize
            ? Differ(source, target, "the input", Number(source.InputSize, "feature"), Number(target.InputSize, "feature"))
            : CheckShapes(source, target, "encoder", source.Encoder, target.Encoder)
                ?? CheckShapes(source, target, "decoder", source.Decoder, target.Decoder)
                ?? CheckCodes(source, target);

    private static ConversionMistake? CheckCodes(ArchitectureSpec source, ArchitectureSpec target) =>
        (source.Variational is null) == (target.Variational is null)
            ? null
            : Differ(source, target, "the code", Describe(source.Variational), Describe(target.Variational));

    private static string Describe(VariationalSpec? variational) => variational is null ? "no variances" : "[Variational]'s variances";

    private static ConversionMistake? CheckShapes(
        ArchitectureSpec source, ArchitectureSpec target, string half, EquatableArray<LayerSpec> from, EquatableArray<LayerSpec> to)
    {
        if (from.Count != to.Count)
        {
            return Differ(source, target, $"the {half}", Number(from.Count, "layer"), Number(to.Count, "layer"));
        }

        for (int i = 0; i < from.Count; i++)
        {
            string had = Describe(from[i]), wanted = Describe(to[i]);
            if (had != wanted)
            {
                return Differ(source, target, $"layer {i} of the {half}", had, wanted);
            }
        }

        return null;
    }

    private static ConversionMistake Differ(ArchitectureSpec source, ArchitectureSpec target, string what, string had, string wanted) =>
        new(Descriptors.ConversionOfOtherShape, source.Type.Name, target.Type.Name, what, had, wanted);

    private static string Describe(LayerSpec layer) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} inputs, {1} outputs, {2}, {3}{4}",
        layer.Inputs,
        layer.Outputs,
        layer.Activation,
        layer.Bias ? "biases" : "no biases",
        layer.Normalization is { } normalization
            ? string.Format(CultureInfo.InvariantCulture, ", {0}Norm with epsilon {1:R}", normalization.Kind, (float)normalization.Epsilon)
            : string.Empty);

    private static string Number(int count, string what) =>
        string.Format(CultureInfo.InvariantCulture, count == 1 ? "{0} {1}" : "{0} {1}s", count, what);

    private static string Words(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => "a tied decoder",
        DecoderKind.TiedAtInitialization => "a free decoder (tied at the start)",
        DecoderKind.RightInverse => "a right-inverse decoder",
        DecoderKind.Dense => "a free decoder",
    };

    private static string Attribute(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => "[TiedDecoder]",
        DecoderKind.RightInverse => "[RightInverseDecoder]",
        DecoderKind.Dense or DecoderKind.TiedAtInitialization => "[DenseDecoder]",
    };
}

/// <summary>What is wrong with a conversion.</summary>
internal sealed record ConversionMistake(DiagnosticDescriptor Descriptor, params object[] Arguments);
