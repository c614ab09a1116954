using System.Globalization;
using System.Runtime.InteropServices;
using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>Programs published for machines without .NET.</summary>
public sealed class PublishTests(Workplace workplace)
{
    private const double RelativeTolerance = 1e-5;

    private const string Properties =
        "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>";

    [Fact]
    public async Task Trimmed_it_trains_and_reconstructs_and_the_trimmer_has_no_warning()
    {
        Consumer program = new Consumer(
            workplace, "Trimmed",
            Properties + "<PublishTrimmed>true</PublishTrimmed><TrimmerSingleWarn>false</TrimmerSingleWarn>"
                + "<EnableAotAnalyzer>true</EnableAotAnalyzer>",
            Consumer.Refer(workplace)).With("Model.cs", Programs.Model).With("Program.cs", Programs.Train);

        Outcome published = await program.PublishAsync("published");

        SkipWithoutPack(published, "Microsoft.NETCore.App.Runtime");
        Assert.DoesNotContain("warning IL", published.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(Programs.Trained, Programs.Lines((await program.RunPublishedAsync("published")).Succeeded().Output));
    }

    [Fact]
    public async Task Compiled_ahead_of_time_it_computes_what_the_JIT_computes()
    {
        Consumer ahead = new Consumer(
            workplace, "Ahead", Properties + "<PublishAot>true</PublishAot><TrimmerSingleWarn>false</TrimmerSingleWarn>",
            Consumer.Refer(workplace), plain: true)
            .With("Model.cs", Programs.Model).With("Program.cs", Programs.TrainAndPrintNumbers);

        Outcome any = await ahead.PublishAsync("any");

        SkipWithoutPack(any, "Microsoft.DotNet.ILCompiler", "Microsoft.NETCore.App.Runtime");
        Assert.SkipWhen(any.Code != 0 && any.Says("Platform linker"), "There is no linker of the platform.");
        Assert.SkipWhen(any.Code != 0 && any.Says("cannot find -lz"), "There is no zlib to link with.");
        Outcome native = await ahead.PublishAsync("native", "-p:IlcInstructionSet=native");

        // Narrow vectors are warned of, though warnings are errors here, and only there.
        Assert.Equal(RuntimeInformation.ProcessArchitecture == Architecture.X64, any.Succeeded().Says("warning AEG9003"));
        Assert.False(native.Succeeded().Says("AEG9003"));

        // With the instructions that the JIT has, the numbers are the same bits. The target for any processor has narrower vectors and no
        // fused multiply-add, so that each step rounds otherwise, by some 1e-7 of a value; a training that converges does not magnify that.
        // Measured: 3e-7 after 600 steps, of values of 0.006 to 0.6.
        string[] expected = await NumbersAsync((await workplace.BuiltAsync("Just in time")).RunBuiltAsync());
        Assert.Equal(expected, await NumbersAsync(ahead.RunPublishedAsync("native")));
        string[] actual = await NumbersAsync(ahead.RunPublishedAsync("any"));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(1, Number(pair.Second) / Number(pair.First), RelativeTolerance));
    }

    internal static Consumer[] Declare(Workplace workplace) =>
    [
        new Consumer(workplace, "Just in time", Properties, Consumer.Refer(workplace))
            .With("Model.cs", Programs.Model).With("Program.cs", Programs.TrainAndPrintNumbers),
    ];

    private static void SkipWithoutPack(Outcome published, params string[] packs)
    {
        bool missing = published.Code != 0 && (published.Says("NU1101") || published.Says("NU1102"));
        Assert.SkipWhen(missing && packs.Any(published.Says), $"No feed has the SDK's own version of {string.Join(" and ", packs)}.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The numbers that a program prints after what it has learned.</summary>
    private static async Task<string[]> NumbersAsync(Task<Outcome> run)
    {
        string[] lines = Programs.Lines((await run).Succeeded().Output);
        Assert.Equal(Programs.Trained, lines[..Programs.Trained.Length]);
        Assert.Equal(60 + 6, lines.Length - Programs.Trained.Length);
        return lines[Programs.Trained.Length..];
    }
}
