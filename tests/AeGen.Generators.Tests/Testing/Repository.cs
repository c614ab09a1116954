using System.Reflection;

namespace AeGen.Generators.Tests.Testing;

/// <summary>The files beside the tests.</summary>
internal static class Repository
{
    public static string TestProject { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;

    public static string Golden { get; } = Path.Combine(TestProject, "Golden");

    public static string Stubs { get; } = Path.Combine(TestProject, "Stubs");

    public static string Generators { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", "..", "generators"));

    public static string Pages { get; } = Path.Combine(Generators, "docs");

    /// <summary>The device runtime's sources.</summary>
    public static string IlgpuRuntime { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", "..", "src", "AeGen.Ilgpu"));
}
