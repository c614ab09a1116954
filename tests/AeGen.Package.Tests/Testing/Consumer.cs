namespace AeGen.Package.Tests.Testing;

/// <summary>A new project that refers to packages only.</summary>
internal sealed class Consumer
{
    private readonly string folder;

    /// <param name="workplace">Where it is made.</param>
    /// <param name="name">The name of the project and of its folder.</param>
    /// <param name="properties">Lines of its property group, besides the target framework.</param>
    /// <param name="references">Lines of its item group.</param>
    /// <param name="language">The ending of the project's name: csproj, fsproj, vbproj.</param>
    /// <param name="plain">Whether its folder's path is without spaces.</param>
    public Consumer(Workplace workplace, string name, string properties, string references, string language = "csproj", bool plain = false)
    {
        Name = name;
        folder = Directory.CreateDirectory(plain ? workplace.InPlainFolder(name) : workplace.InFolder(name)).FullName;
        Project = Path.Combine(folder, $"{name}.{language}");
        File.WriteAllText(Project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The path of its project file.</summary>
    public string Project { get; }

    /// <summary>A line that refers to a package.</summary>
    public static string Refer(Workplace workplace, string id = "AeGen") => $"""<PackageReference Include="{id}" Version="{workplace.Version}" />""";

    /// <summary>Adds a source file.</summary>
    public Consumer With(string file, string text)
    {
        File.WriteAllText(Path.Combine(folder, file), text);
        return this;
    }

    /// <summary>A path in the project's folder.</summary>
    public string InFolder(params string[] names) => Path.Combine([folder, .. names]);

    public Task<Outcome> BuildAsync(params string[] arguments) => Dotnet.RunAsync(folder, ["build", Project, "-c", "Release", .. arguments]);

    /// <summary>Builds and runs it.</summary>
    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        (await BuildAsync()).Succeeded();
        return await RunBuiltAsync(arguments);
    }

    /// <summary>Has the SDK make an analyzer's code fixes in the sources.</summary>
    public Task<Outcome> MendAsync(string id) => Dotnet.RunAsync(folder, "format", "analyzers", Project, "--diagnostics", id);

    /// <summary>Runs it as it has been built.</summary>
    public Task<Outcome> RunBuiltAsync(params string[] arguments) =>
        Dotnet.ProcessAsync("dotnet", folder, [InFolder("bin", "Release", "net10.0", Name + ".dll"), .. arguments]);

    /// <summary>Publishes it for this machine, with the runtime.</summary>
    public Task<Outcome> PublishAsync(string into, params string[] arguments) => Dotnet.RunAsync(
        folder, ["publish", Project, "-c", "Release", "--use-current-runtime", "--self-contained", "-o", InFolder(into), .. arguments]);

    /// <summary>Runs it as it has been published.</summary>
    public Task<Outcome> RunPublishedAsync(string from) =>
        Dotnet.ProcessAsync(InFolder(from, OperatingSystem.IsWindows() ? Name + ".exe" : Name), folder);
}
