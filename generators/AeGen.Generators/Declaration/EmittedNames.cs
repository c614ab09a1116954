using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>
/// The types that emitted code names from the global namespace on. Where the project has a type that hides one of them or a namespace on
/// the way to it, no spelling of the name gets past it. Of namespaces whose types emitted code names in short, nothing may be the project's
/// own.
/// </summary>
internal static class EmittedNames
{
    /// <summary>
    /// Names of types as metadata writes them, which every model's code may use; of attributes, which a project may bring along, only the
    /// namespaces.
    /// </summary>
    public static IReadOnlyList<string> OfModels { get; } =
    [
        "AeGen.Activation",
        "AeGen.Architecture",
        "AeGen.ComputeDevice",
        "AeGen.CpuOptions",
        "AeGen.DataSet",
        "AeGen.DecoderKind",
        "AeGen.FitOptions",
        "AeGen.IAutoencoder`1",
        "AeGen.Initializer",
        "AeGen.KeptState",
        "AeGen.LayerArchitecture",
        "AeGen.LayerCollection",
        "AeGen.LayerNormalization",
        "AeGen.LinearMap",
        "AeGen.Loss",
        "AeGen.NormalizationKind",
        "AeGen.Optimizer",
        "AeGen.OptimizerSettings",
        "AeGen.Scaling",
        "AeGen.TrainingHistory",
        "AeGen.TrainingState",
        "AeGen.VariationalArchitecture",
        "AeGen.Runtime.CompiledAutoencoder",
        "AeGen.Runtime.CpuPlan",
        "AeGen.Runtime.DeviceKernels",
        "AeGen.Runtime.ICompiledAutoencoder`1",
        "AeGen.Runtime.KernelArguments",
        "AeGen.Runtime.LayerLayout",
        "AeGen.Runtime.LayerVector",
        "AeGen.Runtime.MatrixLayout",
        "AeGen.Runtime.Network`1",
        "AeGen.Runtime.NoiseKeys",
        "AeGen.Runtime.NormalizationLayout",
        "AeGen.Runtime.Panels",
        "AeGen.Runtime.RightInverses",
        "AeGen.Runtime.StatisticsLayout",
        "AeGen.Runtime.UpdatePass",
        "AeGen.Runtime.WeightLayout",
        "System.ArgumentOutOfRangeException",
        "System.Math",
        "System.ReadOnlySpan`1",
        "System.Span`1",
        "System.CodeDom.Compiler.",
        "System.Diagnostics.CodeAnalysis.",
        "System.Runtime.CompilerServices.",
        "System.Runtime.CompilerServices.MethodImplOptions",
        "System.Runtime.CompilerServices.Unsafe",
    ];

    /// <summary>The same of what only kernels for ILGPU use.</summary>
    public static IReadOnlyList<string> OfIlgpu { get; } =
    [
        "AeGen.Runtime.Ilgpu.DeviceNoise",
        "AeGen.Runtime.Ilgpu.Float4",
        "AeGen.Runtime.Ilgpu.FourRows",
        "AeGen.Runtime.Ilgpu.Fused",
        "AeGen.Runtime.Ilgpu.FusedKernels",
        "AeGen.Runtime.Ilgpu.GroupSums",
        "AeGen.Runtime.Ilgpu.IFusedNetwork",
        "AeGen.Runtime.Ilgpu.IGroupTile`1",
        "AeGen.Runtime.Ilgpu.IlgpuElementwise",
        "AeGen.Runtime.Ilgpu.IlgpuFused",
        "AeGen.Runtime.Ilgpu.IlgpuInverse",
        "AeGen.Runtime.Ilgpu.IlgpuPlan",
        "AeGen.Runtime.Ilgpu.IlgpuProduct",
        "AeGen.Runtime.Ilgpu.IlgpuStatistics",
        "AeGen.Runtime.Ilgpu.IlgpuSum",
        "AeGen.Runtime.Ilgpu.IlgpuTile",
        "AeGen.Runtime.Ilgpu.IlgpuVector",
        "AeGen.Runtime.Ilgpu.IlgpuWeight",
        "AeGen.Runtime.Ilgpu.LaunchSizes",
        "AeGen.Runtime.Ilgpu.NarrowPatch",
        "AeGen.Runtime.Ilgpu.PartialSums",
        "AeGen.Runtime.Ilgpu.SmallPatch",
        "AeGen.Runtime.Ilgpu.Status",
        "AeGen.Runtime.Ilgpu.StepNumbers",
        "AeGen.Runtime.Ilgpu.TileSums",
        "AeGen.Runtime.Ilgpu.TinyPatch",
        "AeGen.Runtime.Ilgpu.WidePatch",
        "ILGPU.ArrayView`1",
        "ILGPU.Context",
        "ILGPU.Grid",
        "ILGPU.Group",
        "ILGPU.SharedMemory",
        "System.ComponentModel.",
        "System.ComponentModel.EditorBrowsableState",
    ];

