using System.Globalization;
using AeGen.Generators.Conversions;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace AeGen.Generators.Tests;

/// <summary>Conversions between declared classes that do not fit are reported at the call.</summary>
public sealed class ConversionTests
{
    private const string Classes = """
        using AeGen;
        [Autoencoder(8, Output = Activation.Sigmoid), Dense(3), TiedDecoder] partial class Tied;
        [Autoencoder(8, Output = Activation.Sigmoid), Dense(3), TiedDecoder(AtInitializationOnly = true)] partial class Start;
        [Autoencoder(8, Output = Activation.Sigmoid, Loss = Loss.Huber), Dense(3, Name = "z"), RightInverseDecoder] partial class Inverse;
        [Autoencoder(8, Output = Activation.Sigmoid), Dense(3), RightInverseDecoder(Damping = 0.5)] partial class Damped;
        [Autoencoder(8), Dense(3), DenseDecoder(8, Activation.Sigmoid)] partial class Free;
        """;

    [Fact]
    public void What_fits_is_not_reported() => Verify.Conversions(Classes + """

        static class Uses
        {
            static object[] All(Tied tied, Start start, Inverse inverse, Damped damped, Free free) =>
            [
                inverse.ToTied<Tied>(), damped.ToTied<Tied>(), tied.ToRightInverse<Inverse>(), tied.ToRightInverse<Damped>(), tied.Untie<Free>(),
                tied.Untie<Start>(), tied.ToDense<Free>(), start.ToDense<Free>(), inverse.ToDense<Start>(), damped.ToDense<Free>(), free.ToDense<Free>(),
            ];
        }
        """);

    [Fact]
    [Covers("AEG0029")]
    public void Each_conversion_has_its_decoders() => Verify.Conversions(Classes + """

        static class Uses
        {
            static object[] All(Tied tied, Start start, Inverse inverse, Free free) =>
            [
                free.{|AEG0029:ToTied<Tied>|}(),
                tied.{|AEG0029:ToTied<Tied>|}(),
                inverse.{|AEG0029:ToTied<Start>|}(),
                inverse.{|AEG0029:ToTied<Free>|}(),
                inverse.{|AEG0029:ToRightInverse<Damped>|}(),
                start.{|AEG0029:ToRightInverse<Inverse>|}(),
                start.{|AEG0029:Untie<Free>|}(),
                inverse.{|AEG0029:Untie<Free>|}(),
                tied.{|AEG0029:ToDense<Inverse>|}(),
                (System.Func<Tied>)free.{|AEG0029:ToTied<Tied>|},
                ((IAutoencoder<Free>)free).{|AEG0029:ToTied<Tied>|}(),
                free.ToDense<Start>().ToDense<Free>().{|AEG0029:Untie<Free>|}().{|AEG0029:ToTied<Tied>|}(),
                free?.{|AEG0029:ToDense<Tied>|}()!,
            ];
        }
        """);

    [Theory]
    [InlineData("Autoencoder(9, Output = Activation.Sigmoid), Dense(3)", "AEG0030")]
    [InlineData("Autoencoder(8, Output = Activation.Sigmoid), Dense(4)", "AEG0030")]
    [InlineData("Autoencoder(8), Dense(3)", "AEG0030")]
    [InlineData("Autoencoder(8, Output = Activation.Sigmoid), Dense(3, Bias = false)", "AEG0030")]
    [InlineData("Autoencoder(8, Output = Activation.Sigmoid), Dense(3), Dense(3)", "AEG0030")]
    [InlineData("Autoencoder(8, Output = Activation.Sigmoid), Dense(3, Activation.Relu)", "AEG0030")]
    [InlineData("Autoencoder(8, Output = Activation.Sigmoid), Dense(3), LayerNorm", "AEG0030")]
    [Covers("AEG0030")]
    public void Both_classes_have_the_same_shape(string attributes, string id) => Verify.Conversions(Classes + $$"""

        [{{attributes}}, TiedDecoder] partial class OtherTied;
        [{{attributes}}, DenseDecoder] partial class OtherFree;
        static class Uses
        {
            static object[] All(Inverse inverse, Tied tied) =>
            [
                inverse.{|{{id}}:ToTied<OtherTied>|}(), inverse.{|{{id}}:ToDense<OtherFree>|}(), tied.{|{{id}}:Untie<OtherFree>|}(),
            ];
        }
        """);

