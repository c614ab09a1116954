using System.Text;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>From a plan to C# kernels that ILGPU compiles for GPUs, and the plan by which the runtime launches them.</summary>
internal static class IlgpuEmitter
{
    /// <summary>The namespace of what generated code names of the runtime for ILGPU.</summary>
    public const string Runtime = "global::AeGen.Runtime.Ilgpu.";

    public static SourceFile Emit(KernelPlan plan, KernelAccess access)
    {
        TypeSpec type = plan.Architecture.Type;
        var layout = new IlgpuLayout(plan);
        FusedLayout? fused = FusedLayout.For(plan, layout);
        string name = ClassName(type);
        var writer = new CodeWriter();
        writer.Line(FileHeader.Kernels);
        writer.Line();
        if (access == KernelAccess.Friend)
        {
            const string Friend = "global::System.Runtime.CompilerServices.InternalsVisibleTo";
            writer.Line($"[assembly: {Friend}(global::ILGPU.Context.RuntimeAssemblyName)]");
            writer.Line();
        }

        TypeDeclaration.Write(writer, type, string.Empty, () =>
        {
            string property = $"{TypeDeclaration.CompiledInterface(type)}.DeviceKernels";
            writer.Line(Marks.Code);
            writer.Line($"static global::AeGen.Runtime.DeviceKernels? {property} => global::AeGen.Generated.{name}Plan.Instance;");
        });
        writer.Line();
        writer.Block("namespace AeGen.Generated", () =>
        {
            writer.Line("using global::AeGen.Functions;");
            writer.Line("using global::ILGPU;");
            writer.LineIf(plan.HasNoise, $"using DeviceNoise = {Runtime}DeviceNoise;");
            writer.Line($"using FourRows = {Runtime}FourRows;");
            writer.Line($"using Fused = {Runtime}Fused;");
            writer.Line($"using GroupSums = {Runtime}GroupSums;");
            writer.Line("using Floats = global::ILGPU.ArrayView<float>;");
            writer.Line("using Indices = global::ILGPU.ArrayView<int>;");
            writer.LineIf(plan.HasNoise, "using NoiseKeys = global::AeGen.Runtime.NoiseKeys;");
            writer.Line($"using PartialSums = {Runtime}PartialSums;");
            writer.Line($"using Sizes = {Runtime}LaunchSizes;");
            writer.Line($"using Status = {Runtime}Status;");
            writer.Line($"using StepNumbers = {Runtime}StepNumbers;");
            writer.Line($"using TileSums = {Runtime}TileSums;");
            writer.Line($"using V = {Runtime}Float4;");
            writer.Line($"using Vectors = global::ILGPU.ArrayView<{Runtime}Float4>;");
            writer.Line();
            new KernelClass(writer, plan, layout, fused).Write(name, access);
            writer.Line();
            new IlgpuPlanEmitter(writer, plan, layout, fused, name).Write();
        });
        return new SourceFile($"{type.FullName}.Ilgpu.g.cs", writer.ToString());
    }

    /// <summary>
    /// The name of a model's class of kernels, which no other model's has. A dot becomes an underscore; what else is no letter or digit
    /// becomes an underscore and digits, with which no name after a dot can begin.
    /// </summary>
    private static string ClassName(TypeSpec type)
    {
        var name = new StringBuilder();
        foreach (char character in type.FullName)
        {
            name.Append(character switch
            {
                '.' => "_",
                '_' => "_0",
                _ when char.IsLetterOrDigit(character) => character.ToString(),
                _ => $"_1{(int)character:x4}",
            });
        }

        return $"{name}Ilgpu";
    }
}
