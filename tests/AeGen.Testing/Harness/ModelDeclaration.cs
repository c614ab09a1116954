using System.Globalization;
using System.Text;

namespace AeGen.Testing.Harness;

/// <summary>One declared autoencoder, from which both the C# source and the reference network are made.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="InputSize">Number of features of a sample.</param>
/// <param name="Encoder">The encoder's layers.</param>
/// <param name="Decoder">The decoder.</param>
public sealed record ModelDeclaration(string Name, int InputSize, IReadOnlyList<EncoderLayer> Encoder, DecoderDeclaration Decoder)
{
    public const string Namespace = "AeGen.Testing.Compiled";

    public Activation Output { get; init; }

    public Loss Loss { get; init; }

    public Optimizer Optimizer { get; init; } = Optimizer.Sgd;

    /// <summary>Noise in training, in the order in which it stands.</summary>
    public IReadOnlyList<DeclaredNoise> Noises { get; init; } = [];

    /// <summary>The layers that are normalised.</summary>
    public IReadOnlyList<DeclaredNormalization> Normalizations { get; init; } = [];

    /// <summary>The factor of the sum of absolute weights in the objective.</summary>
    public double L1 { get; init; }

    /// <summary>The factor of the sum of squared weights in the objective.</summary>
    public double L2 { get; init; }

    /// <summary>The factor of the squared distances of the encoder's WWᵀ from the identity.</summary>
    public double Orthogonality { get; init; }

    /// <summary>The penalty on the code, or null.</summary>
    public DeclaredSparsity? Sparsity { get; init; }

    /// <summary>How codes are drawn in training, or null.</summary>
    public DeclaredVariational? Variational { get; init; }

    /// <summary>The factor of the squares of the encoder's Jacobian.</summary>
    public double Contraction { get; init; }

    /// <summary>How training turns the code's axes, or null.</summary>
    public DeclaredPrincipalAxes? PrincipalAxes { get; init; }

    /// <summary>Whether training does more than propagate and update.</summary>
    public bool HasExtras =>
        Noises.Count > 0 || Normalizations.Count > 0 || Sparsity is not null || Orthogonality > 0 || Variational is not null || Contraction > 0 || PrincipalAxes is not null;

    /// <summary>A layer's normalisation, or null.</summary>
    public DeclaredNormalization? NormalizationOf(int layer) => Normalizations.SingleOrDefault(normalization => normalization.Layer == layer);

    public string FullName => Namespace + "." + Name;

    public int CodeSize => Encoder[^1].Size;

    /// <summary>All layers, the encoder's first, as the declaration must be understood.</summary>
    public IReadOnlyList<DeclaredLayer> Layers()
    {
        var layers = new List<DeclaredLayer>();
        int inputs = InputSize;
        foreach (EncoderLayer layer in Encoder)
        {
            layers.Add(new(inputs, layer.Size, layer.Activation, layer.Bias, DeclaredOrigin.Own, -1));
            inputs = layer.Size;
        }

        if (Decoder.Layers is { } own)
        {
            for (int i = 0; i < own.Count; i++)
            {
                Activation activation = i == own.Count - 1 ? Output : own[i].Activation;
                layers.Add(new(inputs, own[i].Size, activation, own[i].Bias, DeclaredOrigin.Own, -1));
                inputs = own[i].Size;
            }

            return layers;
        }

        DeclaredOrigin origin = Decoder.Kind switch
        {
            DecoderKind.Tied => DeclaredOrigin.Transpose,
            DecoderKind.RightInverse => DeclaredOrigin.RightInverse,
            _ => DeclaredOrigin.Own,
        };
        for (int partner = Encoder.Count - 1; partner >= 0; partner--)
        {
            // The decoder layer that gives back the output of an encoder layer has that layer's activation.
            Activation activation = partner == 0 ? Output : Decoder.HiddenActivation ?? Encoder[partner - 1].Activation;
            layers.Add(new(Encoder[partner].Size, partner == 0 ? InputSize : Encoder[partner - 1].Size, activation, Decoder.Bias, origin, partner));
        }

        return layers;
    }

    /// <summary>The declaration in C#, without its namespace.</summary>
    public string ToSource()
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        var source = new StringBuilder();
        source.Append(culture, $"[Autoencoder({InputSize}, Output = Activation.{Output}, Loss = Loss.{Loss}, Optimizer = Optimizer.{Optimizer})]\n");
        source.Append(culture, $"{(L1 > 0 ? $"[L1({L1:R})]\n" : "")}{(L2 > 0 ? $"[L2({L2:R})]\n" : "")}");
        source.Append(culture, $"{(Orthogonality > 0 ? $"[Orthogonality({Orthogonality:R})]\n" : "")}");
        if (Sparsity is { } sparsity)
        {
            source.Append(culture, $"[Sparsity({sparsity.Strength:R}, SparsityMeasure.{sparsity.Measure}, Target = {sparsity.Target:R})]\n");
        }

        source.Append(culture, $"{(Contraction > 0 ? $"[Contractive({Contraction:R})]\n" : "")}");
        if (Variational is { } variational)
        {
            source.Append(culture, $"[Variational({variational.KlWeight:R}, WarmUp = {variational.WarmUp})]\n");
        }

