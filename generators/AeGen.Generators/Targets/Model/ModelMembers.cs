namespace AeGen.Generators.Targets.Model;

/// <summary>All members of the declared class, in order.</summary>
internal static class ModelMembers
{
    /// <summary>A sample or several, row by row.</summary>
    public const string Samples = "global::System.ReadOnlySpan<float>";

    /// <summary>Numbers that a member writes.</summary>
    public const string Numbers = "global::System.Span<float>";

    /// <summary>The device that runs a member.</summary>
    public const string Device = "global::AeGen.ComputeDevice? device = null";

    /// <summary>Writes them.</summary>
    /// <param name="members">Where to write.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="input">Number of features of a sample.</param>
    /// <param name="code">Number of features of a code.</param>
    /// <param name="loss">What the loss is called.</param>
    /// <param name="optimizer">What the optimizer is called.</param>
    public static void Write(MemberWriter members, string name, int input, int code, string loss, string optimizer)
    {
        string self = members.Self;
        members.Constant($"Number of features of a sample: {input}.", "InputSize", input);
        members.Constant($"Number of features of a code: {code}.", "CodeSize", code);
        members.Internal(Marks.Field, $"private readonly global::AeGen.Runtime.Network<{self}> network;");
        members.Internal(Marks.Code, $"private {name}(ulong seed) => network = new(seed);");
        members.Value(
            "The architecture as declared.",
            "global::AeGen.Architecture",
            "Architecture",
            $"global::AeGen.Runtime.CompiledAutoencoder.ArchitectureOf<{self}>()",
            isStatic: true);
        members.Value("The layers' weights and biases, encoder first, by name and in order.", "global::AeGen.LayerCollection", "Layers");
        members.Property($"The numbers of {optimizer}, for the steps to come.", "global::AeGen.OptimizerSettings", "OptimizerSettings");
        members.Property("How the CPU's kernels run.", "global::AeGen.CpuOptions", "CpuOptions");
        members.Method(
            "Makes a model with freshly drawn weights. Equal seeds give equal weights.", $"static {self}", "Create", "ulong seed = 0",
            errors: string.Empty, call: "new(seed)");
        members.Method(
            $"Computes the codes, [batch, {code}], of samples, [batch, {input}].",
            "void",
            "Encode",
            $"{Samples} input, {Numbers} codes, {Device}");
        members.Method(
            $"Computes the reconstructions, [batch, {input}], that belong to codes, [batch, {code}].",
            "void",
            "Decode",
            $"{Samples} codes, {Numbers} output, {Device}");
        members.Method(
            $"Encodes and decodes samples, [batch, {input}], into reconstructions, [batch, {input}].",
            "void",
            "Reconstruct",
            $"{Samples} input, {Numbers} output, {Device}");
        members.Method(
            $"The mean {loss} per element of samples, [batch, {input}], without a step.", "double", "Evaluate",
            $"{Samples} input, {Device}");
        members.Method(
            $"Takes one step of {optimizer} on samples, [batch, {input}]; returns the mean {loss} per element before it.",
            "float",
            "TrainStep",
            $"{Samples} batch, {Device}");
        members.Method(
            $"Trains for a number of epochs on samples of {input} features.",
            "global::AeGen.TrainingHistory",
            "Fit",
            "global::AeGen.DataSet train, global::AeGen.FitOptions? options = null");
        FileMembers.Write(members);
        UseMembers.Write(members, input, code);
        members.Method(
            "The layers, the parameter count, the multiply-adds of a step and the memory, as text.", "string", "Describe", string.Empty,
            errors: string.Empty);
        members.Method(
            "The widths of the layers and the kind of decoder.", "override string", "ToString", string.Empty, errors: string.Empty);
        members.Method("Frees the model's memory.", "void", "Dispose", string.Empty, errors: string.Empty);
    }
}
