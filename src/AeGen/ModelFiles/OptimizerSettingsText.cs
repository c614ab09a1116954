using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>An optimizer's settings as text, such as <c>learning_rate 0.001, momentum 0.9</c>; every number comes back as the same bits.</summary>
internal static class OptimizerSettingsText
{
    private static readonly Setting[] Settings =
    [
        Number("learning_rate", settings => settings.LearningRate, (settings, value) => settings with { LearningRate = value }),
        Number("momentum", settings => settings.Momentum, (settings, value) => settings with { Momentum = value }),
        Number("nesterov", settings => settings.Nesterov ? 1 : 0, (settings, value) => settings with { Nesterov = value != 0 }),
        Number("beta1", settings => settings.Beta1, (settings, value) => settings with { Beta1 = value }),
        Number("beta2", settings => settings.Beta2, (settings, value) => settings with { Beta2 = value }),
        Number("epsilon", settings => settings.Epsilon, (settings, value) => settings with { Epsilon = value }),
        Number("weight_decay", settings => settings.WeightDecay, (settings, value) => settings with { WeightDecay = value }),
        Number("decoupled", settings => settings.DecoupledWeightDecay ? 1 : 0, (settings, value) => settings with { DecoupledWeightDecay = value != 0 }),
        Number("smoothing", settings => settings.Smoothing, (settings, value) => settings with { Smoothing = value }),
        Number("clip_value", settings => settings.ClipValue ?? 0, (settings, value) => settings with { ClipValue = value != 0 ? value : null }),
        Number("clip_norm", settings => settings.ClipNorm ?? 0, (settings, value) => settings with { ClipNorm = value != 0 ? value : null }),
        Seed("noise_seed", settings => settings.NoiseSeed, (settings, value) => settings with { NoiseSeed = value }),
    ];

    /// <summary>Writes settings down.</summary>
    public static string Of(OptimizerSettings settings) =>
        string.Join(", ", Settings.Select(setting => $"{setting.Name} {setting.Read(settings)}"));

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
            settings = setting.With(settings, part[(end + 1)..]) ?? throw new FormatException($"{FileText.Quote(part)} has no number");
        }

        return settings;
    }

    private static Setting Number(string name, Func<OptimizerSettings, float> read, Func<OptimizerSettings, float, OptimizerSettings> with) =>
        new(
            name,
            settings => read(settings).ToString("R", CultureInfo.InvariantCulture),
            (settings, text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? with(settings, value) : null);

    private static Setting Seed(string name, Func<OptimizerSettings, ulong> read, Func<OptimizerSettings, ulong, OptimizerSettings> with) =>
        new(
            name,
            settings => read(settings).ToString(CultureInfo.InvariantCulture),
            (settings, text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? with(settings, value) : null);

    /// <summary>A setting's name, its text, and the settings with it as a text says; null where that is no number.</summary>
    private sealed record Setting(string Name, Func<OptimizerSettings, string> Read, Func<OptimizerSettings, string, OptimizerSettings?> With);
}