    /// <summary>Notes what is in the way of a class's code.</summary>
    public static void Check(INamedTypeSymbol type, LocationInfo place, Compilation compilation, DiagnosticSink mistakes)
    {
        if (Namespace(compilation.GlobalNamespace, "AeGen", "Runtime") is null)
        {
            mistakes.Add(Descriptors.AliasedLibrary, place, type.Name);
            return;
        }

        IEnumerable<string> names = KernelAccesses.In(compilation) == KernelAccess.None ? OfModels : OfModels.Concat(OfIlgpu);
        var hiding = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (string name in names)
        {
            if (Obstacle(name, compilation) is { } obstacle && hiding.Add(obstacle))
            {
                Report(name.Split('`')[0].TrimEnd('.'), obstacle);
            }
        }

        foreach (string used in new[] { "Generated", "Functions", "Kernels", "Vectors" })
        {
            INamespaceSymbol? own = Namespace(compilation.Assembly.GlobalNamespace, "AeGen", used);
            if (own?.GetTypeMembers().FirstOrDefault(member => !member.IsFileLocal) is { } other)
            {
                Report(own.ToDisplayString(), other);
            }
        }

        void Report(string name, INamedTypeSymbol obstacle) => mistakes.Add(
            Descriptors.HiddenName, place, type.Name, name, obstacle.ToDisplayString(), obstacle.ContainingAssembly.Name);
    }

    /// <summary>The type that makes a name mean another thing, or nothing that is certain; null where there is none.</summary>
    private static INamedTypeSymbol? Obstacle(string name, Compilation compilation)
    {
        string[] parts = name.Split('.');
        INamespaceSymbol space = compilation.GlobalNamespace;
        foreach (string part in parts.Take(parts.Length - 1))
        {
            if (Namespace(space, part) is not { } next)
            {
                return null;
            }

            if (Visible(space, part, 0, compilation) is { Count: > 0 } types)
            {
                return types[0];
            }

            space = next;
        }

        string[] last = parts[parts.Length - 1].Split('`');
        return Visible(space, last[0], last.Length - 1, compilation) is { Count: > 1 } candidates ? candidates[0] : null;
    }

    private static INamespaceSymbol? Namespace(INamespaceSymbol? space, params string[] path)
    {
        foreach (string part in path)
        {
            space = space?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return space;
    }

    /// <summary>A namespace's types of a name that emitted code sees, the project's own first, which is what C# takes.</summary>
    private static IReadOnlyList<INamedTypeSymbol> Visible(INamespaceSymbol space, string name, int arity, Compilation compilation) =>
    [
        .. space.GetTypeMembers(name, arity)
            .Where(type => IsOwn(type, compilation) ? !type.IsFileLocal : type.DeclaredAccessibility == Accessibility.Public)
            .OrderBy(type => IsOwn(type, compilation) ? 0 : 1),
    ];

    private static bool IsOwn(INamedTypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
}
