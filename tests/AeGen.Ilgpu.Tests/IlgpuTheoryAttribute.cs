namespace AeGen.Ilgpu.Tests;

/// <summary>A theory that needs ILGPU, and is reported as skipped in a build that has none.</summary>
public sealed class IlgpuTheoryAttribute : TheoryAttribute
{
    public IlgpuTheoryAttribute() => Skip = IlgpuFactAttribute.Missing;
}
