using static AeGen.Generators.Tests.CodeFixes.Mended;

namespace AeGen.Generators.Tests.CodeFixes;

/// <summary>Modifiers, and what stands around an edit: comments, line breaks, directives and the way that names are written stay.</summary>
public sealed class TextAroundMendingTests
{
    [Fact]
    public Task Partial_is_added_to_the_class_and_to_the_types_around_it() => OfText(
        "AEG0017",
        "Add 'partial'",
        """
        using AeGen;

        /// <summary>Models.</summary>
        internal static class Models // of digits
        {
            public partial record struct Middle
            {
                internal interface Inner
                {
                    [Autoencoder(9)]  // pixels
                    [Dense(4)]
                    [TiedDecoder]
                    public sealed /* final */
                        class Small;
                }
            }
        }

        """,
        """
        using AeGen;

        /// <summary>Models.</summary>
        internal static partial class Models // of digits
        {
            public partial record struct Middle
            {
                internal partial interface Inner
                {
                    [Autoencoder(9)]  // pixels
                    [Dense(4)]
                    [TiedDecoder]
                    public sealed /* final */
                        partial class Small;
                }
            }
        }

        """);

    [Fact]
    public Task Partial_is_added_to_a_type_around_it_alone() => OfText(
        "AEG0018",
        "Add 'partial'",
        "using AeGen; readonly struct Outer { [Autoencoder(9), Dense(4), TiedDecoder] public partial class Model; }",
        "using AeGen; readonly partial struct Outer { [Autoencoder(9), Dense(4), TiedDecoder] public partial class Model; }");

    [Fact]
    public Task Partial_is_added_to_all_classes_at_once_and_once_to_each() => OfAll(
        "AEG0017",
        "Add 'partial'",
        """
        using AeGen;
        static class Models
        {
            [Autoencoder(9), Dense(4), TiedDecoder]
            public class One;

            [Autoencoder(9), Dense(4), TiedDecoder]
            public class Two;
        }
        """,
        """
        using AeGen;
        static partial class Models
        {
            [Autoencoder(9), Dense(4), TiedDecoder]
            public partial class One;

            [Autoencoder(9), Dense(4), TiedDecoder]
            public partial class Two;
        }
        """);

    [Theory]
    [InlineData("AEG0019", "Remove 'static'", "public static partial class Model;", "public partial class Model;")]
    [InlineData("AEG0019", "Remove 'static'", "static partial class Model;", "partial class Model;")]
    [InlineData("AEG0019", "Remove 'static'", "static /* one */ partial class Model { } static partial class Model { }", "/* one */ partial class Model { } partial class Model { }")]
    [InlineData("AEG0020", "Write 'sealed' instead of 'abstract'", "public abstract partial class Model;", "public sealed partial class Model;")]
    [InlineData("AEG0022", "Write 'class' instead of 'record'", "public sealed partial record Model;", "public sealed partial class Model;")]
    [InlineData("AEG0022", "Write 'class' instead of 'record'", "sealed partial record class Model { } partial record Model { }", "sealed partial class Model { } partial class Model { }")]
    [InlineData("AEG0023", "Write 'internal' instead of 'file'", "file sealed partial class Model;", "internal sealed partial class Model;")]
    public Task The_class_is_of_a_kind_that_can_be(string id, string title, string before, string after) => OfText(
        id, title, $"using AeGen;\n[Autoencoder(9), Dense(4), TiedDecoder]\n{before}\n", $"using AeGen;\n[Autoencoder(9), Dense(4), TiedDecoder]\n{after}\n");

    [Fact]
    public Task The_type_around_a_model_is_not_the_file_s_own() => OfText(
        "AEG0023",
        "Write 'internal' instead of 'file'",
        "using AeGen; file static partial class Outer { [Autoencoder(9), Dense(4), TiedDecoder] public partial class Model; }",
        "using AeGen; internal static partial class Outer { [Autoencoder(9), Dense(4), TiedDecoder] public partial class Model; }");

