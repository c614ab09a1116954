using AeGen.Bench.Ptx;

namespace AeGen.Ilgpu.Tests.Ptx;

/// <summary>What NVIDIA's assembler is given, which needs no GPU to be read: where kernels are slow for a reason that the text shows, it shows here.</summary>
public sealed class PtxTests
{
    /// <summary>What CUDA gives every group without being asked.</summary>
    private const int SharedLimit = 48 * 1024;

    public static TheoryData<string> Networks { get; } =
        [nameof(Circle), nameof(Small), nameof(Digits), nameof(Fashion), nameof(Deep), nameof(LinearTied), nameof(LinearRightInverse)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_keep_everything_in_registers_and_call_nothing(string network)
    {
        Assert.All(PtxKernels.Of(network), AssertOwnRegisters);
    }

    [Fact]
    public void The_kernels_of_all_networks_keep_everything_in_registers_and_call_nothing()
    {
        Assert.NotEmpty(PtxKernels.Fixed());
        Assert.All(PtxKernels.Fixed(), AssertOwnRegisters);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Matrices_are_read_and_written_by_sixteen_bytes(string network)
    {
        Assert.All(PtxKernels.Of(network), kernel =>
            Assert.All(kernel.Instructions.Where(instruction => (instruction.IsLoad || instruction.IsStore) && instruction.Space != "shared"), access =>
            {
                // An access whose memory is found out at run time is slower, and may be to the group's memory for all the assembler knows.
                Assert.True(access.Space == "global", $"{access}");
                string expected = kernel.ParameterOf(access) switch
                {
                    "parameters" or "moments" or "workspace" or "partials" => "v4.f32",
                    "samples" or "results" or "schedule" => "f32",
                    "order" or "status" => "b32",
                    string other => other,
                };
                Assert.True(access.Unit == expected, $"{access} instead of {expected}");
            }));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Tiled_kernels_read_only_the_schedule_and_write_only_losses_by_single_numbers(string network)
    {
        Assert.All(Tiled(network), kernel =>
        {
            var single = kernel.Instructions.Where(instruction => instruction is { Space: "global", Unit: "f32" }).ToList();
            Assert.All(single.Where(access => access.IsLoad), access => Assert.Equal("schedule", kernel.ParameterOf(access)));
            Assert.All(single.Where(access => access.IsStore), access => Assert.Equal("results", kernel.ParameterOf(access)));
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Threads_of_tiled_kernels_come_to_different_banks_and_mostly_multiply(string network)
    {
        Assert.All(Tiled(network), kernel =>
        {
            // NVIDIA's assembler drops a few more instructions than PTX shows.
            double bar = kernel.Name.EndsWith("Wide", StringComparison.Ordinal) ? 0.78 : kernel.Name.EndsWith("Narrow", StringComparison.Ordinal) ? 0.66 : 0.5;
            Assert.Equal(1, new PtxBanks(kernel).Worst());
            Assert.InRange(PtxStep.Of(kernel)?.Share ?? bar, bar, 1);
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_divide_no_whole_numbers_in_loops(string network)
    {
        Assert.All(PtxKernels.Of(network), kernel =>
            Assert.DoesNotContain(kernel.Loops.SelectMany(loop => loop.Instructions), instruction => instruction.IsIntegerDivision));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Tiled_kernels_multiply_in_loops_of_one_patch(string network)
    {
        Assert.NotEmpty(Tiled(network));
        Assert.All(Tiled(network), kernel =>
        {
            (int rows, int fours) = kernel.Name.EndsWith("Wide", StringComparison.Ordinal) ? (8, 2) : kernel.Name.EndsWith("Narrow", StringComparison.Ordinal) ? (8, 1) : (4, 1);
            List<PtxLoop> loops = MultiplyLoops(kernel);
            Assert.Equal(kernel.Name.StartsWith("Update", StringComparison.Ordinal) ? SourcesOf(network) : 1, loops.Count);
            Assert.All(loops, loop => AssertMultiplies(loop, 4 * rows * fours * 4, 4 * ((rows / 4) + fours)));

            // One multiplication an addition: the assembler makes one instruction of them.
            Assert.All(loops, loop =>
            {
                var products = loop.Instructions.Where(instruction => instruction.Opcode == "mul.f32").Select(product => product.Target).ToHashSet();
                Assert.All(loop.Instructions.Where(instruction => instruction.Opcode == "add.f32"), sum =>
                    Assert.Single(sum.Operands.Skip(1), products.Contains));
            });
        });
    }

    [Theory]
    [InlineData(nameof(Circle), 6)]
    [InlineData(nameof(Small), 2)]
    [InlineData(nameof(Digits), 4)]
    public void Fused_kernels_multiply_in_loops_of_four_by_four_fours(string network, int layers)
    {
        foreach ((string name, int products, int gradients) in new[]
        {
            ("FusedStep", (2 * layers) - 1, layers), ("FusedEpoch", (2 * layers) - 1, layers), ("FusedInference", layers, 0), ("FusedApply", 0, 0),
        })
        {
            List<PtxLoop> loops = MultiplyLoops(PtxKernels.Of(network).Single(kernel => kernel.Name == name));
            var ofGradients = loops.Where(loop => loop.Count("mul.f32") == 16).ToList();
            Assert.Equal((name, products, gradients), (name, loops.Count - ofGradients.Count, ofGradients.Count));
            Assert.All(loops.Except(ofGradients), loop => AssertMultiplies(loop, 64, 8));
            Assert.All(ofGradients, loop => AssertMultiplies(loop, 16, 2));
        }
    }

    [Theory]
    [InlineData(nameof(Circle), true)]
    [InlineData(nameof(Small), true)]
    [InlineData(nameof(Digits), true)]
    [InlineData(nameof(Fashion), false)]
    [InlineData(nameof(Deep), false)]
    [InlineData(nameof(LinearTied), false)]
    [InlineData(nameof(LinearRightInverse), false)]
    public void Networks_that_fit_a_groups_memory_are_fused(string network, bool fits)
    {
        Assert.Equal(fits, PtxKernels.PlanOf(network).Fused is not null);
    }

    /// <summary>How long a user waits for the first step goes by how much there is to compile, and that does not depend on the machine.</summary>
    [Theory]
    [InlineData(nameof(Fashion), 25, 30_000)]
    [InlineData(nameof(Deep), 49, 60_000)]
    [InlineData(nameof(Circle), 41, 70_000)]
    public void There_are_few_instructions_to_compile(string network, int kernels, int instructions)
    {
        IReadOnlyList<PtxProgram> programs = PtxKernels.Of(network);

        Assert.Equal(kernels, programs.Count);
        Assert.InRange(programs.Sum(program => program.Instructions.Count()), instructions / 2, instructions);
        Assert.All(Tiled(network), kernel => Assert.InRange(kernel.Instructions.Count(), 1, 2_000));
        Assert.All(programs, kernel => Assert.InRange(kernel.Instructions.Count(), 1, 10_000));
    }

    private static IEnumerable<PtxProgram> Tiled(string network) => PtxKernels.Of(network).Where(kernel =>
        kernel.Name.EndsWith("Wide", StringComparison.Ordinal) || kernel.Name.EndsWith("Narrow", StringComparison.Ordinal) || kernel.Name.EndsWith("Small", StringComparison.Ordinal));

    /// <summary>Products that a weight's gradient is the sum of: a tied weight is in two layers, and a right inverse adds what comes through it.</summary>
    private static int SourcesOf(string network) => network switch { nameof(LinearTied) => 2, nameof(LinearRightInverse) => 3, _ => 1 };

    /// <summary>The innermost loops that only compute. Those that store their results apply epilogues and steps.</summary>
    private static List<PtxLoop> MultiplyLoops(PtxProgram program) =>
    [
        .. program.InnermostLoops.Where(loop =>
            !loop.Instructions.Any(instruction => instruction.IsStore) && loop.Instructions.Any(instruction => instruction.Opcode is "mul.f32" or "fma.rn.f32")),
    ];

    private static void AssertMultiplies(PtxLoop loop, int multiplyAdds, int loads)
    {
        int fused = loop.Count("fma.rn.f32");
        Assert.Equal((multiplyAdds, multiplyAdds), (loop.Count("mul.f32") + fused, loop.Count("add.f32") + fused));
        Assert.Equal(loads, loop.Count("ld.shared.v4.f32"));
        Assert.Equal(loads, loop.Instructions.Count(instruction => instruction.IsLoad));
        Assert.DoesNotContain(loop.Instructions, instruction => instruction.Name is "bar" or "div" or "sqrt" or "rcp");
    }

    private static void AssertOwnRegisters(PtxProgram program)
    {
        Assert.NotEmpty(program.Loops);
        Assert.DoesNotContain(program.Declarations, declaration => declaration.StartsWith(".local", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Instructions, instruction => instruction.IsCall || instruction.Space == "local");
        Assert.InRange(program.SharedBytes, 0, SharedLimit);
    }
}
