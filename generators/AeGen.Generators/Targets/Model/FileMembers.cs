namespace AeGen.Generators.Targets.Model;

/// <summary>The members that save and load the model.</summary>
internal static class FileMembers
{
    private const string Path = "string path";

    /// <summary>Writes them.</summary>
    /// <param name="members">Where to write.</param>
    public static void Write(MemberWriter members)
    {
        members.Method(
            "Writes the weights, biases, scaling and threshold to a safetensors file, whole or not at all.", "void", "Save", Path);
        members.Method(
            "Makes a model with the weights, biases, scaling and threshold of a safetensors file.",
            $"static {members.Self}",
            "Load",
            Path,
            call: $"global::AeGen.Runtime.CompiledAutoencoder.Load<{members.Self}>(path)");
        members.Method(
            "Takes the weights, biases, scaling and threshold of a safetensors file.", "void", "LoadWeights", Path);
        members.Method(
            "Writes what Save writes, and the optimizer's state, to a safetensors file, whole or not at all.",
            "void",
            "SaveCheckpoint",
            Path,
            "SaveCheckpoint(string)");
        members.Method(
            "Writes what Save writes, the optimizer's state and that of a training to a safetensors file, whole or not at all.",
            "void",
            "SaveCheckpoint",
            $"{Path}, global::AeGen.TrainingState state",
            "SaveCheckpoint(string, global::AeGen.TrainingState)");
        members.Method(
            "Takes the model and the optimizer's state that a checkpoint holds, and returns that of the training, or null.",
            "global::AeGen.TrainingState?",
            "LoadCheckpoint",
            Path);
    }
}
