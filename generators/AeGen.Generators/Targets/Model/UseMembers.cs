namespace AeGen.Generators.Targets.Model;

/// <summary>The members that trained models are used by.</summary>
internal static class UseMembers
{
    private const string Samples = ModelMembers.Samples;
    private const string Numbers = ModelMembers.Numbers;
    private const string Flags = "global::System.Span<bool>";
    private const string Device = ModelMembers.Device;

    /// <summary>Writes them.</summary>
    /// <param name="members">Where to write.</param>
    /// <param name="input">Number of features of a sample.</param>
    /// <param name="code">Number of features of a code.</param>
    public static void Write(MemberWriter members, int input, int code)
    {
        members.Property(
            $"The scaling of the {input} features that brings samples to what the model takes, or null. The model keeps it and does not "
            + $"apply it.",
            "global::AeGen.Scaling?",
            "Scaling");
        members.Property(
            "The score above which a sample is an anomaly; null until it is set or fitted. Training leaves it as it is.", "double?",
            "Threshold");
        members.Method(
            "Has the calls of this thread, until it is disposed, see one state, whatever other threads load or train meanwhile.",
            "global::AeGen.KeptState",
            "KeepState",
            string.Empty);
        members.Method(
            $"The mean squared reconstruction error, [batch], of samples, [batch, {input}].",
            "void",
            "Score",
            $"{Samples} input, {Numbers} scores, {Device}");
        members.Method(
            $"The squared reconstruction error of each feature, [batch, {input}], of samples, [batch, {input}].",
            "void",
            "Contributions",
            $"{Samples} input, {Numbers} contributions, {Device}");
        members.Method(
            "Sets the threshold to the score that a share of the data exceeds, and returns it.",
            "double",
            "FitThreshold",
            $"global::AeGen.DataSet normal, double contamination, {Device}");
        members.Method(
            $"Whether one sample, [{input}], scores above the threshold.",
            "bool",
            "IsAnomaly",
            $"{Samples} sample, {Device}",
            "IsAnomaly(global::System.ReadOnlySpan{float}, global::AeGen.ComputeDevice)");
        members.Method(
            $"Which samples, [batch, {input}], score above the threshold, [batch].",
            "void",
            "IsAnomaly",
            $"{Samples} input, {Flags} flags, {Device}",
            "IsAnomaly(global::System.ReadOnlySpan{float}, global::System.Span{bool}, global::AeGen.ComputeDevice)");
        Conversion("The tied model that computes the same reconstructions as this right-inverse one.", "ToTied");
        Conversion("The right-inverse model of this tied model's weights; the same function only where their rows are orthonormal.",
            "ToRightInverse");
        Conversion("The free model of this tied model's weights, whose decoder gets transposes of its own.", "Untie");
        Conversion("The free model that computes the same function, with the weights that this model's decoder works with.", "ToDense");
        Fold($"The encoder as one matrix, [{code}, {input}], where it has no activations.", "FoldEncoder");
        Fold($"The decoder as one matrix, [{input}, {code}], where it has no activations.", "FoldDecoder");

        void Conversion(string summary, string name) =>
            members.Method(summary, "TTarget", name, string.Empty, $"{name}{{TTarget}}", typeParameter: "TTarget");

        void Fold(string summary, string name) => members.Method(summary, "global::AeGen.LinearMap", name, string.Empty);
    }
}
