using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>What is in the packages and what is not.</summary>
public sealed class PackageContentTests(Workplace workplace) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await workplace.PackedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_library_comes_with_its_documentation_the_generator_its_code_fixes_and_what_refuses_an_old_compiler()
    {
        Assert.Equal(
            [
                "README.md", "analyzers/dotnet/cs/AeGen.Generators.CodeFixes.dll", "analyzers/dotnet/cs/AeGen.Generators.dll", "build/AeGen.targets",
                "buildTransitive/AeGen.targets", "icon.png", "lib/net10.0/AeGen.dll", "lib/net10.0/AeGen.xml",
            ],
            Files("AeGen"));

        // Nothing of Roslyn, nor of what builds it.
        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions 8.0.0"], Dependencies("AeGen"));
        Assert.Equal(["lib/net10.0/AeGen.pdb"], Files("AeGen", ".snupkg"));
    }

    [Theory]
    [InlineData("AeGen.Analysis", "MathNet.Numerics")]
    [InlineData("AeGen.Ilgpu", "ILGPU", "ILGPU.Algorithms")]
    [InlineData("AeGen.Onnx", "Google.Protobuf")]
    public void What_not_every_model_needs_is_a_package_that_depends_on_the_library(string id, params string[] others)
    {
        Assert.Equal(["README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], Files(id));
        Assert.Equal(["AeGen", .. others], Dependencies(id).Select(dependency => dependency.Split(' ')[0]));
        Assert.Equal($"AeGen {workplace.Version}", Dependencies(id)[0]);
        Assert.Equal([$"lib/net10.0/{id}.pdb"], Files(id, ".snupkg"));
    }

    [Fact]
    public void The_command_line_is_a_tool()
    {
        string settings = Files("AeGen.Lab").Single(file => file.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal));

        Assert.Contains("Name=\"aegen\"", Read("AeGen.Lab", settings), StringComparison.Ordinal);
        Assert.DoesNotContain(Files("AeGen.Lab"), file => file.Contains("CodeAnalysis", StringComparison.Ordinal) || file.Contains("AeGen.Generators", StringComparison.Ordinal));
        Assert.Empty(Dependencies("AeGen.Lab"));
    }

    [Fact]
    public void Nothing_else_is_packed() => Assert.Equal(
        ["AeGen", "AeGen.Analysis", "AeGen.Ilgpu", "AeGen.Lab", "AeGen.Onnx"],
        Directory.GetFiles(workplace.Feed, "*.nupkg").Select(file => Path.GetFileName(file)[..^$".{workplace.Version}.nupkg".Length]).Order());

    [Theory]
    [InlineData("AeGen")]
    [InlineData("AeGen.Analysis")]
    [InlineData("AeGen.Ilgpu")]
    [InlineData("AeGen.Lab")]
    [InlineData("AeGen.Onnx")]
    public void Each_says_whose_it_is_under_which_licence_and_where_it_comes_from(string id)
    {
        XElement said = XElement.Parse(Read(id, id + ".nuspec")).Elements().Single();
        XElement Said(string name) => said.Elements().Single(element => element.Name.LocalName == name);

        Assert.Equal("The AeGen authors", Said("authors").Value);
        Assert.Equal("Copyright (c) 2026 The AeGen authors", Said("copyright").Value);
        Assert.Equal("MIT", Said("license").Value);
        Assert.Equal("expression", Said("license").Attribute("type")!.Value);
        Assert.Equal("icon.png", Said("icon").Value);
        Assert.Equal("README.md", Said("readme").Value);
        Assert.Equal("https://github.com/aegen/aegen", Said("projectUrl").Value);
        Assert.Equal("git", Said("repository").Attribute("type")!.Value);
        Assert.Equal("https://github.com/aegen/aegen", Said("repository").Attribute("url")!.Value);
        Assert.NotEmpty(Said("releaseNotes").Value);
        Assert.NotEmpty(Said("description").Value);

        // A PNG of the size that NuGet recommends: width and height are in its first chunk.
        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(id));
        byte[] icon = Bytes(archive, "icon.png");
        Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(icon, 0, 4));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
        string[] licence = File.ReadAllLines(workplace.InFolder("sources", "LICENSE"));
        Assert.Equal(["MIT License", "", "Copyright (c) 2026 The AeGen authors"], licence[..3]);
    }

    [Theory]
    [InlineData("AeGen")]
    [InlineData("AeGen.Analysis")]
    [InlineData("AeGen.Ilgpu")]
    [InlineData("AeGen.Onnx")]
    public void Built_in_another_folder_the_assemblies_are_the_same_bytes(string id)
    {
        string package = workplace.Package(id);
        using ZipArchive one = ZipFile.OpenRead(package), other = ZipFile.OpenRead(Path.Combine(workplace.LibraryFeed, Path.GetFileName(package)));
        Assert.All(Files(id), file => Assert.Equal(Bytes(one, file), Bytes(other, file)));
    }

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using Stream entry = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A package's own files: not NuGet's about the package.</summary>
    private string[] Files(string id, string extension = ".nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(id, extension));
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Where(name => name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A package's dependencies, each with the least version.</summary>
    private string[] Dependencies(string id) =>
    [
        .. XElement.Parse(Read(id, id + ".nuspec")).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}").Order(StringComparer.Ordinal),
    ];

    private string Read(string id, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(workplace.Package(id));
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
