namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>
/// A device of OpenCL, with a part of the tests. It may be a CPU's driver, and those take half a second to compile a
/// kernel.
/// </summary>
public class OpenClTarget() : AcceleratorTarget(IlgpuBackend.OpenCl)
{
    public override int Stride => 29;

    public override bool CompilesSlowly => true;
}

/// <summary>The same device with the other tests, which take many minutes on a CPU's driver and run where they are asked for.</summary>
public sealed class OpenClInFull : OpenClTarget
{
    private const string Variable = "AEGEN_TEST_DEVICES";

    private const string All = "all";

    public override string? Absence =>
        base.Absence ?? (Environment.GetEnvironmentVariable(Variable) == All ? null : $"Runs on OpenCL with {Variable}={All}.");
}

/// <summary>The part of the tests that always runs on OpenCL.</summary>
[CollectionDefinition(Name)]
public sealed class OnOpenClTogether : ICollectionFixture<OpenClTarget>
{
    public const string Name = "On OpenCL";
}

/// <summary>The other tests on OpenCL.</summary>
[CollectionDefinition(Name)]
public sealed class OnOpenClInFull : ICollectionFixture<OpenClInFull>
{
    public const string Name = "On OpenCL, in full";
}
