using AeGen.Generators.Layers;
using AeGen.Generators.Passes;
using AeGen.Generators.Plan;
using AeGen.Generators.Targets.Ilgpu;
using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>
/// What declarations become before any target writes code of it: formulas, in phases, and the memory that they share. With
/// AEGEN_UPDATE_GOLDEN=1 in the environment the tests write the texts in Golden/Plans instead of comparing with them.
/// </summary>
public sealed class PlanTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("AEGEN_UPDATE_GOLDEN") == "1";

    public static TheoryData<string> Names { get; } = [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plans_are_the_golden_ones(string name)
    {
        string path = Path.Combine(Repository.Golden, "Plans", $"{name}.txt"), text = PlanOf(Examples.All[name]).ToString();
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void A_product_and_what_changes_its_result_are_one_phase() => Assert.Contains(
        """
          ComputeEncoded0 (tiles)
            encoded0 = input W0ᵀ + b0
            encoded0 = Tanh(encoded0)

        """,
        Text("Autoencoder(4), Dense(3, Activation.Tanh), Dense(2), TiedDecoder"),
        StringComparison.Ordinal);

    [Fact]
    public void The_gradient_of_dropout_is_in_the_product_that_it_belongs_to() => Assert.Contains(
        """
          ComputeEncoded0Signal (tiles)
            encoded0Signal = codeSignal W1
            encoded0Signal = (0.5 > uniform(0) ? 0 : encoded0Signal * 2)
            encoded0Signal = encoded0Signal * Tanh'(encoded0)

        """,
        Text("Autoencoder(4), Dense(3, Activation.Tanh), Dropout(0.5), Dense(2), TiedDecoder"),
        StringComparison.Ordinal);

    [Fact]
    public void Evaluations_and_training_share_what_they_have_in_common()
    {
        KernelPlan plan = PlanOf(Model("Autoencoder(4), Dense(2), TiedDecoder"));

        Assert.Equal(plan.Programs.Evaluate, plan.Programs.Propagate.Take(plan.Programs.Evaluate.Count));
    }

    [Fact]
    public void A_buffer_takes_the_place_of_one_that_nothing_reads_any_more()
    {
        // The slopes that a layer keeps are read for the last time on the way back.
        KernelPlan plan = PlanOf(Model("Autoencoder(6), Dense(4, Activation.Gelu), Dense(4, Activation.Gelu), Dense(4), DenseDecoder"));

        Place shared = Assert.Single(plan.Places.All, place => place.Buffers.Any(buffer => buffer.Name == "encoded0Slopes"));
        Assert.Contains(plan.Places.All, place => place.Buffers.Count > 1);
        Assert.All(plan.Places.All, place => Assert.Single(place.Buffers.Select(buffer => buffer.Shape).Distinct()));
        Assert.DoesNotContain(shared.Buffers, buffer => buffer.Name == "encoded0");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Buffers_in_one_place_are_never_needed_together(string name)
    {
        KernelPlan plan = PlanOf(Examples.All[name]);
        List<Phase> run = [.. plan.In(plan.Programs.Propagate.Concat(plan.Programs.Update))];
        foreach (Place place in plan.Places.All)
        {
            // The last to have been written is the one that a phase may read.
            BatchBuffer? present = null;
            foreach (Operation operation in run.SelectMany(phase => phase.Operations))
            {
                Assert.All(
                    operation.Reads().OfType<BatchBuffer>().Where(place.Buffers.Contains),
                    read => Assert.True(present is null ? read == plan.Input : read == present, $"{operation.Formula} reads {read.Name} after {present?.Name}"));
                present = operation.Writes().OfType<BatchBuffer>().LastOrDefault(place.Buffers.Contains) ?? present;
            }
        }
    }

    [Theory]
    [InlineData("GaussianNoise(0.1), Dense(4), LayerNorm, Dropout(0.2), Dense(2), TiedDecoder, L1(1e-4), L2(1e-4)", true)]
    [InlineData("Dense(4), Dense(2), DenseDecoder, Variational(0.1), Sparsity(0.1)", true)]
    [InlineData("Dense(4), BatchNorm, Dense(2), TiedDecoder", false)]
    [InlineData("Dense(2, Activation.Sigmoid), TiedDecoder, Sparsity(0.1, SparsityMeasure.KullbackLeibler)", false)]
    [InlineData("Dense(2, Activation.Tanh), TiedDecoder, Contractive(0.1)", false)]
    [InlineData("Dense(2), TiedDecoder, Orthogonality(0.1)", false)]
    [InlineData("Dense(2), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)", false)]
    [InlineData("Dense(2), RightInverseDecoder", false)]
    public void A_group_of_threads_holds_what_needs_no_other_samples(string attributes, bool fits)
    {
        KernelPlan plan = PlanOf(Model($"Autoencoder(6), {attributes}"));

        Assert.Equal(fits, FusedLayout.For(plan, new IlgpuLayout(plan)) is not null);
    }

    [Fact]
    public void A_weight_with_few_outputs_is_kept_once_with_those_as_rows()
    {
        KernelPlan plan = NarrowWeights.Run(PlanOf(Model("Autoencoder(20), Dense(3, Activation.Tanh), DenseDecoder, L2(0.5)")));

        Assert.All(plan.Weights, weight => Assert.Null(weight.Mirror));
        Assert.Equal(["W0 [3, 20]", "W1ᵀ [3, 20]"], plan.Weights.Select(weight => weight.Matrix).Select(Sized));
        Assert.Equal([true, false], plan.LayerMatrices.Select(layer => layer.IsTurned));
        string text = plan.ToString();
        Assert.Contains("code = input W0ᵀ + b0", text, StringComparison.Ordinal);
        Assert.Contains("codeSignal = output W1\n", text, StringComparison.Ordinal);
        Assert.Contains("W0 -= Adam(codeSignalᵀ input + squares'(W0) * 0.5)", text, StringComparison.Ordinal);
        Assert.Contains("W1ᵀ -= Adam(codeᵀ output + squares'(W1ᵀ) * 0.5)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Autoencoder(20), Dense(9), TiedDecoder")]
    [InlineData("Autoencoder(20), Dense(3), RightInverseDecoder")]
    [InlineData("Autoencoder(20), Dense(3), BatchNorm, TiedDecoder")]
    [InlineData("Autoencoder(20), Dense(3), TiedDecoder, Orthogonality(0.1)")]
    [InlineData("Autoencoder(20), Dense(3, Activation.Tanh), TiedDecoder, Contractive(0.1)")]
    [InlineData("Autoencoder(20), Dense(3), TiedDecoder, PrincipalAxes(AxisMethod.RotationAugmentedGradient)")]
    public void A_weight_that_is_wide_or_not_only_multiplied_stays_as_it_is(string attributes)
    {
        KernelPlan plan = PlanOf(Model(attributes));

        Assert.Equal(plan.ToString(), NarrowWeights.Run(plan).ToString());
        Assert.Equal(plan.Weights, NarrowWeights.Run(plan).Weights);
    }

    [Fact]
    public void No_kind_of_layer_has_an_operation_of_its_own() => Assert.Equal(
        ["Contract", "Map", "OuterSum", "Reduce", "Solve", "VectorStep", "WeightStep"],
        Examples.All.Values.SelectMany(
            source => PlanOf(source).Phases).SelectMany(phase => phase.Operations).Select(operation => operation.GetType().Name)
            .Distinct().Order());

    private static string Sized(Matrix matrix) => $"{matrix.Symbol} [{matrix.Rows}, {matrix.Columns}]";

    private static string Text(string attributes) => PlanOf(Model(attributes)).ToString();

    private static string Model(string attributes) => $"using AeGen; [{attributes}] public sealed partial class Model;";

    private static KernelPlan PlanOf(string source) => Planner.Plan(Assert.Single(Run.On(source).Architectures));
}
