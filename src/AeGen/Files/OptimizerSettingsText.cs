using System.Globalization;

namespace AeGen.Files;

/// <summary>An optimizer's settings as text, such as <c>learning_rate 0.001, momentum 0.9</c>; every number comes back as the same bits.</summary>
internal static class OptimizerSettingsText
{
    private static readonly Setting[] Settings =
    [
        new("learning_rate", settings => settings.LearningRate, (settings, value) => settings with { LearningRate = value }),
        new("momentum", settings => settings.Momentum, (settings, value) => settings with { Momentum = value }),
        new("nesterov", settings => settings.Nesterov ? 1 : 0, (settings, value) => settings with { Nesterov = value != 0 }),
        new("beta1", settings => settings.Beta1, (settings, value) => settings with { Beta1 = value }),
        new("beta2", settings => settings.Beta2, (settings, value) => settings with { Beta2 = value }),
        new("epsilon", settings => settings.Epsilon, (settings, value) => settings with { Epsilon = value }),
        new("weight_decay", settings => settings.WeightDecay, (settings, value) => settings with { WeightDecay = value }),
        new("decoupled", settings => settings.DecoupledWeightDecay ? 1 : 0, (settings, value) => settings with { DecoupledWeightDecay = value != 0 }),
        new("smoothing", settings => settings.Smoothing, (settings, value) => settings with { Smoothing = value }),
        new("clip_value", settings => settings.ClipValue ?? 0, (settings, value) => settings with { ClipValue = value != 0 ? value : null }),
        new("clip_norm", settings => settings.ClipNorm ?? 0, (settings, value) => settings with { ClipNorm = value != 0 ? value : null }),
    ];

    /// <summary>Writes settings down.</summary>
    public static string Of(OptimizerSettings settings) =>
        string.Join(", ", Settings.Select(setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Name} {setting.Read(settings):R}")));

    /// <summary>Reads settings; one that the text lacks has its default.</summary>
    /// <exception cref="FormatException">The text is none of settings.</exception>
    public static OptimizerSettings Parse(string text)
    {
        var settings = new OptimizerSettings();
        foreach (string part in text.Split(", "))
        {
            int end = Math.Max(0, part.IndexOf(' ', StringComparison.Ordinal));
            Setting setting = Array.Find(Settings, candidate => candidate.Name == part[..end])
                ?? throw new FormatException($"{FileText.Quote(part)} is no setting of an optimizer");
            settings = float.TryParse(part.AsSpan(end + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                ? setting.With(settings, value)
                : throw new FormatException($"{FileText.Quote(part)} has no number");
        }

        return settings;
    }

    private sealed record Setting(string Name, Func<OptimizerSettings, float> Read, Func<OptimizerSettings, float, OptimizerSettings> With);
}
