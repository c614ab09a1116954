namespace AeGen.Generators.Emission.Model;

/// <summary>Writes the members that trained models are used by.</summary>
internal static class UseMembers
{
    private const string Samples = "global::System.ReadOnlySpan<float>";
    private const string Numbers = "global::System.Span<float>";
    private const string Flags = "global::System.Span<bool>";
    private const string Device = "global::AeGen.ComputeDevice? device = null";

    /// <summary>Writes them.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="input">Number of features of a sample.</param>
    /// <param name="code">Number of features of a code.</param>
    public static void Write(CodeWriter writer, int input, int code)
    {
        MemberHead.Write(
            writer,
            $"The scaling of the {input} features that brings samples to what the model takes, or null. The model keeps it and does not apply it.");
        Property(writer, "global::AeGen.Scaling?", "Scaling");
        writer.Line();
        MemberHead.Write(
            writer, "The score above which a sample is an anomaly; null until it is set or fitted. Training leaves it as it is.");
        Property(writer, "double?", "Threshold");
        Member(writer, "Has the calls of this thread, until it is disposed, see one state, whatever other threads load or train meanwhile.", "KeepState");
        writer.Line("public global::AeGen.KeptState KeepState() => network.KeepState();");
        Member(writer, $"The mean squared reconstruction error, [batch], of samples, [batch, {input}].", "Score");
        writer.Line($"public void Score({Samples} input, {Numbers} scores, {Device}) => network.Score(input, scores, device);");
        Member(writer, $"The squared reconstruction error of each feature, [batch, {input}], of samples, [batch, {input}].", "Contributions");
        writer.Line(
            $"public void Contributions({Samples} input, {Numbers} contributions, {Device}) => network.Contributions(input, contributions, device);");
        Member(writer, "Sets the threshold to the score that a share of the data exceeds, and returns it.", "FitThreshold");
        writer.Line(
            $"public double FitThreshold(global::AeGen.DataSet normal, double contamination, {Device}) => "
            + "network.FitThreshold(normal, contamination, device);");
        Member(
            writer, $"Whether one sample, [{input}], scores above the threshold.", "IsAnomaly(global::System.ReadOnlySpan{float}, global::AeGen.ComputeDevice)");
        writer.Line($"public bool IsAnomaly({Samples} sample, {Device}) => network.IsAnomaly(sample, device);");
        Member(
            writer,
            $"Which samples, [batch, {input}], score above the threshold, [batch].",
            "IsAnomaly(global::System.ReadOnlySpan{float}, global::System.Span{bool}, global::AeGen.ComputeDevice)");
        writer.Line($"public void IsAnomaly({Samples} input, {Flags} flags, {Device}) => network.IsAnomaly(input, flags, device);");
        Conversion(writer, "The tied model that computes the same reconstructions as this right-inverse one.", "ToTied");
        Conversion(writer, "The right-inverse model of this tied model's weights; the same function only where their rows are orthonormal.", "ToRightInverse");
        Conversion(writer, "The free model of this tied model's weights, whose decoder gets transposes of its own.", "Untie");
        Conversion(writer, "The free model that computes the same function, with the weights that this model's decoder works with.", "ToDense");
        Member(writer, $"The encoder as one matrix, [{code}, {input}], where it has no activations.", "FoldEncoder");
        writer.Line("public global::AeGen.LinearMap FoldEncoder() => network.FoldEncoder();");
        Member(writer, $"The decoder as one matrix, [{input}, {code}], where it has no activations.", "FoldDecoder");
        writer.Line("public global::AeGen.LinearMap FoldDecoder() => network.FoldDecoder();");
    }

    private static void Property(CodeWriter writer, string type, string name) => writer.Block($"public {type} {name}", () =>
    {
        writer.Line($"get => network.{name};");
        writer.Line($"set => network.{name} = value;");
    });

    private static void Member(CodeWriter writer, string summary, string member)
    {
        writer.Line();
        MemberHead.Write(writer, summary, member);
    }

    private static void Conversion(CodeWriter writer, string summary, string name)
    {
        Member(writer, summary, $"{name}{{TTarget}}");
        writer.Line(
            $"public TTarget {name}<TTarget>() where TTarget : class, global::AeGen.IAutoencoder<TTarget> => network.{name}<TTarget>();");
    }
}
