namespace AeGen.Generators.Declaration;

/// <summary>The names that the generated part gives to members of the declared class; the class must leave them free.</summary>
internal static class GeneratedMembers
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Architecture",
        "CodeSize",
        "Contributions",
        "CpuOptions",
        "Create",
        "Decode",
        "Describe",
        "Dispose",
        "Encode",
        "Evaluate",
        "Fit",
        "FitThreshold",
        "FoldDecoder",
        "FoldEncoder",
        "InputSize",
        "IsAnomaly",
        "KeepState",
        "Layers",
        "Load",
        "LoadCheckpoint",
        "LoadWeights",
        "OptimizerSettings",
        "Reconstruct",
        "Save",
        "SaveCheckpoint",
        "Scaling",
        "Score",
        "Threshold",
        "ToDense",
        "ToRightInverse",
        "ToString",
        "ToTied",
        "TrainStep",
        "Untie",
        "network",
    ];

    /// <summary>Those of them that are properties, whose accessors have names, too.</summary>
    public static IReadOnlyList<string> Properties { get; } = ["Architecture", "CpuOptions", "Layers", "OptimizerSettings", "Scaling",
        "Threshold"];
}
