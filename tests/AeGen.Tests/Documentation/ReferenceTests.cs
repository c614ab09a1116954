using System.Reflection;
using AeGen.Testing.Documentation;
using Microsoft.Extensions.Logging;

namespace AeGen.Tests.Documentation;

/// <summary>The pages of reference say what the code says, all of it and nothing else.</summary>
public sealed class ReferenceTests
{
    private static readonly Type[] Exported = typeof(AutoencoderAttribute).Assembly.GetExportedTypes();
    private static readonly Type[] TrainingOptions = [typeof(FitOptions), typeof(EarlyStopping), typeof(OptimizerSettings), typeof(CpuOptions)];

    private static readonly Type[] DataOptions = [typeof(ReadOptions), typeof(CsvOptions), typeof(DataFileOptions)];

    /// <summary>Enumerations whose values are described where they are declared, and nowhere else.</summary>
    private static readonly Type[] Functions = [typeof(Activation), typeof(Loss), typeof(Optimizer)];

    [Fact]
    public void The_page_of_attributes_has_every_attribute_argument_default_and_value()
    {
        // What is written as nothing is not the property's own default there.
        var inWords = new Dictionary<(string Attribute, string Argument), string>
        {
            [(nameof(DenseDecoderAttribute), "size")] = "the mirror",
            [(nameof(DenseDecoderAttribute), nameof(DenseDecoderAttribute.HiddenActivation))] = "the encoder's",
            [(nameof(TiedDecoderAttribute), nameof(TiedDecoderAttribute.HiddenActivation))] = "the encoder's",
            [(nameof(RightInverseDecoderAttribute), nameof(RightInverseDecoderAttribute.HiddenActivation))] = "the encoder's",
        };
        Type[] attributes = [.. Exported.Where(type => type.IsSubclassOf(typeof(Attribute)))];

        var page = new ReferencePage("src", "AeGen", "Declaration");

        page.RequireSections(
        [
            .. attributes.Select(type => ReferenceSection.OfAttribute(
                type, inWords.Where(entry => entry.Key.Attribute == type.Name).ToDictionary(entry => entry.Key.Argument, entry => entry.Value))),
            .. attributes.SelectMany(ReferenceSection.EnumerationsOf).Distinct()
                .Select(type => Functions.Contains(type) ? new(type.Name, []) : ReferenceSection.OfEnumeration(type)),
        ]);
        Assert.All(Functions, type => page.RequireLink($"{type.Name}.cs"));
        page.RequireNames(typeof(AutoencoderAttribute).Assembly);
    }

    [Fact]
    public void The_page_of_training_has_every_option_schedule_default_and_value()
    {
        IEnumerable<MethodInfo> schedules = typeof(LearningRate).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(LearningRate) && !method.IsSpecialName && method.Name is not (nameof(LearningRate.FromSingle) or "<Clone>$"));
        Type[] enumerations = [.. TrainingOptions.SelectMany(ReferenceSection.EnumerationsOf), typeof(FitControl), typeof(TrainingEnd)];

        var page = new ReferencePage("src", "AeGen", "Training");

        page.RequireSections(
        [
            .. TrainingOptions.Select(ReferenceSection.OfOptions), ReferenceSection.OfConstructor(typeof(CheckpointFolder)),
            .. schedules.Select(ReferenceSection.OfMethod), .. enumerations.Select(ReferenceSection.OfEnumeration),
        ]);
        page.RequireNames(typeof(AutoencoderAttribute).Assembly, typeof(ILogger).Assembly, typeof(IProgress<>).Assembly);
    }

    [Fact]
    public void The_page_of_data_has_every_option_default_and_value()
    {
        var page = new ReferencePage("src", "AeGen", "Data");

        page.RequireSections(
        [
            .. DataOptions.Select(ReferenceSection.OfOptions),
            .. DataOptions.SelectMany(ReferenceSection.EnumerationsOf).Distinct().Select(ReferenceSection.OfEnumeration),
        ]);
        page.RequireNames(typeof(AutoencoderAttribute).Assembly, typeof(IReadOnlyList<>).Assembly);
    }

    [Fact]
    public void The_page_of_anomalies_has_every_method_parameter_and_default()
    {
        string[] methods = [nameof(IAutoencoder<>.Score), nameof(IAutoencoder<>.Contributions), nameof(IAutoencoder<>.FitThreshold), nameof(
            IAutoencoder<>.IsAnomaly)];
        IEnumerable<ReferenceSection> sections = typeof(IAutoencoder<>).GetMethods().Where(method => methods.Contains(method.Name)).Select(
            method =>
            ReferenceSection.OfMethod(method) with
            {
                Name = method.Name == nameof(IAutoencoder<>.IsAnomaly)
                    ? $"{method.Name}({string.Join(", ", method.GetParameters().SkipLast(1).Select(parameter => parameter.Name))})"
                    : method.Name,
            });
        var page = new ReferencePage("src", "AeGen", "Model");

        page.RequireSections(sections);
        page.RequireNames(typeof(AutoencoderAttribute).Assembly, typeof(ReadOnlySpan<>).Assembly);
    }

    [Fact]
    public void No_record_of_options_is_without_a_page()
    {
        // The namespace below is that of generated code.
        IEnumerable<Type> users = Exported.Where(type => type.Namespace == nameof(AeGen));

        Assert.Equal(
            users.Select(type => type.Name)
                .Where(name => name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal)).Order(),
            TrainingOptions.Concat(DataOptions).Except([typeof(EarlyStopping)]).Select(type => type.Name).Order());
    }
}
