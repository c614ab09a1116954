using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using AeGen.Generators.Advice;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Tests;

/// <summary>What a declared model costs is said where it is declared, and over its class in an editor.</summary>
public sealed class CostTests
{
    private const string Tied = """
        using AeGen;
        /// <summary>Mine.</summary>
        [Autoencoder(64), Dense(32, Activation.Relu), Dense(8), TiedDecoder]
        public sealed partial class Model;
        """;

    // 64 x 32 + 32 x 8 weights, 32 + 8 biases and 32 + 64 of the decoder's.
    [Fact]
    [Covers("AEG0055")]
    public void A_model_costs_what_its_layers_do()
    {
        Diagnostic said = Assert.Single(Run.On(Tied).Analyze(new CostAnalyzer()));

        Assert.Equal(DiagnosticSeverity.Info, said.Severity);
        Assert.Equal("Autoencoder(64)", said.Location.SourceTree!.ToString().Substring(said.Location.SourceSpan.Start, said.Location.SourceSpan.Length));
        Assert.StartsWith("Model has 2,440 parameters and takes ", said.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(" 4,608 in a reconstruction; on the CPU ", said.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    public static TheoryData<string> Examples { get; } = [.. Testing.Examples.All.Keys];

    /// <summary>The comment over the class and the model itself, loaded and asked, give the same numbers.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void What_is_said_at_the_declaration_is_what_the_model_says(string name)
    {
        Compilation output = Run.On(Testing.Examples.All[name]).Output;
        using var stream = new MemoryStream();
        Assert.True(output.Emit(stream).Success);
        Type model = Assembly.Load(stream.ToArray()).GetTypes().Single(type => type.GetMethod("Describe") is not null);
        using var created = (IDisposable)model.GetMethod("Create")!.Invoke(null, [1UL])!;
        string[] described = [.. ((string)model.GetMethod("Describe")!.Invoke(created, null)!).Split('\n').TakeLast(3).Select(line => line.Trim())];

        string remarks = output.GetTypeByMetadataName(model.FullName!)!.GetDocumentationCommentXml(CultureInfo.InvariantCulture)!;
        Assert.Contains($"<para>{described[0]}; {described[1]}.</para>", remarks, StringComparison.Ordinal);
        Assert.Contains($"<para>On the CPU {described[2]}.</para>", remarks, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistaken_declaration_has_no_costs() => Assert.Empty(Run.On("[AeGen.Autoencoder(64)] partial class Model;").Analyze(new CostAnalyzer()));

    [Theory]
    [InlineData("Autoencoder(784), Dense({|AEG0056:128|}), Dense(32), TiedDecoder")]
    [InlineData("Autoencoder(784), Dense(16), Dense(8), DenseDecoder(100), DenseDecoder({|AEG0056:784|})", 100 * 784, "decoder.1", "784")]
    [InlineData("Autoencoder(784), Dense({|AEG0056:128|}), Dense(32), TiedDecoder(AtInitializationOnly = true)")]
    [InlineData("Autoencoder(784), Dense({|AEG0056:128|}), Dense(32), DenseDecoder")]
    [InlineData("Autoencoder(784), Dense({|AEG0056:128|}), Dense(32), TiedDecoder, Variational(0.1)")]
    [InlineData("Autoencoder(784), Dense(128), BatchNorm, Dense(32), TiedDecoder")]
    [InlineData("Autoencoder(64), Dense(32), Dense(8), TiedDecoder")]
    [InlineData("Autoencoder(784), Dense(32), RightInverseDecoder")]
    [Covers("AEG0056")]
    public void A_layer_beyond_one_launch_is_named(string attributes, int weights = 784 * 128, string layer = "encoder.0", string size = "128")
    {
        string source = $"using AeGen;\n[{attributes.Replace("{|AEG0056:", string.Empty, StringComparison.Ordinal).Replace("|}", string.Empty, StringComparison.Ordinal)}]\npartial class Model;";
        Diagnostic[] said = [.. Run.OnWithIlgpu(source).Analyze(new CostAnalyzer()).Where(found => found.Id == "AEG0056")];

        if (!attributes.Contains("AEG0056", StringComparison.Ordinal))
        {
            Assert.Empty(said);
            return;
        }

        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"With the {weights:N0} weights of {layer} the network"), Assert.Single(said).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(size, source.Substring(said[0].Location.SourceSpan.Start, said[0].Location.SourceSpan.Length));
        Assert.DoesNotContain(Run.On(source).Analyze(new CostAnalyzer()), found => found.Id == "AEG0056");
    }

    [Fact]
    public void An_editor_shows_layers_sizes_parameters_and_memory_and_the_users_own_summary()
    {
        string comment = Run.On(Tied).Output.GetTypeByMetadataName("Model")!.GetDocumentationCommentXml(CultureInfo.InvariantCulture)!;

        var parts = XElement.Parse(comment);
        Assert.Equal("Mine.", parts.Element("summary")!.Value);
        string remarks = parts.Element("remarks")!.Value;
        Assert.Contains("64-32-8-32-64", remarks, StringComparison.Ordinal);
        Assert.Contains("encoder.1: 32 to 8, Identity", remarks, StringComparison.Ordinal);
        Assert.Contains("2,440 parameters; ", remarks, StringComparison.Ordinal);
        Assert.Matches(@"On the CPU \d+\.\d KiB of parameters, \d+\.\d KiB of moments, \d+\.\d KiB a sample of the batch", remarks);
    }
}
