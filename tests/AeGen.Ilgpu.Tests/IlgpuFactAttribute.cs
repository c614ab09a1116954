namespace AeGen.Ilgpu.Tests;

/// <summary>A fact that needs ILGPU, and is reported as skipped in a build that has none.</summary>
public sealed class IlgpuFactAttribute : FactAttribute
{
    public IlgpuFactAttribute() => Skip = Missing;

    /// <summary>Why tests that need ILGPU are skipped; null where the build has it.</summary>
    internal static string? Missing
    {
        get
        {
#if ILGPU
            return null;
#else
            return "ILGPU could not be restored from the NuGet feeds that this build was given.";
#endif
        }
    }
}
