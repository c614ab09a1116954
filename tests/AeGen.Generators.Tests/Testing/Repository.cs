using System.Reflection;

namespace AeGen.Generators.Tests.Testing;

/// <summary>The files beside the tests.</summary>
internal static class Repository
{
    public static string TestProject { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;

    public static string Golden { get; } = Path.Combine(TestProject, "Golden");

    public static string Generators { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", "..", "generators"));

    public static string Pages { get; } = Path.Combine(Generators, "docs");
}
