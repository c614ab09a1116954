using System.CommandLine;
using AeGen.Lab.Data;
using AeGen.Lab.Devices;
using AeGen.Lab.Models;
using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>The three decoders of a linear autoencoder on data of one's own, beside exact PCA.</summary>
internal static class CompareCommand
{
    private const int ManySamples = 10_000;

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = CommonOptions.Data();
        Option<string?> label = CommonOptions.Label();
        Option<string?> array = CommonOptions.Array();
        Option<float> scale = CommonOptions.Scale();
        Option<int?> code = CommonOptions.AtLeast(1, new Option<int?>("--code")
        {
            Description = "The code's width. Default: 16, and 32 for samples of 784 features.",
            HelpName = "K",
        });
        Option<int?> epochs = CommonOptions.AtLeast(1, new Option<int?>("--epochs")
        {
            Description = "The number of passes over the training data. Default: 200, and 10 for 10,000 training samples or more.",
            HelpName = "N",
        });
        Option<int?> batch = CommonOptions.AtLeast(1, new Option<int?>("--batch")
        {
            Description = "The number of samples in a step. Default: 32, and 128 for 10,000 training samples or more.",
            HelpName = "B",
        });
        Option<float> rate = CommonOptions.Positive(new Option<float>("--learning-rate")
        {
            Description = "Adam's learning rate, at the first step where it falls.",
            HelpName = "LR",
            DefaultValueFactory = _ => 3e-3f,
        });
        var schedule = new Option<string>("--schedule")
        {
            Description = "Whether the learning rate falls to 0 by a half cosine or stays.",
            DefaultValueFactory = _ => "cosine",
        };
        schedule.AcceptOnlyFromAmong("cosine", "constant");
        Option<ulong> seed = CommonOptions.Seed();
        Option<DeviceRequest> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<string> report = CommonOptions.Report();

        var command = new Command("compare", "Trains a linear autoencoder with each kind of decoder and compares them with exact PCA.")
        {
            data, label, array, scale, code, epochs, batch, rate, schedule, seed, device, threads, report,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            var loaded = LabData.Load(DataCommand.Request(parsed, data, label, array, scale));
            bool isLarge = loaded.Train.SampleSize == FashionMnist.SampleSize;
            bool areMany = loaded.Train.Count >= ManySamples;
            float learningRate = parsed.GetValue(rate);
            IReadOnlyList<Variant> variants = Catalog.LinearOf(loaded.Train.SampleSize, parsed.GetValue(code) ?? (isLarge ? 32 : 16));
            int threadCount = parsed.GetValue(threads) ?? 0;
            using var opened = RunDevice.Open(parsed.GetRequiredValue(device), threadCount);
            var experiment = new Experiment(loaded, variants, opened)
            {
                Epochs = parsed.GetValue(epochs) ?? (areMany ? 10 : 200),
                BatchSize = parsed.GetValue(batch) ?? (areMany ? 128 : 32),
                LearningRate = parsed.GetValue(schedule) == "constant"
                    ? LearningRate.Constant(learningRate)
                    : LearningRate.Cosine(learningRate),
                Seed = parsed.GetValue(seed),
                Threads = threadCount,
            };
            ComparisonRun.Execute(console, [experiment], parsed.GetRequiredValue(report), cancellationToken);
        }));
        return command;
    }
}
