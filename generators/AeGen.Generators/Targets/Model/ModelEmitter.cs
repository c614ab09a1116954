using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Model;

/// <summary>Writes the declared class's members, with the architecture's own numbers in their comments.</summary>
internal static class ModelEmitter
{
    public static SourceFile Emit(KernelPlan plan)
    {
        ArchitectureSpec architecture = plan.Architecture;
        TypeSpec type = architecture.Type;
        var writer = new CodeWriter();
        writer.Line(FileHeader.Text);
        writer.Line();
        TypeDeclaration.Write(
            writer,
            type,
            $" : {TypeDeclaration.CompiledInterface(type)}",
            () => ModelMembers.Write(
                new MemberWriter(writer, TypeDeclaration.Global(type), stub: null),
                type.Name,
                architecture.InputSize,
                architecture.Encoder[architecture.Encoder.Count - 1].Outputs,
                architecture.Loss,
                architecture.Optimizer.Name),
            () => WriteRemarks(writer, architecture, new Cost(plan)));
        return new SourceFile($"{type.FullName}.Model.g.cs", writer.ToString());
    }

    /// <summary>What an editor shows of the class beside the user's own summary.</summary>
    private static void WriteRemarks(CodeWriter writer, ArchitectureSpec architecture, Cost cost)
    {
        IEnumerable<LayerSpec> layers = architecture.Encoder.Concat(architecture.Decoder);
        string widths = string.Join("-", layers.Select(layer => layer.Outputs.ToString(CultureInfo.InvariantCulture)));
        writer.Line("/// <remarks>");
        string kind = Describe(architecture.DecoderKind) + (architecture.Variational is null ? string.Empty : "; variational");
        writer.Line($"/// <para>An autoencoder of the widths {architecture.InputSize}-{widths}; the decoder is {kind}.</para>");
        writer.Line("/// <list type=\"bullet\">");
        foreach (LayerSpec layer in layers)
        {
            string bias = layer.Bias ? string.Empty : ", no bias";
            string normalization = layer.Normalization is { Kind: var norm } ? $", [{norm}Norm]" : string.Empty;
            WriteItem(layer, $"{layer.Activation}{bias}{normalization}");
        }

        if (architecture.Variational is { } variational)
        {
            WriteItem(variational.LogVariance, "the logarithms of the variances with which training draws codes");
        }

        writer.Line("/// </list>");
        writer.Line($"/// <para>{Cost.Count(cost.Parameters)} parameters; {cost.MultiplyAdds}.</para>");
        writer.Line($"/// <para>On the CPU {cost.Memory}.</para>");
        writer.Line("/// </remarks>");

        void WriteItem(LayerSpec layer, string more) =>
            writer.Line($"/// <item>{CodeWriter.Escape(layer.Name)}: {layer.Inputs} to {layer.Outputs}, {more}</item>");
    }

    private static string Describe(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => "the encoder's transpose",
        DecoderKind.TiedAtInitialization => "the encoder's transpose at the start and free from then on",
        DecoderKind.RightInverse => "the encoder's right inverse",
        DecoderKind.Dense => "free",
    };
}
