using System.Text.Json;
using System.Text.Json.Serialization;

namespace AeGen.ModelFiles;

/// <summary>A training's state as JSON, but for the parameters in it; every number comes back as the same bits, NaN and infinities too.</summary>
internal static partial class TrainingStateText
{
    /// <summary>Writes a state down.</summary>
    public static string Of(TrainingState state) => JsonSerializer.Serialize(
        new Document(
            state.Epochs, state.Step, state.Samples, state.BatchSize, state.Shuffle, state.Seed, state.Monitor,
            state.BestEpoch, state.BestLoss, state.EpochsWithoutImprovement, state.Plateau),
        DocumentContext.Default.Document);

    /// <summary>Reads a state: nothing may be missing, stand there twice, or be unknown.</summary>
    /// <exception cref="FormatException">The text is none of a state; the exception says where.</exception>
    public static TrainingState Parse(string text)
    {
        try
        {
            Document read = JsonSerializer.Deserialize(
                text, DocumentContext.Default.Document) ?? throw new FormatException("the state of a training is expected");
            return new TrainingState
            {
                Epochs = read.Epochs,
                Step = read.Step,
                Samples = read.Samples,
                BatchSize = read.BatchSize,
                Shuffle = read.Shuffle,
                Seed = read.Seed,
                Monitor = read.Monitor,
                BestEpoch = read.BestEpoch,
                BestLoss = read.BestLoss,
                EpochsWithoutImprovement = read.EpochsWithoutImprovement,
                Plateau = read.Plateau,
            };
        }
        catch (JsonException exception)
        {
            throw new FormatException($"this is not the state of a training: {exception.Message}", exception);
        }
    }

    /// <summary>What the JSON holds. The names of these members, and of those of the records in them, are names in files.</summary>
    private sealed record Document(
        IReadOnlyList<EpochRecord> Epochs,
        long Step,
        int Samples,
        int BatchSize,
        bool Shuffle,
        ulong Seed,
        MonitoredLoss Monitor,
        int? BestEpoch,
        double? BestLoss,
        int EpochsWithoutImprovement,
        PlateauState? Plateau);

    [JsonSourceGenerationOptions(
        JsonSerializerDefaults.Strict,
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class DocumentContext : JsonSerializerContext;
}
