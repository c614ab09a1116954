using System.Globalization;
using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Conversions;

/// <summary>
/// Whether transposes can compute the function of a right-inverse model. Codes behind an activation cannot be recoded; the output's own
/// activation stays outside. Right inverses W_i of a chain one after the other are an orthogonal projection, which is all that transposes
/// can be, where the layers after the first are square; damped ones only where there is one layer. The runtime's TiedFromRightInverse has
/// the derivation.
/// </summary>
internal static class TiedCounterpart
{
    public static ConversionMistake? Check(ArchitectureSpec source)
    {
        if (source.Variational is not null)
        {
            return new(Descriptors.ToTiedOfVariational, source.Type.Name);
        }

        int layers = source.Encoder.Count;
        LayerSpec? bent = source.Encoder.Concat(source.Decoder.Take(layers - 1)).FirstOrDefault(layer => !layer.Activation.IsIdentity);
        if (bent is not null)
        {
            return new(Descriptors.ToTiedOfActivation, source.Type.Name, bent.Name, $"the activation {bent.Activation}");
        }

        LayerSpec? normalized = source.Encoder.FirstOrDefault(layer => layer.Normalization is not null);
        if (normalized is not null)
        {
            return new(Descriptors.ToTiedOfActivation, source.Type.Name, normalized.Name, $"a [{normalized.Normalization!.Kind}Norm]");
        }

        LayerSpec? narrowing = source.Encoder.Skip(1).FirstOrDefault(layer => layer.Outputs != layer.Inputs);
        if (narrowing is not null)
        {
            string narrows = FormattableString.Invariant($"narrows from {narrowing.Inputs} to {narrowing.Outputs} behind another layer");
            return OfChain(
                source, $"layer '{narrowing.Name}' {narrows}, and right inverses one after the other then are no orthogonal projection");
        }

        return source.Damping > 0 && layers > 1
            ? OfChain(source, $"its {layers} layers are damped, and damped right inverses one after the other are not symmetric")
            : null;
    }

    private static ConversionMistake OfChain(ArchitectureSpec source, FormattableString why) =>
        new(Descriptors.ToTiedOfChain, source.Type.Name, why.ToString(CultureInfo.InvariantCulture));
}