        if (PrincipalAxes is { } axes)
        {
            source.Append(culture, $"[PrincipalAxes(AxisMethod.{axes.Method}, Strength = {axes.Strength:R})]\n");
        }

        AppendBehind(source, -1);
        for (int i = 0; i < Encoder.Count; i++)
        {
            EncoderLayer layer = Encoder[i];
            source.Append(culture, $"[Dense({layer.Size}, Activation.{layer.Activation}{Flag(layer.Bias)}{Draw(layer.Initializer)})]\n");
            AppendBehind(source, i);
        }

        if (Decoder.Layers is { } own)
        {
            for (int i = 0; i < own.Count; i++)
            {
                string activation = i == own.Count - 1 ? "" : $", Activation.{own[i].Activation}";
                source.Append(culture, $"[DenseDecoder({own[i].Size}{activation}{Flag(own[i].Bias)}{Draw(own[i].Initializer)})]\n");
                AppendBehind(source, Encoder.Count + i);
            }
        }
        else
        {
            var arguments = new List<string>();
            if (!Decoder.Bias)
            {
                arguments.Add("Bias = false");
            }

            if (Decoder.HiddenActivation is { } hidden)
            {
                arguments.Add($"HiddenActivation = Activation.{hidden}");
            }

            if (Decoder.Kind == DecoderKind.TiedAtInitialization)
            {
                arguments.Add("AtInitializationOnly = true");
            }

            if (Decoder.Damping != 0)
            {
                arguments.Add("Damping = " + Decoder.Damping.ToString("R", culture));
            }

            string attribute = Decoder.Kind switch
            {
                DecoderKind.Dense => "DenseDecoder",
                DecoderKind.RightInverse => "RightInverseDecoder",
                _ => "TiedDecoder",
            };
            source.Append(culture, $"[{attribute}({string.Join(", ", arguments)})]\n");
        }

        source.Append(culture, $"public sealed partial class {Name};\n");
        return source.ToString();
    }

    /// <summary>The declaration on one line, for messages of failed tests.</summary>
    public override string ToString() => ToSource().ReplaceLineEndings(" ").TrimEnd();

    private void AppendBehind(StringBuilder source, int layer)
    {
        foreach (DeclaredNormalization normalization in Normalizations.Where(normalization => normalization.Layer == layer))
        {
            string momentum = normalization.Kind == NormalizationKind.Batch ? $", Momentum = {normalization.Momentum.ToString("R", CultureInfo.InvariantCulture)}" : "";
            source.Append(CultureInfo.InvariantCulture, $"[{normalization.Kind}Norm(Epsilon = {normalization.Epsilon:R}{momentum})]\n");
        }

        foreach (DeclaredNoise noise in Noises.Where(noise => noise.Layer == layer))
        {
            source.Append(CultureInfo.InvariantCulture, $"[{noise.Attribute}({noise.Amount:R})]\n");
        }
    }

    private static string Flag(bool bias) => bias ? "" : ", Bias = false";

    private static string Draw(Initializer initializer) => initializer == Initializer.Default ? "" : $", Initializer = Initializer.{initializer}";
}

/// <summary>One layer of an encoder.</summary>
public sealed record EncoderLayer(
    int Size, Activation Activation = Activation.Identity, bool Bias = true, Initializer Initializer = Initializer.Default);

/// <summary>One layer of a decoder with a shape of its own; the last one's activation is the declared output's.</summary>
public sealed record DecoderLayer(
    int Size, Activation Activation = Activation.Identity, bool Bias = true, Initializer Initializer = Initializer.Default);

/// <summary>A decoder: a mirror of some kind, or dense layers of its own shape.</summary>
public sealed record DecoderDeclaration(DecoderKind Kind)
{
    public bool Bias { get; init; } = true;

    public Activation? HiddenActivation { get; init; }

    public double Damping { get; init; }

    public IReadOnlyList<DecoderLayer>? Layers { get; init; }
}

/// <summary>Noise on a layer's output in training, or on the input where the layer is -1: GaussianNoise, MaskingNoise or Dropout.</summary>
public sealed record DeclaredNoise(string Attribute, double Amount, int Layer);

/// <summary>A layer's normalisation.</summary>
public sealed record DeclaredNormalization(NormalizationKind Kind, int Layer, double Epsilon = 1e-5, double Momentum = 0.1);

/// <summary>A penalty on the code.</summary>
public sealed record DeclaredSparsity(double Strength, SparsityMeasure Measure, double Target = 0.05);

/// <summary>Codes drawn in training.</summary>
public sealed record DeclaredVariational(double KlWeight, int WarmUp = 0);

/// <summary>Axes of the code that training turns to the principal directions.</summary>
public sealed record DeclaredPrincipalAxes(AxisMethod Method, double Strength = 1);

/// <summary>Where a layer's weights come from.</summary>
public enum DeclaredOrigin
{
    Own,
    Transpose,
    RightInverse,
}

/// <summary>One layer as the declaration must be understood; Partner is the mirrored encoder layer, or -1.</summary>
public sealed record DeclaredLayer(int Inputs, int Outputs, Activation Activation, bool Bias, DeclaredOrigin Origin, int Partner);
