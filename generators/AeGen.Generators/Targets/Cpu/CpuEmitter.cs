using AeGen.Generators.Passes;

namespace AeGen.Generators.Targets.Cpu;

/// <summary>From a plan to C# kernels for the CPU: one class, generic over the vector.</summary>
/// <remarks>
/// The class is local to its file and stands in a namespace of their own, so that neither the user's names nor aliases can meet its own.
/// </remarks>
internal static class CpuEmitter
{
    public static SourceFile Emit(KernelPlan target)
    {
        KernelPlan plan = NarrowWeights.Run(target);
        var layout = new CpuLayout(plan);
        var writer = new CodeWriter();
        writer.Line(FileHeader.Kernels);
        writer.Line();
        TypeDeclaration.Write(writer, plan.Architecture.Type, string.Empty, () => WriteDispatch(writer, plan));
        writer.Line();
        WriteKernels(writer, plan, layout);
        writer.Line();
        writer.Block("namespace AeGen.Generated", new CpuPlanEmitter(writer, plan, layout).Write);
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
                    writer.Line($"{phase} => {Pieces.Of(plan, plan.Phases[phase])}, // {plan.Phases[phase].Name}");
                }

                writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(\"phase\"),");
            }, "};");
        });
        writer.Line();
        writer.Line(Marks.Code);
        const string Parameters = "int phase, in global::AeGen.Runtime.KernelArguments arguments, int first, int end";
        writer.Block($"static void {self}.RunPhase({Parameters})", () =>
        {
            // Whether a width is there is a constant to the JIT, which drops what is not.
            const string Vectors = "global::AeGen.Vectors.";
            void Run(string vector) =>
                writer.Line($"{Generated}{ClassName(plan, "Kernels")}<{Vectors}{vector}>.Run(phase, in arguments, first, end);");
            writer.Block($"if ({Vectors}Float512.IsSupported && arguments.VectorBits >= 512)", () => Run("Float512"));
            writer.Block($"else if ({Vectors}Float256.IsSupported && arguments.VectorBits >= 256)", () => Run("Float256"));
            writer.Block("else", () => Run("Float128"));
        });
    }

    private static void WriteKernels(CodeWriter writer, KernelPlan plan, CpuLayout layout) =>
        writer.Block("namespace AeGen.Generated", () =>
        {
            writer.Line("using global::AeGen.Functions;");
            writer.Line("using global::AeGen.Kernels;");
            writer.Line("using global::AeGen.Runtime;");
            writer.Line("using global::AeGen.Vectors;");
            writer.Line("using Math = global::System.Math;");
            writer.Line("using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;");
            writer.Line("using Options = global::System.Runtime.CompilerServices.MethodImplOptions;");
            writer.Line("using Unsafe = global::System.Runtime.CompilerServices.Unsafe;");
            writer.Line();
            writer.Summary($"The kernels of {plan.Architecture.Type.Name}, in vectors of each width.");
            writer.Line(Marks.Code);
            writer.Line($"file static class {ClassName(plan, "Kernels")}<V>");
            writer.Block("    where V : unmanaged, ICpuVector<V>", () => new KernelClass(writer, plan, layout).Write());
        });
}
