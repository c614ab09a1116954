using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests;

/// <summary>Each mistake is reported where it is made.</summary>
public sealed class DiagnosticsTests
{
    [Fact]
    public void A_legal_declaration_has_none() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(784, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]
        [Dense(128, Activation.Relu)]
        [Dense(32)]
        [TiedDecoder]
        public sealed partial class Model;
        """);

    [Fact]
    [Covers("AEG0001")]
    public void No_encoder() => Verify.Diagnostics("""
        using AeGen;
        [{|AEG0001:Autoencoder(4)|}, TiedDecoder]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0002")]
    public void No_decoder() => Verify.Diagnostics("""
        using AeGen;
        [{|AEG0002:Autoencoder(4)|}, Dense(2)]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0003")]
    public void Several_kinds_of_decoder_are_reported_at_each_but_the_first() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2)]
        [TiedDecoder]
        [{|AEG0003:RightInverseDecoder|}]
        [{|AEG0003:DenseDecoder(4)|}]
        partial class Model;
        """);

    [Theory]
    [InlineData("[{|AEG0004:DenseDecoder|}, DenseDecoder(4)]")]
    [InlineData("[DenseDecoder(4), {|AEG0004:DenseDecoder()|}]")]
    [InlineData("[DenseDecoder, {|AEG0004:DenseDecoder(Bias = false)|}]")]
    [Covers("AEG0004")]
    public void A_mirror_stands_alone(string decoder) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2)]
        {{decoder}}
        partial class Model;
        """);

    [Theory]
    [InlineData("[Autoencoder({|AEG0005:0|}), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder({|AEG0005:inputSize: -1|}), Dense(2), RightInverseDecoder]")]
    [InlineData("[Autoencoder(4), Dense({|AEG0005:16777217|}), RightInverseDecoder]")]
    [InlineData("[Autoencoder(4), Dense(activation: Activation.Relu, {|AEG0005:size: 0|}), DenseDecoder(4)]")]
    [InlineData("[Autoencoder(4), Dense(2), DenseDecoder({|AEG0005:int.MaxValue|}), DenseDecoder({|AEG0005:0|})]")]
    [InlineData("[Autoencoder(16777216), Dense(1), DenseDecoder(16777216)]")]
    [Covers("AEG0005")]
    public void Sizes_are_limited(string attributes) => Verify.Diagnostics($$"""
        using AeGen;
        {{attributes}}
        partial class Model;
        """);

    [Theory]
    [InlineData("[Autoencoder(60000), Dense({|AEG0060:60000|}), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(60000), Dense({|AEG0060:size: 35789|}), RightInverseDecoder]")]
    [InlineData("[Autoencoder(60000), Dense(2), DenseDecoder(60000), DenseDecoder({|AEG0060:60000|})]")]
    [InlineData("[Autoencoder(16777216), Dense({|AEG0060:16777216|}), DenseDecoder]")]
    [InlineData("[Autoencoder(16777216), Dense({|AEG0060:125|}), DenseDecoder]")]
    [InlineData("[Autoencoder(16777216), Dense(124), DenseDecoder]")]
    [InlineData("[Autoencoder(2), Dense(50000), TiedDecoder, {|AEG0060:PrincipalAxes(AxisMethod.RotationAugmentedGradient)|}]")]
    [InlineData("[Autoencoder(60000), Dense(35788), RightInverseDecoder]")]
    [InlineData("[Autoencoder(46340), Dense(46340), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)]")]
    [Covers("AEG0060")]
    public void Matrices_fit_arrays(string attributes) => Verify.Diagnostics($$"""
        using AeGen;
        {{attributes}}
        partial class Model;
        """);

    [Fact]
    public void A_matrix_that_is_too_large_is_named_with_its_bytes() => Verify.Message(
        "The weight of layer 'encoder.0' is a matrix of 60000 x 60000 numbers, 14400000000 bytes, and one has at most 2147483591 numbers, 8589934364 bytes: "
        + "write a smaller size, or another layer in between",
        """
        [AeGen.Autoencoder(60000), AeGen.Dense(60000), AeGen.TiedDecoder]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0006")]
    public void A_right_inverse_of_a_widening_layer_is_reported_at_its_size() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4)]
        [Dense({|AEG0006:5|}, Activation.Tanh)]
        [Dense(5)]
        [Dense(3)]
        [Dense({|AEG0006:size: 4|})]
        [RightInverseDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("[DenseDecoder(9), DenseDecoder({|AEG0007:3|}, Activation.Relu)]")]
    [InlineData("[DenseDecoder(4), DenseDecoder({|AEG0007:9|})]")]
    [InlineData("[DenseDecoder(9), DenseDecoder(4)]")]
    [Covers("AEG0007")]
    public void The_decoder_ends_with_the_inputs_size(string decoder) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2)]
        {{decoder}}
        partial class Model;
        """);

    [Theory]
    [InlineData("Output = Activation.Sigmoid", "{|AEG0008:Activation.Identity|}")]
    [InlineData("Output = Activation.Identity", "{|AEG0008:activation: Activation.Tanh|}")]
    [InlineData("Output = Activation.Tanh", "Activation.Tanh")]
    [InlineData("Loss = Loss.Huber", "Activation.Tanh")]
    [Covers("AEG0008")]
    public void The_outputs_activation_is_not_contradicted(string autoencoder, string activation) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4, {{autoencoder}})]
        [Dense(2)]
        [DenseDecoder(3, Activation.Relu)]
        [DenseDecoder(4, {{activation}})]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0009")]
    public void A_mirror_has_no_name() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), Dense(1)]
        [DenseDecoder({|AEG0009:Name = "decoder"|}, HiddenActivation = Activation.Relu)]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0010")]
    public void A_layer_has_no_hidden_activation() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2)]
        [DenseDecoder(4, {|AEG0010:HiddenActivation = Activation.Identity|}, Name = "last")]
        partial class Model;
        """);

    [Theory]
    [InlineData("""[Dense(3, Name = "a"), Dense(2, {|AEG0011:Name = "a"|}), DenseDecoder(4, {|AEG0011:Name = "a"|})]""")]
    [InlineData("""[Dense(3, {|AEG0011:Name = "encoder.1"|}), Dense(2), TiedDecoder]""")]
    [InlineData("""[Dense(3, {|AEG0011:Name = "decoder.0"|}), TiedDecoder]""")]
    [InlineData("""[Dense(3, Name = "a"), Dense(3, Name = "A"), Dense(3, Name = "encoder.2"), TiedDecoder]""")]
    [Covers("AEG0011")]
    public void Layer_names_differ(string attributes) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4)]
        {{attributes}}
        partial class Model;
        """);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \\t\"")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"a\\udc00b\"")]
    [Covers("AEG0012")]
    public void Layer_names_are_readable(string name) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4)]
        [Dense(2, {|AEG0012:Name = {{name}}|}), TiedDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("\"pixels to features\"")]
    [InlineData("\"Größe/第一層 \\ud83d\\ude00 \\\"quoted\\\"\"")]
    [InlineData("null")]
    public void Other_layer_names_are_fine(string name) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4)]
        [Dense(2, Name = {{name}}), TiedDecoder]
        partial class Model;
        """);

    [Theory]
    [InlineData("[Autoencoder(4, {|AEG0013:Output = (Activation)99|}), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4, {|AEG0013:Loss = (Loss)99|}), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4, {|AEG0013:Optimizer = (Optimizer)(-1)|}), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, {|AEG0013:(Activation)99|}), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, {|AEG0013:Initializer = (Initializer)8|}), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2), Dense(2), Dense(1), TiedDecoder({|AEG0013:HiddenActivation = (Activation)99|})]")]
    [InlineData("[Autoencoder(4), Dense(2), RightInverseDecoder({|AEG0013:HiddenActivation = (Activation)99|})]")]
    [InlineData("[Autoencoder(4), Dense(2), Dense(1), DenseDecoder({|AEG0013:HiddenActivation = (Activation)99|}, {|AEG0013:Initializer = (Initializer)99|})]")]
    [InlineData("[Autoencoder(4), Dense(2), DenseDecoder(4, {|AEG0013:(Activation)99|}, {|AEG0013:Initializer = (Initializer)99|})]")]
    [Covers("AEG0013")]
    public void Enumerations_have_named_values(string attributes) => Verify.Diagnostics($$"""
        using AeGen;
        {{attributes}}
        partial class Model;
        """);

    [Theory]
    [InlineData("{|AEG0014:Damping = -1e-9|}")]
    [InlineData("{|AEG0014:Damping = double.NaN|}")]
    [InlineData("{|AEG0014:Damping = double.PositiveInfinity|}")]
    [InlineData("Damping = 0")]
    [InlineData("Damping = 1e-3f")]
    [Covers("AEG0014")]
    public void Damping_is_a_number_of_at_least_zero(string damping) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2)]
        [RightInverseDecoder({{damping}})]
        partial class Model;
        """);

    [Fact]
    [Covers("AEG0015")]
    public void Attributes_on_several_partial_declarations_have_no_order() => Verify.Diagnostics("""
        using AeGen;
        [{|AEG0015:Dense(5)|}, System.Obsolete]
        partial class Model;
        [Autoencoder(4), Dense(2)]
        partial class Model;
        [{|AEG0015:RightInverseDecoder|}]
        partial class Model;
        """);

    [Theory]
    [InlineData("[{|AEG0016:Dense(2)|}, {|AEG0016:Dense(3)|}, {|AEG0016:TiedDecoder|}] class")]
    [InlineData("[{|AEG0016:RightInverseDecoder|}] partial class")]
    [InlineData("[{|AEG0016:DenseDecoder|}] record")]
    [InlineData("[{|AEG0016:Dense(2)|}] partial class Model; [{|AEG0016:Dense(3)|}, {|AEG0016:TiedDecoder|}] partial class")]
    [Covers("AEG0016")]
    public void Layers_belong_to_an_autoencoder(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        {{declaration}} Model;
        """);

    [Fact]
    [Covers("AEG0017")]
    public void The_class_is_partial() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        public sealed class {|AEG0017:Model|};
        """);

    [Fact]
    [Covers("AEG0018")]
    public void Types_around_the_class_are_partial() => Verify.Diagnostics("""
        using AeGen;
        class {|AEG0018:Outer|}
        {
            partial struct Middle
            {
                interface {|AEG0018:Inner|}
                {
                    [Autoencoder(4), Dense(2), TiedDecoder]
                    partial class Model;
                }
            }
        }
        """);

    [Fact]
    [Covers("AEG0019")]
    public void The_class_is_not_static() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        static partial class {|AEG0019:Model|};
        """);

    [Fact]
    [Covers("AEG0020")]
    public void The_class_is_not_abstract() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        abstract partial class {|AEG0020:Model|};
        """);

    [Theory]
    [InlineData("[Autoencoder(4), Dense(2), TiedDecoder] partial class {|AEG0021:Model|}<T>;")]
    [InlineData("partial struct Outer<T> { partial class Middle { [Autoencoder(4), Dense(2), TiedDecoder] partial class {|AEG0021:Model|}; } }")]
    [Covers("AEG0021")]
    public void The_class_is_not_generic(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        {{declaration}}
        """);

    [Theory]
    [InlineData("record {|AEG0022:Model|};")]
    [InlineData("record class {|AEG0022:Model|}(int Value);")]
    [Covers("AEG0022")]
    public void The_class_is_no_record(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial {{declaration}}
        """);

    [Theory]
    [InlineData("[Autoencoder(4), Dense(2), TiedDecoder] file partial class {|AEG0023:Model|};")]
    [InlineData("file partial class Outer { [Autoencoder(4), Dense(2), TiedDecoder] partial class {|AEG0023:Model|}; }")]
    [Covers("AEG0023")]
    public void The_class_is_not_local_to_its_file(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        {{declaration}}
        """);

    [Theory]
    [InlineData("Model { public {|AEG0024:Model|}() { } private {|AEG0024:Model|}(int seed) { } }")]
    [InlineData("{|AEG0024:Model|}(int size) { public int Size => size; }")]
    [InlineData("Model { static Model() { } }")]
    [Covers("AEG0024")]
    public void The_constructor_is_generated(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {{declaration}}
        """);

    [Theory]
    [InlineData("class Parent { public Parent(int x) { } }", "{|AEG0025:Model|}")]
    [InlineData("class Parent { private Parent() { } }", "{|AEG0025:Model|}")]
    [InlineData("[Autoencoder({|AEG0005:0|}), Dense(2), TiedDecoder] partial class Parent;", "{|AEG0025:Model|}")]
    [InlineData("class Parent { protected Parent(int x = 1) { } }", "Model")]
    [InlineData("abstract class Parent;", "Model")]
    [Covers("AEG0025")]
    public void A_base_class_can_be_constructed(string parent, string model) => Verify.Diagnostics($$"""
        using AeGen;
        {{parent}}
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {{model}} : Parent;
        """);

    [Fact]
    [Covers("AEG0026")]
    public void No_member_is_required() => Verify.Diagnostics("""
        using AeGen;
        class Parent { public required string Title { get; set; } }
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {|AEG0026:Model|} : Parent { public required int {|AEG0026:Version|}; }
        """);

    [Theory]
    [InlineData("Model { public void {|AEG0027:Encode|}(string path) { } void {|AEG0027:Fit|}() { } }")]
    [InlineData("Model { object? {|AEG0027:network|}; class {|AEG0027:Layers|}; public override string {|AEG0027:ToString|}() => \"\"; }")]
    [InlineData("{|AEG0027:Model|} : Parent { }")]
    [InlineData("{|AEG0027:Create|} { }")]
    [InlineData("Model { public void EncodeFile(string path) { } public override int GetHashCode() => 1; ~Model() { } }")]
    [Covers("AEG0027")]
    public void Names_of_generated_members_are_free(string declaration) => Verify.Diagnostics($$"""
        using AeGen;
        class Grandparent { protected virtual void Describe() { } private int network; public override string ToString() => $"{network}"; }
        class Parent : Grandparent;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {{declaration}}
        """);

    /// <summary>Accessors of the generated properties are members, too, and their names are taken.</summary>
    [Fact]
    public void Names_of_generated_accessors_are_free() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class Model { public int {|AEG0027:get_Layers|}() =>
            1; void {|AEG0027:set_Scaling|}(Scaling? x) { } int get_Other() => 1; int get_Save() => 1; }
        """);

    [Theory]
    [InlineData(": System.IDisposable { void System.IDisposable.{|AEG0058:Dispose|}() { } }", "Model")]
    [InlineData(": IAutoencoder<Model> { void IAutoencoder<Model>.{|AEG0058:Save|}(string path) { } }", "Model")]
    [InlineData(": IAutoencoder<Model> { Scaling? IAutoencoder<Model>.{|AEG0058:Scaling|} { get => null; set { } } }", "Model")]
    [InlineData(
        ": IAutoencoder<Model> { static Model IAutoencoder<Model>.{|AEG0058:Create|}(ulong seed) => throw new System.NotSupportedException(); }", "Model")]
    [InlineData(
        ": AeGen.Runtime.ICompiledAutoencoder<Model> { static int AeGen.Runtime.ICompiledAutoencoder<Model>.{|AEG0058:CountTiles|}(int phase, int batch) => 1; }", "Model")]
    [InlineData(": Parent;", "{|AEG0058:Model|}")]
    [InlineData(
        ": System.IAsyncDisposable { System.Threading.Tasks.ValueTask System.IAsyncDisposable.DisposeAsync() => default; }", "Model")]
    [InlineData(": ISaved { void ISaved.Save(string path) { } }", "Model")]
    [InlineData(": ISaved;", "Model")]
    [Covers("AEG0058")]
    public void Nothing_stands_between_an_interface_and_the_generated_members(string rest, string name) => Verify.Diagnostics($$"""
        using AeGen;
        interface ISaved { void Save(string path); }
        class Parent : System.IDisposable { void System.IDisposable.Dispose() { } }
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {{name}} {{rest}}
        """);

    [Fact]
    public void An_explicit_implementation_is_named_with_what_it_would_replace() => Verify.Message(
        "'IDisposable.Dispose' of 'Model' would be called instead of the generated Dispose, which then never runs: remove it, and write what it does as a "
        + "method of another name",
        """
        [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder]
        partial class Model : System.IDisposable { void System.IDisposable.Dispose() { } }
        """);

    [Theory]
    [InlineData("class System;")]
    [InlineData("namespace System { struct Span<T>; }")]
    [InlineData("namespace System { class Math; }")]
    [InlineData("namespace System { static class Runtime; }")]
    [InlineData("namespace System.Diagnostics { enum CodeAnalysis; }")]
    [InlineData("namespace AeGen { class Runtime; }")]
    [InlineData("namespace AeGen { interface DataSet; }")]
    [InlineData("namespace AeGen.Runtime { class Panels; }")]
    [InlineData("namespace AeGen.Generated { class Math; }")]
    [InlineData("partial class System { [Autoencoder(4), Dense(2), TiedDecoder] internal partial class {|AEG0057:Inner|}; }")]
    [Covers("AEG0057")]
    public void Generated_code_reaches_what_it_names(string hiding) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {|AEG0057:Model|};
        {{hiding}}
        """);

    [Fact]
    public void A_model_can_itself_hide_what_its_code_names() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {|AEG0057:System|};
        """);

    [Theory]
    [InlineData("namespace N { class System; class AeGen; }")]
    [InlineData("class System<T>;")]
    [InlineData("file class System;")]
    [InlineData("class ILGPU;")]
    [InlineData("namespace System { class Index; class MyMath; class Span; }")]
    [InlineData("namespace System.Diagnostics.CodeAnalysis { class ExcludeFromCodeCoverageAttribute : Attribute; }")]
    [InlineData("namespace AeGen { class Model; class Vector512; } namespace AeGen.Generated.Deeper { class Math; }")]
    public void What_generated_code_does_not_name_can_have_any_name(string beside) => Verify.Diagnostics($$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class Model;
        {{beside}}
        """);

    [Fact]
    public void What_hides_a_name_is_named_with_it() => Verify.Message(
        "The generated code of 'Model' names 'System.ArgumentOutOfRangeException', which 'System' in 'Consumer' hides, and C# has no other spelling for it: "
        + "rename 'System' or move it to another namespace",
        """
        [AeGen.Autoencoder(4), AeGen.Dense(2), AeGen.TiedDecoder]
        partial class Model;
        class System;
        """);

    [Theory]
    [InlineData(LanguageVersion.CSharp10, "{|AEG0028:Model|}")]
    [InlineData(LanguageVersion.CSharp11, "Model")]
    [Covers("AEG0028")]
    public void The_language_is_new_enough(LanguageVersion language, string name) => Verify.Diagnostics(
        $$"""
        using AeGen;
        [Autoencoder(4), Dense(2), TiedDecoder]
        partial class {{name}} { }
        """,
        language);

    [Fact]
    public void All_mistakes_are_reported_at_once() => Verify.Diagnostics("""
        using AeGen;
        [Autoencoder({|AEG0005:0|}, {|AEG0013:Loss = (Loss)9|})]
        [Dense({|AEG0005:-3|}, {|AEG0012:Name = ""|})]
        [Dense(2, {|AEG0013:(Activation)99|})]
        [Dense({|AEG0006:3|})]
        [RightInverseDecoder({|AEG0014:Damping = -1|})]
        [{|AEG0003:DenseDecoder({|AEG0009:Name = "x"|})|}]
        abstract class {|AEG0017,AEG0020,AEG0021:Model|}<T> { {|AEG0024:Model|}() { } void {|AEG0027:Encode|}() { } }
        """);

    [Fact]
    public void Messages_name_the_value_the_limit_and_the_way_out() => Verify.Message(
        "A layer from 2 inputs to 64 outputs has no right inverse, for its 64 rows of 2 numbers cannot be independent: write a size of at most 2, "
        + "or [TiedDecoder] or [DenseDecoder] instead of [RightInverseDecoder]",
        """
        [AeGen.Autoencoder(2), AeGen.Dense(64), AeGen.Dense(1), AeGen.RightInverseDecoder]
        partial class Model;
        """);

    /// <summary>What C# itself refuses is left to it: nothing is generated, nothing more is said and nothing is thrown.</summary>
    [Theory]
    [InlineData("[Autoencoder, Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(\"4\"), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4, 5), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Autoencoder(4), Dense(2), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2), TiedDecoder, TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense, TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, Activation.Nonsense), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, Activation.Relu, 3), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, Nonsense = 1), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, Name = 3), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2, Bias = false, Bias = true), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(size: 2, size: 3), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(nonsense: 2), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(checked(int.MaxValue + 1)), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(new[] { 2 }), TiedDecoder]")]
    [InlineData("[Autoencoder(4), Dense(2), RightInverseDecoder(Damping = \"much\")]")]
    [InlineData("[Autoencoder(4), Dense(2), TiedDecoder(HiddenActivation = null)]")]
    [InlineData("[Autoencoder(4), Dense(2), TiedDecoder(true)]")]
    public void What_CSharp_refuses_is_left_to_it(string attributes)
    {
        var run = Run.On($$"""
            using AeGen;
            {{attributes}}
            partial class Model;
            """);

        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Architectures);
        Assert.NotEmpty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("struct")]
    [InlineData("record struct")]
    [InlineData("interface")]
    public void Types_that_cannot_carry_the_attribute_are_left_to_CSharp(string kind)
    {
        var run = Run.On($"using AeGen; [Autoencoder(4), Dense(2), TiedDecoder] partial {kind} Model;");

        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Architectures);
    }
}
