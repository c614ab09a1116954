using System.Globalization;
using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Model;

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
            () => WriteMembers(writer, architecture),
            () => WriteRemarks(writer, architecture, new Cost(plan)));
        return new SourceFile($"{type.FullName}.Model.g.cs", writer.ToString());
    }

    /// <summary>What an editor shows of the class beside the user's own summary.</summary>
    private static void WriteRemarks(CodeWriter writer, ArchitectureSpec architecture, Cost cost)
    {
        IEnumerable<LayerSpec> layers = architecture.Encoder.Concat(architecture.Decoder);
        string widths = string.Join("-", layers.Select(layer => layer.Outputs.ToString(CultureInfo.InvariantCulture)));
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>An autoencoder of the widths {architecture.InputSize}-{widths}; the decoder is {Describe(architecture.DecoderKind)}{(architecture.Variational is null ? string.Empty : "; variational")}.</para>");
        writer.Line("/// <list type=\"bullet\">");
        foreach (LayerSpec layer in layers)
        {
            writer.Line(
                $"/// <item>{CodeWriter.Escape(layer.Name)}: {layer.Inputs} to {layer.Outputs}, {layer.Activation}{(layer.Bias ? string.Empty : ", no bias")}{(layer.Normalization is { } normalization ? $", [{normalization.Kind}Norm]" : string.Empty)}</item>");
        }

        if (architecture.Variational is { } variational)
        {
            LayerSpec head = variational.LogVariance;
            writer.Line($"/// <item>{CodeWriter.Escape(head.Name)}: {head.Inputs} to {head.Outputs}, the logarithms of the variances with which training draws codes</item>");
        }

        writer.Line("/// </list>");
        writer.Line($"/// <para>{Cost.Count(cost.Parameters)} parameters; {cost.MultiplyAdds}.</para>");
        writer.Line($"/// <para>On the CPU {cost.Memory}.</para>");
        writer.Line("/// </remarks>");
    }

    private static string Describe(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => "the encoder's transpose",
        DecoderKind.TiedAtInitialization => "the encoder's transpose at the start and free from then on",
        DecoderKind.RightInverse => "the encoder's right inverse",
        DecoderKind.Dense => "free",
    };

    private static void WriteMembers(CodeWriter writer, ArchitectureSpec architecture)
    {
        string name = architecture.Type.Name, self = TypeDeclaration.Global(architecture.Type);
        int input = architecture.InputSize, code = architecture.Encoder[architecture.Encoder.Count - 1].Outputs;
        const string Read = "global::System.ReadOnlySpan<float>", Write = "global::System.Span<float>", Device = "global::AeGen.ComputeDevice? device = null";
        MemberHead.OfField(writer, $"Number of features of a sample: {input}.");
        writer.Line($"public const int InputSize = {input};");
        writer.Line();
        MemberHead.OfField(writer, $"Number of features of a code: {code}.");
        writer.Line($"public const int CodeSize = {code};");
        writer.Line();
        writer.Line(Marks.Field);
        writer.Line($"private readonly global::AeGen.Runtime.Network<{self}> network;");
        writer.Line();
        writer.Line(Marks.Code);
        writer.Line($"private {name}(ulong seed) => network = new(seed);");
        writer.Line();
        MemberHead.Write(writer, "The architecture as declared.");
        writer.Line($"public static global::AeGen.Architecture Architecture => global::AeGen.Runtime.CompiledAutoencoder.ArchitectureOf<{self}>();");
        writer.Line();
        MemberHead.Write(writer, "The layers' weights and biases, encoder first, by name and in order.");
        writer.Line("public global::AeGen.LayerCollection Layers => network.Layers;");
        writer.Line();
        MemberHead.Write(writer, $"The numbers of {architecture.Optimizer}, for the steps to come.");
        Property(writer, "OptimizerSettings");
        writer.Line();
        MemberHead.Write(writer, "How the CPU's kernels run.");
        Property(writer, "CpuOptions");
        writer.Line();
        MemberHead.Write(writer, "Makes a model with freshly drawn weights. Equal seeds give equal weights.");
        writer.Line($"public static {self} Create(ulong seed = 0) => new(seed);");
        writer.Line();
        MemberHead.Write(writer, $"Computes the codes, [batch, {code}], of samples, [batch, {input}].", "Encode");
        writer.Line($"public void Encode({Read} input, {Write} codes, {Device}) => network.Encode(input, codes, device);");
        writer.Line();
        MemberHead.Write(writer, $"Computes the reconstructions, [batch, {input}], that belong to codes, [batch, {code}].", "Decode");
        writer.Line($"public void Decode({Read} codes, {Write} output, {Device}) => network.Decode(codes, output, device);");
        writer.Line();
        MemberHead.Write(writer, $"Encodes and decodes samples, [batch, {input}], into reconstructions, [batch, {input}].", "Reconstruct");
        writer.Line($"public void Reconstruct({Read} input, {Write} output, {Device}) => network.Reconstruct(input, output, device);");
        writer.Line();
        MemberHead.Write(writer, $"The mean {architecture.Loss} per element of samples, [batch, {input}], without a step.", "Evaluate");
        writer.Line($"public double Evaluate({Read} input, {Device}) => network.Evaluate(input, device);");
        writer.Line();
        MemberHead.Write(
            writer,
            $"Takes one step of {architecture.Optimizer} on samples, [batch, {input}]; returns the mean {architecture.Loss} per element before it.",
            "TrainStep");
        writer.Line($"public float TrainStep({Read} batch, {Device}) => network.TrainStep(batch, device);");
        writer.Line();
        MemberHead.Write(writer, $"Trains for a number of epochs on samples of {input} features.", "Fit");
        writer.Line("public global::AeGen.TrainingHistory Fit(global::AeGen.DataSet train, global::AeGen.FitOptions? options = null) => network.Fit(train, options);");
        writer.Line();
        FileMembers.Write(writer, self);
        UseMembers.Write(writer, input, code);
        writer.Line();
        MemberHead.Write(writer, "The layers, the parameter count, the multiply-adds of a step and the memory, as text.");
        writer.Line("public string Describe() => network.Describe();");
        writer.Line();
        MemberHead.Write(writer, "The widths of the layers and the kind of decoder.");
        writer.Line("public override string ToString() => network.ToString();");
        writer.Line();
        MemberHead.Write(writer, "Frees the model's memory.");
        writer.Line("public void Dispose() => network.Dispose();");
    }

    private static void Property(CodeWriter writer, string name) =>
        writer.Block($"public global::AeGen.{name} {name}", () =>
        {
            writer.Line($"get => network.{name};");
            writer.Line($"set => network.{name} = value;");
        });
}
