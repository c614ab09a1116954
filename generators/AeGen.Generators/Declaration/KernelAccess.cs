using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>How ILGPU gets at the kernels of a compilation: its CPU accelerator calls them from an assembly of its own.</summary>
internal enum KernelAccess
{
    /// <summary>There are none, as nothing refers to the runtime for ILGPU.</summary>
    None,

    /// <summary>They are internal, and ILGPU's assembly is a friend.</summary>
    Friend,

    /// <summary>They are public: an assembly with a strong name has no friends without one, and ILGPU's is without.</summary>
    Public,
}

/// <summary>What follows from a way to get at kernels, and from what it follows.</summary>
internal static class KernelAccesses
{
    /// <summary>A type whose presence in a compilation says that its models run on ILGPU.</summary>
    public const string MarkerType = "AeGen.Runtime.Ilgpu.IlgpuPlan";

    /// <summary>The way in a compilation.</summary>
    public static KernelAccess In(Compilation compilation) =>
        compilation.GetTypeByMetadataName(MarkerType) is null ? KernelAccess.None
        : compilation.Assembly.Identity.IsStrongName ? KernelAccess.Public
        : KernelAccess.Friend;

    /// <summary>The accessibility of a class of kernels.</summary>
    public static string Modifier(this KernelAccess access) => access == KernelAccess.Public ? "public" : "internal";
}
