using System.CommandLine;
using AeGen.Lab.Data;
using AeGen.Lab.Devices;
using AeGen.Lab.Models;
using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Trains one model on data of one's own and saves it.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string> model = CommonOptions.Model();
        Option<string> data = CommonOptions.WholeData();
        Option<string?> label = CommonOptions.Label();
        Option<string?> array = CommonOptions.Array();
        Option<float> scale = CommonOptions.Scale();
        Option<string> output = new("--output") { Description = "The safetensors file to write.", HelpName = "FILE", Required = true };
        Option<int?> epochs = CommonOptions.AtLeast(1, new Option<int?>("--epochs")
        {
            Description = "The number of passes over the data. Default: 10.", HelpName = "N",
        });
        Option<int?> batch = CommonOptions.AtLeast(1, new Option<int?>("--batch")
        {
            Description = "The number of samples in a step. Default: 128.", HelpName = "B",
        });
        Option<float> rate = CommonOptions.Positive(new Option<float>("--learning-rate")
        {
            Description = "Adam's learning rate, at the first step where it falls.", HelpName = "LR", DefaultValueFactory = _ => 3e-3f,
        });
        var schedule = new Option<string>("--schedule")
        {
            Description = "How the learning rate falls: to 0 by a half cosine or a line, to a tenth whenever the loss stays, or never.",
            DefaultValueFactory = _ => "cosine",
        };
        schedule.AcceptOnlyFromAmong("cosine", "linear", "plateau", "constant");
        var scaling = new Option<string>("--scaling")
        {
            Description = "Whether each feature is brought to [0, 1] or to mean 0 and variance 1. The model keeps it, and the other commands apply it.",
            DefaultValueFactory = _ => "none",
        };
        scaling.AcceptOnlyFromAmong("none", "min-max", "standard");
        Option<double?> validation = CommonOptions.Share(new Option<double?>("--validation")
        {
            Description = "The share of the samples that is not trained on but validated on. Default: 0.", HelpName = "SHARE",
        });
        Option<int?> patience = CommonOptions.AtLeast(1, new Option<int?>("--patience")
        {
            Description = "Stops after so many epochs without a better loss, and saves the best epoch's model. Default: trains to the end.", HelpName = "N",
        });
        Option<double?> contamination = CommonOptions.Share(new Option<double?>("--contamination")
        {
            Description = "Sets the threshold that this share of the data scores above. Default: no threshold.", HelpName = "SHARE",
        });
        Option<ulong> seed = CommonOptions.Seed();
        Option<DeviceRequest> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> checkpoints = new("--checkpoints")
        {
            Description = "A folder for checkpoints, one after each epoch, of which the last three and the best stay.", HelpName = "FOLDER",
        };
        Option<bool> resume = new("--resume")
        {
            Description = "Goes on from the folder's newest checkpoint, if there is one, to the bits of a training without a break.",
        };

        var command = new Command("train", "Trains a model on a data file and saves it.")
        {
            model, data, label, array, scale, output, epochs, batch, rate, schedule, scaling, validation, patience, contamination, seed, device, threads,
            checkpoints, resume,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            Variant variant = Catalog.Named(parsed.GetRequiredValue(model));
            var file = new OutputFile(parsed.GetRequiredValue(output));
            CheckpointFolder? folder = FolderOf(parsed.GetValue(checkpoints), parsed.GetValue(resume));
            int threadCount = parsed.GetValue(threads) ?? 0;
            using var opened = RunDevice.Open(parsed.GetRequiredValue(device), threadCount);
            using DataSet samples = WholeData.Load(DataCommand.Request(parsed, data, label, array, scale), variant.Architecture);
            var options = new FitOptions
            {
                Epochs = parsed.GetValue(epochs) ?? 10,
                BatchSize = parsed.GetValue(batch) ?? 128,
                LearningRate = Schedule(parsed.GetRequiredValue(schedule), parsed.GetValue(rate)),
                Seed = parsed.GetValue(seed),
                ValidationSplit = parsed.GetValue(validation) ?? 0,
                EarlyStopping = parsed.GetValue(patience) is { } most ? new EarlyStopping { Patience = most } : null,
                Device = opened.Compute,
                Checkpoints = folder,
                Resume = parsed.GetValue(resume),
                CancellationToken = cancellationToken,
            };
            string summary = Running.Monitor.Watch(console, monitor =>
            {
                var job = new TrainingJob(samples, options, file.Path, monitor)
                {
                    Scaling = Measure(parsed.GetRequiredValue(scaling), samples),
                    Contamination = parsed.GetValue(contamination),
                    Threads = threadCount,
                };
                variant.Do(job);
                return job.Summary;
            });
            UseCommand.Finish(console, summary, "Model", file.Path);
        }));
        return command;
    }

    private static CheckpointFolder? FolderOf(string? path, bool resumes)
    {
        if (path is null)
        {
            return resumes ? throw new UsageException("--resume goes on from a folder of --checkpoints; name one.") : null;
        }

        var folder = new CheckpointFolder(path);
        return resumes || folder.FindNewest() is not { } newest
            ? folder
            : throw new UsageException($"'{path}' has a checkpoint of epoch {newest}: add --resume to go on from there, or name another folder.");
    }

    private static LearningRate Schedule(string name, float rate) => name switch
    {
        "cosine" => LearningRate.Cosine(rate),
        "linear" => LearningRate.Linear(rate),
        "plateau" => LearningRate.ReduceOnPlateau(rate),
        _ => LearningRate.Constant(rate),
    };

    private static Scaling? Measure(string name, DataSet samples) => name switch
    {
        "min-max" => Scaling.MinMax(samples),
        "standard" => Scaling.Standard(samples),
        _ => null,
    };
}
