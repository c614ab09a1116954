using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>From a plan to C# kernels for the CPU: one class for each vector width, all in one file.</summary>
/// <remarks>
/// The classes are local to their file and stand in a namespace of their own, so that neither the user's names nor aliases can meet theirs.
/// </remarks>
internal static class CpuEmitter
{
    public static SourceFile Emit(KernelPlan plan)
    {
        var layout = new CpuLayout(plan);
        var writer = new CodeWriter();
        writer.Line(FileHeader.Kernels);
        writer.Line();
        TypeDeclaration.Write(writer, plan.Architecture.Type, string.Empty, () => WriteDispatch(writer, plan));
        foreach (VectorWidth width in VectorWidth.All)
        {
            writer.Line();
            WriteWidth(writer, plan, layout, width);
        }

        writer.Line();
        writer.Block("namespace AeGen.Generated", () => CpuPlanEmitter.Write(writer, plan, layout));
        return new SourceFile($"{plan.Architecture.Type.FullName}.Cpu.g.cs", writer.ToString());
    }

    /// <summary>The name of a file-local class of the model's.</summary>
    public static string ClassName(KernelPlan plan, string suffix) => plan.Architecture.Type.Name.TrimStart('@') + suffix;

    private static void WriteDispatch(CodeWriter writer, KernelPlan plan)
    {
        string self = TypeDeclaration.CompiledInterface(plan.Architecture.Type);
        const string Generated = "global::AeGen.Generated.";
        writer.Line(Marks.Code);
        writer.Line($"static global::AeGen.Runtime.CpuPlan {self}.CpuPlan => {Generated}{ClassName(plan, "Plan")}.Instance;");
        writer.Line();
        writer.Line(Marks.Code);
        writer.Block($"static int {self}.CountTiles(int phase, int batch)", () =>
        {
            writer.Line($"int blocks = (batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
            writer.Block("return phase switch", () =>
            {
                for (int phase = 0; phase < plan.Phases.Count; phase++)
                {
                    writer.Line($"{phase} => {PhaseCode.Tiles(plan, plan.Phases[phase])}, // {plan.Phases[phase].Name}");
                }

                writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(\"phase\"),");
            }, "};");
        });
        writer.Line();
        writer.Line(Marks.Code);
        writer.Block($"static void {self}.RunPhase(int phase, in global::AeGen.Runtime.KernelArguments arguments, int first, int end)", () =>
        {
            // Whether a width is there is a constant to the JIT, which drops what is not. .NET calls 512 bits slow on processors that lower their
            // clock for them; products of matrices gain all the same, so the instructions themselves are asked for.
            const string Intrinsics = "global::System.Runtime.Intrinsics.";
            string keyword = "if";
            foreach (VectorWidth width in VectorWidth.All.Take(2))
            {
                string there = width.Bits == 512
                    ? $"({Intrinsics}Vector512.IsHardwareAccelerated || {Intrinsics}X86.Avx512F.IsSupported)"
                    : $"{Intrinsics}Vector{width.Bits}.IsHardwareAccelerated";
                writer.Block(
                    $"{keyword} ({there} && arguments.VectorBits >= {width.Bits})",
                    () => writer.Line($"{Generated}{ClassName(plan, $"Kernels{width.Bits}")}.Run(phase, in arguments, first, end);"));
                keyword = "else if";
            }

            writer.Block("else", () => writer.Line($"{Generated}{ClassName(plan, "Kernels128")}.Run(phase, in arguments, first, end);"));
        });
    }

    private static void WriteWidth(CodeWriter writer, KernelPlan plan, CpuLayout layout, VectorWidth width)
    {
        writer.Block("namespace AeGen.Generated", () =>
        {
            writer.Line("using Arguments = global::AeGen.Runtime.KernelArguments;");
            writer.Line($"using Floats = global::System.Runtime.Intrinsics.Vector{width.Bits}<float>;");
            if (plan.HasNoise)
            {
                writer.Line($"using Integers = global::System.Runtime.Intrinsics.Vector{width.Bits}<uint>;");
            }

            writer.Line("using Math = global::System.Math;");
            writer.Line("using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;");
            if (plan.HasNoise)
            {
                writer.Line("using NoiseKeys = global::AeGen.Runtime.NoiseKeys;");
            }

            writer.Line("using Options = global::System.Runtime.CompilerServices.MethodImplOptions;");
            writer.Line("using Panels = global::AeGen.Runtime.Panels;");
            writer.Line("using Pass = global::AeGen.Runtime.UpdatePass;");
            writer.Line("using Unsafe = global::System.Runtime.CompilerServices.Unsafe;");
            writer.Line($"using Vector = global::System.Runtime.Intrinsics.Vector{width.Bits};");
            writer.Line();
            writer.Summary($"The kernels of {plan.Architecture.Type.Name} in vectors of {width.Bits} bits.");
            writer.Line(Marks.Code);
            writer.Block($"file static class {ClassName(plan, $"Kernels{width.Bits}")}", () => new KernelClass(writer, plan, layout, width).Write());
        });
    }
}
