using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>Models are declared in C#, and used in any language of .NET.</summary>
public sealed class OtherLanguageTests(Workplace workplace)
{
    private const string Reference = """<ProjectReference Include="../Models/Models.csproj" />""";
    private const string Properties = "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization>";

    [Fact]
    public async Task FSharp_trains_a_model_of_a_library()
    {
        // Not with the others: where no feed has FSharp.Core, its restore fails.
        _ = await workplace.BuiltAsync("Models");
        Consumer program = new Consumer(workplace, "Functional", Properties, """<Compile Include="Program.fs" />""" + Reference, "fsproj").With("Program.fs", """
            open System
            open AeGen
            open Consumer

            let train () =
                let samples = Array.init 1200 (fun i -> single ((i * 7919) % 101) / 100.0f)
                use data = new DataSet(ReadOnlyMemory<single>(samples), 6)
                use model = PlaneModel.Create(1UL)
                let history = model.Fit(data, FitOptions(Epochs = 20, BatchSize = 50))
                let code = Array.zeroCreate<single> 2
                model.Encode(ReadOnlySpan<single>(samples, 0, 6), Span<single>(code))
                history.FinalLoss < history.Epochs[0].Loss && code[0] <> 0.0f

            printfn "%s" (if train () then "learned" else "not learned")
            """);

        Outcome built = await program.BuildAsync();
        Assert.SkipWhen(built.Code != 0 && built.Says("FSharp.Core") && (built.Says("NU1101") || built.Says("NU1102")), "No feed has the SDK's own version of FSharp.Core.");
        built.Succeeded();

        Assert.Equal(["learned"], Programs.Lines((await program.RunBuiltAsync()).Succeeded().Output));
    }

    [Fact]
    public async Task Visual_Basic_trains_a_model_of_a_library() =>
        Assert.Equal(["learned"], Programs.Lines((await (await workplace.BuiltAsync("Basic")).RunBuiltAsync()).Succeeded().Output));

    internal static Consumer[] Declare(Workplace workplace) =>
    [
        new Consumer(workplace, "Models", "<RootNamespace>Consumer</RootNamespace>", Consumer.Refer(workplace))
            .With("Model.cs", Programs.Model),
        new Consumer(workplace, "Basic", Properties, Reference, "vbproj").With("Program.vb", """
            Imports AeGen
            Imports Consumer

            Module Program
                Sub Main()
                    Dim samples(1199) As Single
                    For i = 0 To samples.Length - 1
                        samples(i) = CSng((i * 7919) Mod 101) / 100.0F
                    Next
                    Dim data As New DataSet(samples, 6)
                    Using model = PlaneModel.Create(1UL)
                        Dim history = model.Fit(data, New FitOptions With {.Epochs = 20, .BatchSize = 50})
                        Dim code(1) As Single
                        model.Encode(samples.AsSpan(0, 6), code)
                        Console.WriteLine(If(history.FinalLoss < history.Epochs(0).Loss AndAlso code(0) <> 0.0F, "learned", "not learned"))
                    End Using
                End Sub
            End Module
            """),
    ];
}
