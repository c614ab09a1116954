using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>The package for GPUs.</summary>
public sealed class IlgpuTests(Workplace workplace)
{
    [Fact]
    public async Task A_program_that_refers_to_it_alone_trains_on_a_device() =>
        Assert.Equal(["alike"], Programs.Lines((await (await workplace.BuiltAsync("Device")).RunBuiltAsync()).Succeeded().Output));

    internal static Consumer[] Declare(Workplace workplace) =>
    [
        new Consumer(
            workplace, "Device", "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization><ImplicitUsings>enable</ImplicitUsings>",
            Consumer.Refer(workplace, "AeGen.Ilgpu")).With("Model.cs", Programs.Model).With("Program.cs", """
            using AeGen;
            using Consumer;

            float[] samples = [.. Enumerable.Range(0, 1200).Select(i => (i * 7919 % 101) / 100f)];
            var data = new DataSet(samples, 6);
            using var device = IlgpuDevice.CreateCpu();
            using var there = PlaneModel.Create(1);
            using var here = PlaneModel.Create(1);
            double onDevice = there.Fit(data, new FitOptions { Epochs = 3, BatchSize = 50, Device = device }).FinalLoss;
            double onCpu = here.Fit(data, new FitOptions { Epochs = 3, BatchSize = 50 }).FinalLoss;
            Console.WriteLine(Math.Abs(onDevice - onCpu) < 1e-4 * onCpu ? "alike" : $"{onDevice} and {onCpu}");
            """),
    ];
}
