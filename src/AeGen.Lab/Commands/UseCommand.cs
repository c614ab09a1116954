using System.CommandLine;
using AeGen.Lab.Data;
using AeGen.Lab.Devices;
using AeGen.Lab.Models;
using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Uses a saved model on a data file: encode, reconstruct and score.</summary>
internal static class UseCommand
{
    public static IEnumerable<Command> CreateAll(IAnsiConsole console) =>
    [
        Create(console, Use.Encode, "encode", "Writes the codes of samples, a row each, by a saved model."),
        Create(console, Use.Reconstruct, "reconstruct", "Writes a saved model's reconstructions of samples, a row each, in the samples' own units."),
        Create(
            console, Use.Score, "score",
            "Writes the mean squared reconstruction errors of samples by a saved model, a row each, and 1 beside those above its threshold, if it has one."),
    ];

    /// <summary>Says what came of it, and where.</summary>
    public static void Finish(IAnsiConsole console, string summary, string what, string path)
    {
        console.WriteLine(summary);

        // Not through the console, which would break a long path into lines.
        console.Profile.Out.Writer.WriteLine($"{what}: {path}");
    }

    private static Command Create(IAnsiConsole console, Use use, string name, string description)
    {
        Option<string> model = CommonOptions.Model();
        Option<string> weights = new("--weights")
        {
            Description = "The safetensors file of the model, of train or of PyTorch.", HelpName = "FILE", Required = true,
        };
        Option<string> data = CommonOptions.WholeData();
        Option<string?> label = CommonOptions.Label();
        Option<string?> array = CommonOptions.Array();
        Option<float> scale = CommonOptions.Scale();
        Option<string> output = new("--output") { Description = "The CSV or NPY file to write, by its ending.", HelpName = "FILE", Required = true };
        Option<DeviceRequest> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        var command = new Command(name, description) { model, weights, data, label, array, scale, output, device, threads };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            Variant variant = Catalog.Named(parsed.GetRequiredValue(model));
            var table = new TableFile(parsed.GetRequiredValue(output));
            int threadCount = parsed.GetValue(threads) ?? 0;
            using var opened = RunDevice.Open(parsed.GetRequiredValue(device), threadCount);
            using DataSet samples = WholeData.Load(DataCommand.Request(parsed, data, label, array, scale), variant.Architecture);
            string summary = Running.Monitor.Watch(console, monitor =>
            {
                var job = new UseJob(use, parsed.GetRequiredValue(weights), samples, table, monitor)
                {
                    Device = opened.Compute,
                    Threads = threadCount,
                    CancellationToken = cancellationToken,
                };
                variant.Do(job);
                return job.Summary;
            });
            Finish(console, summary, "Results", table.Path);
        }));
        return command;
    }
}
