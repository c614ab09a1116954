using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>Programs published for machines without .NET.</summary>
[Collection(SharedPackages.Name)]
public sealed class PublishTests(Workplace workplace)
{
    private const string Properties =
        "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>";

    [Fact]
    public async Task Trimmed_it_trains_and_reconstructs_and_the_trimmer_has_no_warning()
    {
        Consumer program = Program(
            "Trimmed", "<PublishTrimmed>true</PublishTrimmed><TrimmerSingleWarn>false</TrimmerSingleWarn><EnableAotAnalyzer>true</EnableAotAnalyzer>");

        Outcome published = await program.PublishAsync();

        SkipWithoutPack(published, "Microsoft.NETCore.App.Runtime");
        published.Succeeded();
        Assert.Equal(Programs.Trained, await RunAsync(program, "Trimmed"));
    }

    [Fact]
    public async Task Compiled_ahead_of_time_it_does_so_too()
    {
        Consumer program = Program("Ahead", "<PublishAot>true</PublishAot><TrimmerSingleWarn>false</TrimmerSingleWarn>");

        Outcome published = await program.PublishAsync();

        SkipWithoutPack(published, "Microsoft.DotNet.ILCompiler", "Microsoft.NETCore.App.Runtime");
        Assert.SkipWhen(published.Says("Platform linker"), "There is no linker of the platform.");
        published.Succeeded();
        Assert.Equal(Programs.Trained, await RunAsync(program, "Ahead"));
    }

    private static void SkipWithoutPack(Outcome published, params string[] packs)
    {
        bool missing = published.Code != 0 && (published.Says("NU1101") || published.Says("NU1102"));
        Assert.SkipWhen(missing && packs.Any(published.Says), $"No feed has the SDK's own version of {string.Join(" and ", packs)}.");
    }

    private static async Task<string[]> RunAsync(Consumer program, string name) => Programs.Lines(
        (await Dotnet.ProcessAsync(program.InFolder("published", OperatingSystem.IsWindows() ? name + ".exe" : name), program.InFolder())).Succeeded().Output);

    private Consumer Program(string name, string properties) =>
        new Consumer(workplace, name, Properties + properties, Consumer.Refer(workplace)).With("Model.cs", Programs.Model).With("Program.cs", Programs.Train);
}
