using System.Text.Json;
using System.Text.Json.Serialization;

namespace AeGen.Bench.Peers.Protocol;

/// <summary>How orders and answers are written: each as JSON in a line of its own.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions OneLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<TMessage>(TMessage message) => JsonSerializer.Serialize(message, OneLine);

    public static TMessage Read<TMessage>(string line) => JsonSerializer.Deserialize<TMessage>(line, OneLine)!;
}
