namespace AeGen.Bench.Gpu;

/// <summary>What is measured of a network and a batch size.</summary>
internal enum Quantity
{
    /// <summary>Training on a data set that stays on the device.</summary>
    TrainingResident,

    /// <summary>Training on batches that come from the host.</summary>
    TrainingUpload,

    /// <summary>Inference on samples that stay on the device.</summary>
    InferenceResident,

    /// <summary>Inference on samples that come from the host and go back to it.</summary>
    InferenceTransfers,
}

/// <summary>Names and order of the quantities.</summary>
internal static class Quantities
{
    public static IReadOnlyList<Quantity> All { get; } = Enum.GetValues<Quantity>();

    /// <summary>A quantity's name in tables.</summary>
    public static string Title(Quantity quantity) => quantity switch
    {
        Quantity.TrainingResident => "training, resident",
        Quantity.TrainingUpload => "training, upload",
        Quantity.InferenceResident => "inference, resident",
        _ => "inference, up and down",
    };
}