    [Fact]
    public Task An_attribute_goes_with_its_line_and_comments_stay() => OfText(
        "AEG0003",
        "Remove [TiedDecoder]",
        """
        using AeGen;

        // A model.
        [Autoencoder(9)] // pixels
        [Dense(4)] // the code
        // Weights:
        [TiedDecoder]
        [DenseDecoder] // of its own
        public sealed partial class Model;
        """,
        """
        using AeGen;

        // A model.
        [Autoencoder(9)] // pixels
        [Dense(4)] // the code
        // Weights:
        [DenseDecoder] // of its own
        public sealed partial class Model;
        """);

    [Fact]
    public Task A_comment_beside_what_is_removed_stays() => OfText(
        "AEG0003",
        "Remove [DenseDecoder]",
        """
        using AeGen;
        [Autoencoder(9), // pixels
         Dense(4), // the code
         TiedDecoder, // transposed
         DenseDecoder(5), // wide
         DenseDecoder(9)] // pixels again
        public sealed partial class Model;
        """,
        """
        using AeGen;
        [Autoencoder(9), // pixels
         Dense(4), // the code
         TiedDecoder // transposed
         // wide
         ] // pixels again
        public sealed partial class Model;
        """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task A_new_attribute_has_a_line_as_the_one_above_it(string lineBreak)
    {
        string before = """
            using AeGen;
            namespace Models
            {
                [Autoencoder(9)]
                [Dense(4)]   // the code
                [L2(0.1)]
                public sealed partial class Model;
            }
            """.ReplaceLineEndings(lineBreak);
        return OfText("AEG0002", "Add [TiedDecoder]", before, before.Replace("    [L2", $"    [TiedDecoder]{lineBreak}    [L2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Autoencoder(9)] [Dense(4)] partial class Model;", "[Autoencoder(9)] [Dense(4)] [TiedDecoder] partial class Model;")]
    [InlineData("[Autoencoder(9)]\n[Dense(4)] partial class Model;", "[Autoencoder(9)]\n[Dense(4)] [TiedDecoder] partial class Model;")]
    [InlineData("[Autoencoder(9)] [Dense(4)]\npartial class Model;", "[Autoencoder(9)] [Dense(4)] [TiedDecoder]\npartial class Model;")]
    [InlineData("[Autoencoder(9)]\n[Dense(4)] /* the\ncode */ partial class Model;", "[Autoencoder(9)]\n[Dense(4)] [TiedDecoder] /* the\ncode */ partial class Model;")]
    [InlineData("[Autoencoder(9)]\n[Dense(\n    4)]\npartial class Model;", "[Autoencoder(9)]\n[Dense(\n    4)]\n[TiedDecoder]\npartial class Model;")]
    [InlineData("#if true\n[Autoencoder(9), Dense(4)]\n#endif\npartial class Model;", "#if true\n[Autoencoder(9), Dense(4), TiedDecoder]\n#endif\npartial class Model;")]
    [InlineData("[Autoencoder(9)]\n#if true\n[Dense(4)]\n#endif\npartial class Model;", "[Autoencoder(9)]\n#if true\n[Dense(4)]\n[TiedDecoder]\n#endif\npartial class Model;")]
    public Task A_new_attribute_stands_beside_what_stands_beside_others(string before, string after) =>
        OfText("AEG0002", "Add [TiedDecoder]", "using AeGen;\n" + before, "using AeGen;\n" + after);

    [Theory]
    [InlineData("", "[AeGen.Autoencoder(9), AeGen.Dense(4)]", "[AeGen.Autoencoder(9), AeGen.Dense(4), AeGen.TiedDecoder]")]
    [InlineData("using A = AeGen.AutoencoderAttribute;", "[A(9), AeGen.Dense(4)]", "[A(9), AeGen.Dense(4), AeGen.TiedDecoder]")]
    [InlineData("using AeGen;", "[Autoencoder(9), AeGen.Dense(4)]", "[Autoencoder(9), AeGen.Dense(4), TiedDecoder]")]
    public Task A_name_is_as_short_as_it_can_be(string usings, string before, string after) =>
        OfText("AEG0002", "Add [TiedDecoder]", $"{usings}\n{before} partial class Model;", $"{usings}\n{after} partial class Model;");

    [Fact]
    public Task An_enumeration_s_value_is_named_as_the_one_before_it() => OfText(
        "AEG0054",
        "Make the outputs sigmoids",
        "[AeGen.Autoencoder(9, Output = global::AeGen.Activation.Relu, Loss = AeGen.Loss.BinaryCrossEntropy), AeGen.Dense(4), AeGen.DenseDecoder(9, AeGen.Activation.Relu)] partial class Model;",
        "[AeGen.Autoencoder(9, Output = global::AeGen.Activation.Sigmoid, Loss = AeGen.Loss.BinaryCrossEntropy), AeGen.Dense(4), AeGen.DenseDecoder(9, AeGen.Activation.Sigmoid)] partial class Model;");

    [Theory]
    [InlineData("using static AeGen.Loss;")]
    [InlineData("using AeGen; using static AeGen.Loss; class Activation;")]
    public Task An_enumeration_s_value_is_named_in_full_where_nothing_shorter_is_it(string usings) => OfText(
        "AEG0054",
        "Make the outputs sigmoids",
        $"{usings} [AeGen.Autoencoder(9, Loss = BinaryCrossEntropy), AeGen.Dense(4), AeGen.TiedDecoder] partial class Model;",
        $"{usings} [AeGen.Autoencoder(9, Output = AeGen.Activation.Sigmoid, Loss = BinaryCrossEntropy), AeGen.Dense(4), AeGen.TiedDecoder] partial class Model;");

    [Fact]
    public Task All_strays_go_at_once() => OfAll(
        "AEG0016",
        "Remove [Dense]",
        """
        using AeGen;

        [Dense(4), TiedDecoder]
        sealed class One;

        [Dense(4)]
        [System.Serializable, LayerNorm, DenseDecoder]
        sealed class Two;
        """,
        """
        using AeGen;

        sealed class One;

        [System.Serializable]
        sealed class Two;
        """);

    [Fact]
    public Task Of_two_decoders_the_same_kind_goes_everywhere_at_once() => OfAll(
        "AEG0003",
        "Remove [TiedDecoder]",
        """
        using AeGen;
        [Autoencoder(9), Dense(4), TiedDecoder, DenseDecoder(5), DenseDecoder(9)] partial class One;
        [Autoencoder(9), Dense(4), RightInverseDecoder, TiedDecoder] partial class Two;
        """,
        """
        using AeGen;
        [Autoencoder(9), Dense(4), DenseDecoder(5), DenseDecoder(9)] partial class One;
        [Autoencoder(9), Dense(4), RightInverseDecoder] partial class Two;
        """);

    [Fact]
    public Task All_right_inverses_become_tied_at_once() => OfAll(
        "AEG0053",
        "Write [TiedDecoder] instead of [RightInverseDecoder]",
        """
        using AeGen;

        [Autoencoder(9), Dense(6, Activation.Tanh), Dense(4, Activation.Tanh), RightInverseDecoder(Damping = 0.1)]
        public sealed partial class One;

        [Autoencoder(9)]
        [Dense(4, Activation.Tanh)]
        [RightInverseDecoder(Damping = 0.1, Bias = false)] // damped
        public sealed partial class Two;
        """,
        """
        using AeGen;

        [Autoencoder(9), Dense(6, Activation.Tanh), Dense(4, Activation.Tanh), TiedDecoder]
        public sealed partial class One;

        [Autoencoder(9)]
        [Dense(4, Activation.Tanh)]
        [TiedDecoder(Bias = false)] // damped
        public sealed partial class Two;
        """);
}
