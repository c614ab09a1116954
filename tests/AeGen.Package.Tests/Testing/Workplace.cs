using System.Reflection;

namespace AeGen.Package.Tests.Testing;

/// <summary>
/// A folder outside the repository, with a space and letters of several languages in its name: the sources, packed there, and a feed beside them, of which new
/// projects in it restore. Packages of the world come from the user's own sources, and those that the user has are not copied.
/// </summary>
public sealed class Workplace : IAsyncLifetime
{
    private static readonly string Repository = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "..", ".."));

    private readonly string path = Directory.CreateTempSubdirectory("aegen päckages ").FullName;

    /// <summary>The folder that holds the packages, where packing puts them if nothing else is asked for.</summary>
    public string Feed => InFolder("sources", "artifacts", "packages");

    /// <summary>The version of the packages.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>A path in this folder.</summary>
    public string InFolder(params string[] names) => System.IO.Path.Combine([path, .. names]);

    /// <summary>The file of a package.</summary>
    public string Package(string id, string extension = ".nupkg") => System.IO.Path.Combine(Feed, $"{id}.{Version}{extension}");

    /// <summary>Copies the sources that were packed into another folder.</summary>
    public string CopySources(string name) => CopySources(InFolder("sources"), InFolder(name));

    /// <summary>Copies sources, as a clone would have them.</summary>
    private static string CopySources(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from).Where(file => System.IO.Path.GetFileName(file) != ".git"))
        {
            Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }

        foreach (string folder in (string[])["src", "generators", "tests", "bench"])
        {
            foreach (string file in Directory.EnumerateFiles(System.IO.Path.Combine(from, folder), "*", SearchOption.AllDirectories))
            {
                string relative = System.IO.Path.GetRelativePath(from, file);
                if (!relative.Split(System.IO.Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "TestResults"))
                {
                    Copy(file, System.IO.Path.Combine(to, relative));
                }
            }
        }

        return to;
    }

    public async ValueTask InitializeAsync()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(packages);
        Directory.CreateDirectory(Feed);
        await File.WriteAllTextAsync(InFolder("NuGet.Config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="sources/artifacts/packages" /></packageSources>
              <fallbackPackageFolders><add key="user" value="{packages}" /></fallbackPackageFolders>
            </configuration>
            """);

        // What the sources' own settings say must not reach the projects beside them.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(InFolder(name), "<Project />");
        }

        await File.WriteAllTextAsync(InFolder(".editorconfig"), "root = true\n");
        string sources = CopySources(Repository, InFolder("sources"));
        (await Dotnet.RunAsync(sources, "pack", "AeGen.sln", "-c", "Release", "-p:RunAnalyzers=false")).Succeeded();
        Version = System.IO.Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "AeGen.Lab.*.nupkg").Single())["AeGen.Lab.".Length..];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(path, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