    [Fact]
    [Covers("AEG0046")]
    public void A_variational_code_keeps_its_variances() => Verify.Conversions("""
        using AeGen;
        [Autoencoder(8), Dense(3), TiedDecoder] partial class Tied;
        [Autoencoder(8), Dense(3), DenseDecoder] partial class Free;
        [Autoencoder(8), Dense(3), TiedDecoder, Variational(0.1)] partial class DrawnTied;
        [Autoencoder(8), Dense(3), DenseDecoder, Variational(0.2, WarmUp = 3)] partial class DrawnFree;
        [Autoencoder(8), Dense(3), RightInverseDecoder, Variational(0.1)] partial class Drawn;
        static class Uses
        {
            static object[] All(Tied tied, DrawnTied drawnTied, Drawn drawn) =>
            [
                drawn.{|AEG0046:ToTied<DrawnTied>|}(), drawn.{|AEG0046:ToTied<Tied>|}(), drawn.ToDense<DrawnFree>(), drawnTied.ToRightInverse<Drawn>(),
                drawnTied.Untie<DrawnFree>(), drawnTied.{|AEG0030:Untie<Free>|}(), tied.{|AEG0030:ToDense<DrawnFree>|}(),
            ];
        }
        """);

    [Fact]
    [Covers("AEG0030")]
    public void The_decoders_of_both_have_the_same_shape() => Verify.Conversions(Classes + """

        [Autoencoder(8), Dense(3), DenseDecoder(5), DenseDecoder(8, Activation.Sigmoid)] partial class Deeper;
        [Autoencoder(8, Output = Activation.Sigmoid), Dense(3), DenseDecoder(Bias = false)] partial class Unbiased;
        static class Uses
        {
            static object[] All(Inverse inverse) => [inverse.{|AEG0030:ToDense<Deeper>|}(), inverse.{|AEG0030:ToDense<Unbiased>|}()];
        }
        """);

    [Theory]
    [InlineData("[Autoencoder(8), Dense(3, Activation.Relu)", "", "AEG0031")]
    [InlineData("[Autoencoder(8), Dense(3), BatchNorm", "", "AEG0031")]
    [InlineData("[Autoencoder(8), Dense(4, Activation.Tanh), Dense(4)", "", "AEG0031")]
    [InlineData("[Autoencoder(8), Dense(4), Dense(4)", "HiddenActivation = Activation.Tanh", "AEG0031")]
    [InlineData("[Autoencoder(8), Dense(4), Dense(3)", "", "AEG0032")]
    [InlineData("[Autoencoder(8, Output = Activation.Relu), Dense(4, Bias = false), Dense(4)", "", null)]
    [Covers("AEG0031")]
    [Covers("AEG0032")]
    public void What_no_transposes_compute_is_reported(string declaration, string decoder, string? id)
    {
        string call = id is null ? "ToTied<Target>" : $"{{|{id}:ToTied<Target>|}}";
        Verify.Conversions($$"""
            using AeGen;
            {{declaration}}, RightInverseDecoder({{decoder}})] partial class Source;
            {{declaration}}, TiedDecoder({{decoder}})] partial class Target;
            {{declaration}}, DenseDecoder({{decoder}})] partial class Free;
            static class Uses { static object[] All(Source source) => [source.{{call}}(), source.ToDense<Free>()]; }
            """);
    }

    [Fact]
    [Covers("AEG0032")]
    public void A_damped_chain_is_reported() => Verify.Conversions("""
        using AeGen;
        [Autoencoder(8), Dense(4), Dense(4), RightInverseDecoder(Damping = 0.1)] partial class Source;
        [Autoencoder(8), Dense(4), Dense(4), TiedDecoder] partial class Target;
        static class Uses { static object All(Source source) => source.{|AEG0032:ToTied<Target>|}(); }
        """);

