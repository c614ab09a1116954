using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>New projects that have nothing but the package: they build without a warning and run.</summary>
public sealed class ConsumerTests(Workplace workplace)
{
    private const string Console = "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization>";
    private const string Written =
        "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>written</CompilerGeneratedFilesOutputPath>";

    [Fact]
    public async Task A_program_declares_trains_saves_loads_and_tells_anomalies()
    {
        Consumer program = await workplace.BuiltAsync("Program");

        Assert.Equal(Programs.Trained, Programs.Lines((await program.RunBuiltAsync()).Succeeded().Output));

        // Of the compiler and the generator nothing is beside the program.
        Assert.Equal(
            [
                "AeGen.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll", "Microsoft.Extensions.Logging.Abstractions.dll",
                "Program.dll",
            ],
            Directory.GetFiles(program.InFolder("bin", "Release", "net10.0"), "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>A package that asks for a newer version than its user has makes the user's build fail (NU1605).</summary>
    [Fact]
    public async Task A_program_keeps_its_own_version_of_what_the_library_asks_for()
    {
        Consumer program = await workplace.BuiltAsync("Old Logging");

        Assert.Equal(Programs.Trained, Programs.Lines((await program.RunBuiltAsync()).Succeeded().Output));
        string restored = await File.ReadAllTextAsync(program.InFolder("obj", "project.assets.json"));
        Assert.Contains("\"Microsoft.Extensions.Logging.Abstractions/8.0.0\"", restored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_uses_the_model_of_a_library_to_which_it_refers()
    {
        Consumer program = await workplace.BuiltAsync("User");

        Assert.Equal(Programs.Trained, Programs.Lines((await program.RunBuiltAsync()).Succeeded().Output));
    }

    [Fact]
    public async Task What_a_warning_is_about_the_SDK_mends_as_an_editor_does()
    {
        const string Before = "[AeGen.Autoencoder(6, Loss = AeGen.Loss.BinaryCrossEntropy), AeGen.Dense(2), AeGen.TiedDecoder] sealed partial class Model; // of shares\n";
        Consumer library = new Consumer(workplace, "Mended", string.Empty, Consumer.Refer(workplace)).With("Model.cs", Before);
        Assert.Contains("error AEG0054", (await library.BuildAsync()).Output, StringComparison.Ordinal);

        (await library.MendAsync("AEG0054")).Succeeded();
        Assert.Equal(Before.Replace("(6, ", "(6, Output = AeGen.Activation.Sigmoid, ", StringComparison.Ordinal), await File.ReadAllTextAsync(library.InFolder("Model.cs")));
        (await library.BuildAsync()).Succeeded();
    }

    [Fact]
    public async Task Every_awkward_setting_at_once_changes_nothing()
    {
        Consumer program = await workplace.BuiltAsync("My Awkward.Project");

        Assert.Equal(["learned"], Programs.Lines((await program.RunBuiltAsync()).Succeeded().Output));
    }

    [Fact]
    public async Task A_mistake_in_a_declaration_is_an_error_that_says_what_to_write()
    {
        Consumer program = new Consumer(workplace, "Mistake", string.Empty, Consumer.Refer(workplace)).With("Model.cs", """
            [AeGen.Autoencoder(6), AeGen.Dense(2)]
            public sealed class Model;
            """);

        Outcome built = await program.BuildAsync();

        Assert.NotEqual(0, built.Code);
        Assert.Contains("Model.cs(2,21): error AEG0017", built.Output, StringComparison.Ordinal);
        Assert.Contains("error AEG0002", built.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_is_a_warning_until_an_editorconfig_silences_it()
    {
        Consumer program = new Consumer(workplace, "Advice", string.Empty, Consumer.Refer(workplace)).With("Model.cs", """
            [AeGen.Autoencoder(6), AeGen.Dense(6), AeGen.TiedDecoder]
            public sealed partial class Model;
            """);

        Outcome warned = await program.BuildAsync("-p:TreatWarningsAsErrors=false");
        program.With(".editorconfig", """
            [*.cs]
            dotnet_diagnostic.AEG0052.severity = none
            """);
        Outcome silenced = await program.BuildAsync();

        Assert.Contains("Model.cs(1,36): warning AEG0052", warned.Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AEG0052", silenced.Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>What a reader or a debugger finds on the disk is all there is: with it, a project needs no generator.</summary>
    [Fact]
    public async Task Emitted_files_compile_by_themselves_and_lie_in_the_symbols()
    {
        Consumer writer = await workplace.BuiltAsync("Writer");
        string[] files = Directory.GetFiles(writer.InFolder("written"), "*.g.cs", SearchOption.AllDirectories);

        string[] emitted = ["Consumer.PlaneModel.Cpu.g.cs", "Consumer.PlaneModel.Model.g.cs"];
        Assert.Equal(emitted, files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Subset(Symbols.EmbeddedSources(writer.InFolder("bin", "Release", "net10.0", "Writer.pdb")).ToHashSet(), emitted.ToHashSet());
        const string WithoutGenerator = """
            </ItemGroup><Target Name="WithoutGenerator" BeforeTargets="CoreCompile"><ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup></Target><ItemGroup>
            """;
        Consumer reader = new Consumer(workplace, "Reader", Console, Consumer.Refer(workplace) + WithoutGenerator)
            .With("Model.cs", Programs.Model).With("Program.cs", Programs.Train);
        Assert.All(files, file => reader.With(Path.GetFileName(file), File.ReadAllText(file)));
        Assert.Equal(Programs.Trained, Programs.Lines((await reader.RunAsync()).Succeeded().Output));
    }

    [Fact]
    public async Task An_old_compiler_is_refused_in_a_sentence()
    {
        Consumer program = new Consumer(workplace, "Old", string.Empty, Consumer.Refer(workplace)).With("Model.cs", Programs.Model);

        Outcome built = await program.BuildAsync("-p:CompilerApiVersion=roslyn4.8");

        Assert.NotEqual(0, built.Code);
        Assert.Contains("error AEG9002: AeGen's generator needs the C# compiler 4.14 or newer, of the .NET 10 SDK; this build has 4.8.", built.Output, StringComparison.Ordinal);
    }

    /// <summary>The projects whose build must succeed. Warnings are errors, so that it has none.</summary>
    internal static Consumer[] Declare(Workplace workplace) =>
    [
        new Consumer(
            workplace, "Program", Console + "<Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>", Consumer.Refer(workplace))
            .With("Model.cs", Programs.Model).With("Program.cs", Programs.Train),
        new Consumer(
            workplace, "Old Logging", Console,
            Consumer.Refer(workplace) + """<PackageReference Include="Microsoft.Extensions.Logging.Abstractions" Version="8.0.0" />""")
            .With("Model.cs", Programs.Model).With("Program.cs", Programs.Train),
        new Consumer(workplace, "Library", "<GenerateDocumentationFile>true</GenerateDocumentationFile>", Consumer.Refer(workplace))
            .With("Model.cs", Programs.Model),
        new Consumer(workplace, "User", Console, """<ProjectReference Include="../Library/Library.csproj" />""")
            .With("Program.cs", Programs.Train),
        new Consumer(
            workplace, "My Awkward.Project",
            """
            <OutputType>Exe</OutputType>
            <RootNamespace>My.System.AeGen</RootNamespace>
            <Nullable>disable</Nullable>
            <ImplicitUsings>disable</ImplicitUsings>
            <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <AnalysisMode>All</AnalysisMode>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <WarningLevel>9999</WarningLevel>
            <Features>strict</Features>
            <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
            <PredefinedCulturesOnly>false</PredefinedCulturesOnly>
            """,
            Consumer.Refer(workplace))
            .With("Clashes.cs", """
                // Names that generated code would use, were it not written out in full.
                global using Vector512 = System.DateTime;
                global using Span = System.Guid;
                global using Math = System.Text.StringBuilder;
                global using MemoryMarshal = System.Uri;
                global using Architecture = System.Version;
                """)
            .With("Model.cs", """
                namespace My.System.AeGen
                {
                    internal static partial class Outer
                    {
                        internal sealed partial class Inner
                        {
                            internal partial struct Innermost
                            {
                                [global::AeGen.Autoencoder(6, Output = global::AeGen.Activation.Sigmoid, Loss = global::AeGen.Loss.BinaryCrossEntropy)]
                                [global::AeGen.Dense(4, global::AeGen.Activation.LeakyRelu)]
                                [global::AeGen.Dense(2)]
                                [global::AeGen.TiedDecoder]
                                internal sealed partial class Model;
                            }
                        }
                    }
                }
                """)
            .With("Program.cs", """
                // The program would not please every rule of every analyzer; what is generated is to.
                #pragma warning disable
                namespace My.System.AeGen
                {
                    internal static class Program
                    {
                        private static void Main()
                        {
                            global::System.Globalization.CultureInfo.CurrentCulture = new global::System.Globalization.CultureInfo("tr-TR")
                            {
                                NumberFormat = { NumberDecimalSeparator = "," },
                            };
                            var data = new global::AeGen.DataSet(new[] { 0.1f, 0.9f, 0.2f, 0.8f, 0.3f, 0.7f, 0.6f, 0.4f, 0.5f, 0.5f, 0.4f, 0.6f }, 6);
                            using (var model = Outer.Inner.Innermost.Model.Create(1))
                            {
                                var history = model.Fit(data, new global::AeGen.FitOptions { Epochs = 20, BatchSize = 2 });
                                global::System.Console.WriteLine(history.FinalLoss < history.Epochs[0].Loss ? "learned" : "not learned");
                            }
                        }
                    }
                }
                """),
        new Consumer(workplace, "Writer", Written, Consumer.Refer(workplace) + """<Compile Remove="written/**" />""")
            .With("Model.cs", Programs.Model),
    ];
}
