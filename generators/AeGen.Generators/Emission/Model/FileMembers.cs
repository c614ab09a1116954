namespace AeGen.Generators.Emission.Model;

/// <summary>Writes the members that save and load the model.</summary>
internal static class FileMembers
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="self">The declared class from anywhere.</param>
    public static void Write(CodeWriter writer, string self)
    {
        Member(writer, "Save", "Writes the weights, biases, scaling and threshold to a safetensors file, whole or not at all.");
        MemberHead.Write(writer, "Makes a model with the weights, biases, scaling and threshold of a safetensors file.", "Load");
        writer.Line($"public static {self} Load(string path) => global::AeGen.Runtime.CompiledAutoencoder.Load<{self}>(path);");
        writer.Line();
        Member(writer, "LoadWeights", "Takes the weights, biases, scaling and threshold of a safetensors file.");
        Member(
            writer, "SaveCheckpoint", "Writes what Save writes, and the optimizer's state, to a safetensors file, whole or not at all.", "SaveCheckpoint(string)");
        MemberHead.Write(
            writer,
            "Writes what Save writes, the optimizer's state and that of a training to a safetensors file, whole or not at all.",
            "SaveCheckpoint(string, global::AeGen.TrainingState)");
        writer.Line("public void SaveCheckpoint(string path, global::AeGen.TrainingState state) => network.SaveCheckpoint(path, state);");
        writer.Line();
        MemberHead.Write(
            writer,
            "Takes the model and the optimizer's state that a checkpoint holds, and returns that of the training, or null.",
            "LoadCheckpoint");
        writer.Line("public global::AeGen.TrainingState? LoadCheckpoint(string path) => network.LoadCheckpoint(path);");
        writer.Line();
    }

    private static void Member(CodeWriter writer, string name, string summary, string? reference = null)
    {
        MemberHead.Write(writer, summary, reference ?? name);
        writer.Line($"public void {name}(string path) => network.{name}(path);");
        writer.Line();
    }
}