    [Theory]
    [InlineData(
        "model.ToTied<Tied>()",
        "Free",
        "ToTied converts a right-inverse decoder into a tied decoder, but 'Free' has a free decoder and 'Tied' a tied decoder: convert a model with [RightInverseDecoder], or write ToDense")]
    [InlineData(
        "model.ToDense<Tied>()",
        "Free",
        "ToDense converts any decoder into a free decoder, but 'Free' has a free decoder and 'Tied' a tied decoder: name a class with [DenseDecoder]")]
    [InlineData(
        "model.ToDense<Linear>()",
        "Free",
        "'Free' cannot become 'Linear': layer 0 of the decoder has 3 inputs, 8 outputs, Sigmoid, biases in the first and 3 inputs, 8 outputs, Identity, biases in the second; declare the same sizes, activations, biases and normalisations")]
    [InlineData(
        "model.ToTied<Tied>()",
        "Bent",
        "No transpose can compute the same function as 'Bent', because layer 'encoder.0' has the activation Relu, behind which no code can be recoded: write ToDense instead, to a class with [DenseDecoder]")]
    [InlineData(
        "model.ToTied<Tied>()",
        "Narrowing",
        "No transposes can compute the same function as 'Narrowing', because layer 'encoder.1' narrows from 4 to 3 behind another layer, and right inverses one after the other then are no orthogonal projection: write ToDense instead, to a class with [DenseDecoder]")]
    public void Messages_name_what_was_found_and_what_to_write(string call, string source, string message)
    {
        var run = Run.On(Classes + $$"""

            [Autoencoder(8), Dense(3), DenseDecoder] partial class Linear;
            [Autoencoder(8), Dense(3, Activation.Relu), RightInverseDecoder] partial class Bent;
            [Autoencoder(8), Dense(4), Dense(3), RightInverseDecoder] partial class Narrowing;
            static class Uses { static object Call({{source}} model) => {{call}}; }
            """);

        Assert.Equal(message, Assert.Single(run.Analyze(new ConversionAnalyzer())).GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Classes_that_are_not_known_at_the_call_are_left_to_run_time() => Verify.Conversions(Classes + """

        static class Uses
        {
            static T Generic<T>(Free model) where T : class, IAutoencoder<T> => model.ToTied<T>();
            static Tied OfAny<T>(T model) where T : class, IAutoencoder<T> => model.ToTied<Tied>();
            static T ToTied<T>(object other) => (T)other;
            static Tied Other(Free model) => ToTied<Tied>(model);
        }
        class Namesake { public T ToTied<T>() where T : class => null!; object Call() => ToTied<Tied>(); }
        """);

    [Theory]
    [InlineData("inverse.ToTied<Tied>(), inverse.ToDense<Free>(), tied.Untie<Own>(), deep.ToDense<Deep>()")]
    [InlineData("free.{|AEG0029:ToTied<Tied>|}(), tied.{|AEG0030:Untie<Deep>|}(), deep.{|AEG0030:ToDense<Own>|}()")]
    public void Classes_of_another_assembly_are_known_too(string calls)
    {
        const string Deep = """

            [Autoencoder(8), Dense(5, Activation.Relu, Bias = false, Name = "first"), Dense(3), DenseDecoder(4, Activation.Tanh), DenseDecoder(8)]
            public partial class Deep;
            """;
        var library = Run.On((Classes + Deep).Replace("partial class", "public partial class", StringComparison.Ordinal)
            .Replace("public public", "public", StringComparison.Ordinal));
        using var stream = new MemoryStream();
        EmitResult result = library.Output.WithAssemblyName("Library").Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));

        Verify.Conversions(
            $$"""
            using AeGen;
            [Autoencoder(8, Output = Activation.Sigmoid), Dense(3), DenseDecoder] partial class Own;
            static class Uses { static object[] All(Tied tied, Inverse inverse, Free free, Deep deep) => [{{calls}}]; }
            """,
            MetadataReference.CreateFromImage(stream.ToArray()));
    }
}
