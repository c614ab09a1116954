using System.CommandLine;
using System.Globalization;
using AeGen.Lab.Data;
using AeGen.Lab.Dimension;
using AeGen.Lab.Report;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Tells the dimension of data of one's own: the code width from which autoencoders give it back, beside other estimates.</summary>
internal static class DimensionCommand
{
    private const int LeastSamples = 100;
    private const int MostTraining = 10_000;
    private const int MostTest = 2500;

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = CommonOptions.Data();
        Option<string?> label = CommonOptions.Label();
        Option<string?> array = CommonOptions.Array();
        Option<float> scale = CommonOptions.Scale();
        Option<int?> steps = CommonOptions.AtLeast(1, new Option<int?>("--steps")
        {
            Description = $"The number of steps that a model with up to three numbers in the code trains, of batches of 128; those with more train longer in proportion. Default: {Effort.ThoroughSteps.ToString(CultureInfo.InvariantCulture)}.",
            HelpName = "N",
        });
        Option<int?> trainings = CommonOptions.AtLeast(1, new Option<int?>("--trainings")
        {
            Description = $"How often a model of each code width is trained, from other weights: the best counts, and goes on for as many smaller steps. Default: {Effort.ThoroughTrainings.ToString(CultureInfo.InvariantCulture)}.",
            HelpName = "N",
        });
        Option<ulong> seed = CommonOptions.Seed();
        Option<int?> threads = CommonOptions.Threads();
        Option<string> report = CommonOptions.Report("aegen-dimension.html");
        var command = new Command(
            "dimension", "Tells the dimension of data by the error of autoencoders at each code width, by a code's singular values and by nearest neighbours.")
        {
            data, label, array, scale, steps, trainings, seed, threads, report,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            var file = new ReportFile(parsed.GetRequiredValue(report));
            LabData loaded = LabData.Load(DataCommand.Request(parsed, data, label, array, scale));
            if (loaded.Train.Count + loaded.Test.Count < LeastSamples)
            {
                throw new UsageException($"{loaded.Train.Count + loaded.Test.Count} samples are too few to tell a dimension: it takes {LeastSamples}, better thousands.");
            }

            DataSet train = First(loaded.Train, MostTraining), test = First(loaded.Test, MostTest);
            int asked = parsed.GetValue(threads) ?? 0;
            var effort = new Effort(parsed.GetValue(steps) ?? Effort.ThoroughSteps, parsed.GetValue(trainings) ?? Effort.ThoroughTrainings, parsed.GetValue(seed));
            (CommonInput input, DimensionEstimates estimates) = Running.Monitor.Watch(console, monitor =>
            {
                CommonInput common = monitor.During("scaling", () => CommonInput.Of(train, test, cancellationToken));
                Action<long> report = monitor.Count("code widths", Models.Catalog.Knees.Count, "widths");
                return (common, DimensionEstimates.Of(common, effort, asked == 0 ? Environment.ProcessorCount : asked, report, cancellationToken));
            });
            DimensionReport result = new(loaded.Name, train.SampleSize, input, estimates, effort);
            result.Write(console);
            file.Write(result.Render(DateTimeOffset.UtcNow));

            // Not through the console, which would break a long path into lines.
            console.Profile.Out.Writer.WriteLine($"Report: {file.Path}");
        }));
        return command;
    }

    private static DataSet First(DataSet data, int most) => data.Count > most ? data.Subset([.. Enumerable.Range(0, most)]) : data;
}
