using System.CommandLine;
using AeGen.Lab.Data;
using AeGen.Lab.Devices;
using AeGen.Lab.Models;
using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>What the program does when told nothing: the three decoders on the digits that it carries with it.</summary>
internal static class DemoCommand
{
    private const int CodeSize = 16;

    public static void AddTo(Command root, IAnsiConsole console)
    {
        Option<string> report = CommonOptions.Report();
        Option<ulong> seed = CommonOptions.Seed();
        Option<DeviceRequest> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        root.Add(report);
        root.Add(seed);
        root.Add(device);
        root.Add(threads);
        root.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            var data = LabData.Load(new DataRequest(LabData.DigitsName));
            int threadCount = parsed.GetValue(threads) ?? 0;
            using var opened = RunDevice.Open(parsed.GetRequiredValue(device), threadCount);
            var linear = new Experiment(data, Catalog.LinearOf(data.Train.SampleSize, CodeSize), opened)
            {
                Epochs = 200,
                BatchSize = 32,
                LearningRate = LearningRate.Cosine(3e-3f),
                Seed = parsed.GetValue(seed),
                Threads = threadCount,
            };
            Experiment deep = linear with { Variants = Catalog.Deep, Epochs = 400 };
            ComparisonRun.Execute(console, [linear, deep], parsed.GetRequiredValue(report), cancellationToken);
        }));
    }
}
