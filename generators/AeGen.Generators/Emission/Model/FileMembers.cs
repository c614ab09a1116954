namespace AeGen.Generators.Emission.Model;

/// <summary>Writes the members that save and load the model.</summary>
internal static class FileMembers
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="self">The declared class from anywhere.</param>
    public static void Write(CodeWriter writer, string self)
    {
        Member(writer, "Save", "Writes the weights and biases to a safetensors file, whole or not at all.");
        writer.Summary("Makes a model with the weights and biases of a safetensors file.");
        ModelEmitter.Inherit(writer, "Load");
        writer.Line($"public static {self} Load(string path) => global::AeGen.Runtime.CompiledAutoencoder.Load<{self}>(path);");
        writer.Line();
        Member(writer, "LoadWeights", "Takes the weights and biases of a safetensors file.");
        Member(writer, "SaveCheckpoint", "Writes the weights, the biases and the state of the training to a safetensors file, whole or not at all.");
        Member(writer, "LoadCheckpoint", "Takes the weights, the biases and the state of the training that a checkpoint holds.");
    }

    private static void Member(CodeWriter writer, string name, string summary)
    {
        writer.Summary(summary);
        ModelEmitter.Inherit(writer, name);
        writer.Line($"public void {name}(string path) => network.{name}(path);");
        writer.Line();
    }
}
