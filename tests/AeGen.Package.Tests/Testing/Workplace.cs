using System.Reflection;

namespace AeGen.Package.Tests.Testing;

/// <summary>
/// A folder outside the repository, with a space and letters of several languages in its name: the sources, packed there twice, and new
/// projects, which restore of the libraries' feed. Packages of the world come from the user's own sources, and those that the user has are
/// not copied. All projects whose build must succeed are built in one go, beside the tests that need none of them.
/// </summary>
public sealed class Workplace : IAsyncLifetime
{
    /// <summary>The packages to which projects refer.</summary>
    private static readonly string[] Libraries = ["AeGen", "AeGen.Analysis", "AeGen.Ilgpu", "AeGen.Onnx"];

    private static readonly string[] Generators = ["AeGen.Generators", "AeGen.Generators.CodeFixes"];

    private static readonly string Repository = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "..", ".."));

    private readonly string path = Directory.CreateTempSubdirectory("aegen päckages ").FullName;

    private readonly string plainPath = Directory.CreateTempSubdirectory("aegen-packages-").FullName;
    private readonly Dictionary<string, Consumer> consumers = [];
    private Task<Outcome>? packing, building;

    /// <summary>The folder that holds all packages, made by the README's line, where packing puts them if nothing else is asked for.</summary>
    public string Feed => InFolder("sources", "artifacts", "packages");

    /// <summary>The folder that holds the libraries' packages, made first, so that projects need not wait for the command line's.</summary>
    public string LibraryFeed => InFolder("libraries", "artifacts", "packages");

    /// <summary>The version of the packages.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>A path in this folder.</summary>
    public string InFolder(params string[] names) => System.IO.Path.Combine([path, .. names]);

    /// <summary>The file of a package.</summary>
    public string Package(string id, string extension = ".nupkg") => System.IO.Path.Combine(Feed, $"{id}.{Version}{extension}");

    /// <summary>A path in a second folder, without a space: the SDK's linking of what is compiled ahead of time splits a path at one.</summary>
    public string InPlainFolder(params string[] names) => System.IO.Path.Combine([plainPath, .. names]);

    /// <summary>Waits until all packages are in <see cref="Feed"/>.</summary>
    public async Task PackedAsync() => (await packing!).Succeeded();

    /// <summary>A project, when it is built with all others whose build must succeed.</summary>
    internal async Task<Consumer> BuiltAsync(string name)
    {
        (await building!).Succeeded();
        return consumers[name];
    }

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
        Directory.CreateDirectory(LibraryFeed);
        foreach (string folder in (string[])[path, plainPath])
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "NuGet.Config"), $"""
                <configuration>
                  <config><add key="globalPackagesFolder" value="packages" /></config>
                  <packageSources><add key="packed" value="{LibraryFeed}" /></packageSources>
                  <fallbackPackageFolders><add key="user" value="{packages}" /></fallbackPackageFolders>
                </configuration>
                """);

            // What the sources' own settings say must not reach the projects beside them.
            foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            {
                await File.WriteAllTextAsync(System.IO.Path.Combine(folder, name), "<Project />");
            }

            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, ".editorconfig"), "root = true\n");
        }

        // The command line has many models and takes the compiler most of a minute: it is packed while the libraries' users are built.
        string sources = CopySources(Repository, InFolder("sources")), libraries = CopySources(sources, InFolder("libraries"));
        packing = Dotnet.RunAsync(sources, "pack", "AeGen.sln", "-c", "Release", "-p:RunAnalyzers=false");

        // A project to which one refers is built like it only where the solution has both.
        string[] projects = [.. Libraries.Select(id => $"src/{id}/{id}.csproj"), .. Generators.Select(id => $"generators/{id}/{id}.csproj")];
        await WriteSolutionAsync(System.IO.Path.Combine(libraries, "Libraries.slnx"), projects);
        (await Dotnet.RunAsync(libraries, "pack", "Libraries.slnx", "-c", "Release", "-p:RunAnalyzers=false")).Succeeded();
        Version = System.IO.Path.GetFileNameWithoutExtension(Directory.GetFiles(LibraryFeed, "AeGen.Onnx.*.nupkg").Single())["AeGen.Onnx.".Length..];

        Consumer[] declared =
        [
            .. ConsumerTests.Declare(this), .. IlgpuTests.Declare(this), .. OtherLanguageTests.Declare(this), .. PublishTests.Declare(this),
            .. Cookbook.Declare(this),
        ];
        foreach (Consumer consumer in declared)
        {
            consumers.Add(consumer.Name, consumer);
        }

        await WriteSolutionAsync(InFolder("Consumers.slnx"), declared.Select(consumer => consumer.Project));
        building = Dotnet.RunAsync(InFolder(), "build", "Consumers.slnx", "-c", "Release");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Task<Outcome>? work in (Task<Outcome>?[])[packing, building])
        {
            if (work is not null)
            {
                await work;
            }
        }

        await Dotnet.EndServerAsync(path);
        Directory.Delete(path, recursive: true);
        Directory.Delete(plainPath, recursive: true);
    }

    private static Task WriteSolutionAsync(string file, IEnumerable<string> projects) =>
        File.WriteAllTextAsync(file, $"<Solution>{string.Concat(projects.Select(project => $"""<Project Path="{project}" />"""))}</Solution>");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
