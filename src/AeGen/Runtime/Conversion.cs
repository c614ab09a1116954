namespace AeGen.Runtime;

/// <summary>A conversion between declared classes: from which kinds of decoder to which, and what must be equal besides.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Sources">The kinds of decoder that it takes.</param>
/// <param name="Targets">The kinds of decoder that it gives.</param>
internal sealed record Conversion(string Name, DecoderKind[] Sources, DecoderKind[] Targets)
{
    private static readonly DecoderKind[] Free = [DecoderKind.Dense, DecoderKind.TiedAtInitialization];

    public static Conversion ToTied { get; } = new(nameof(ToTied), [DecoderKind.RightInverse], [DecoderKind.Tied]);

    public static Conversion ToRightInverse { get; } = new(nameof(ToRightInverse), [DecoderKind.Tied], [DecoderKind.RightInverse]);

    public static Conversion Untie { get; } = new(nameof(Untie), [DecoderKind.Tied], Free);

    public static Conversion ToDense { get; } = new(nameof(ToDense), Enum.GetValues<DecoderKind>(), Free);

    /// <summary>Refuses architectures between which it does not convert. The analyzer says the same of classes that are known at compile time.</summary>
    /// <exception cref="InvalidOperationException">A kind of decoder, a size, an activation or a bias is not as it must be.</exception>
    public void Check(Architecture source, Architecture target)
    {
        if (!Sources.Contains(source.DecoderKind) || !Targets.Contains(target.DecoderKind))
        {
            throw new InvalidOperationException(
                $"{Name} converts {Words(Sources)} into {Words(Targets)}; '{source.Name}' has {Word(source.DecoderKind)} and '{target.Name}' {Word(target.DecoderKind)}.");
        }

        if (source.InputSize != target.InputSize)
        {
            throw Differ(source, target, "the input", $"{source.InputSize} features", $"{target.InputSize}");
        }

        Check(source, target, "encoder", source.Encoder, target.Encoder);
        Check(source, target, "decoder", source.Decoder, target.Decoder);
        if ((source.Variational is null) != (target.Variational is null))
        {
            throw Differ(source, target, "the code", Describe(source.Variational), Describe(target.Variational));
        }
    }

    private static void Check(
        Architecture source, Architecture target, string half, IReadOnlyList<LayerArchitecture> from, IReadOnlyList<LayerArchitecture> to)
    {
        if (from.Count != to.Count)
        {
            throw Differ(source, target, $"the {half}", $"{from.Count} layers", $"{to.Count}");
        }

        for (int i = 0; i < from.Count; i++)
        {
            string had = Describe(from[i]), wanted = Describe(to[i]);
            if (had != wanted)
            {
                throw Differ(source, target, $"layer {i} of the {half}", had, wanted);
            }
        }
    }

    private static InvalidOperationException Differ(Architecture source, Architecture target, string what, string had, string wanted) => new(
        $"'{source.Name}' cannot become '{target.Name}': {what} has {had} in the first and {wanted} in the second. Sizes, activations, biases and normalisations must be equal.");

    private static string Describe(LayerArchitecture layer) =>
        $"{layer.Inputs} inputs, {layer.Outputs} outputs, {layer.Activation}, {(layer.HasBias ? "biases" : "no biases")}{(layer.Normalization is { } normalization ? $", {normalization}" : string.Empty)}";

    private static string Describe(VariationalArchitecture? variational) => variational is null ? "no variances" : "[Variational]'s variances";

    private static string Words(DecoderKind[] kinds) => kinds.Length == Enum.GetValues<DecoderKind>().Length ? "any decoder" : Word(kinds[0]);

    private static string Word(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => "a tied decoder",
        DecoderKind.TiedAtInitialization => "a free decoder (tied at the start)",
        DecoderKind.RightInverse => "a right-inverse decoder",
        DecoderKind.Dense => "a free decoder",
    };
}
