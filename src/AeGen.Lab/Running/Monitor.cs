using System.Globalization;
using Spectre.Console;

namespace AeGen.Lab.Running;

/// <summary>Shows how far a run is: bars on a terminal, a line now and then elsewhere.</summary>
internal abstract class Monitor
{
    private const int LinesPerModel = 5;

    /// <summary>Runs work under a monitor that suits the console.</summary>
    public static T Watch<T>(IAnsiConsole console, Func<Monitor, T> work) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi && !Console.IsOutputRedirected
            ? console.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .Start(context => work(new Bars(context)))
            : work(new Lines(console));

    /// <summary>Announces a model; what is returned takes the reports of its training.</summary>
    public abstract IProgress<TrainingProgress> Begin(string name);

    /// <summary>Announces work on a number of things; what is returned takes how many of them are done.</summary>
    /// <param name="name">The work.</param>
    /// <param name="total">The number of things.</param>
    /// <param name="unit">What they are called behind the number.</param>
    public abstract Action<long> Count(string name, long total, string unit = "samples");

    /// <summary>Announces work whose share done is not known, and does it.</summary>
    public abstract T During<T>(string name, Func<T> work);

    private static string State(string name, TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: epoch {progress.Epoch}/{progress.Epochs}, loss {progress.Loss:G4}, {progress.SamplesPerSecond:N0} samples/s");

    private sealed class Bars(ProgressContext context) : Monitor
    {
        public override IProgress<TrainingProgress> Begin(string name)
        {
            ProgressTask task = context.AddTask(name);
            return new Direct(progress =>
            {
                task.MaxValue = progress.Steps;
                task.Value = progress.Step;
                task.Description = Markup.Escape(State(name, progress));
            });
        }

        public override Action<long> Count(string name, long total, string unit)
        {
            ProgressTask task = context.AddTask(Markup.Escape(name), maxValue: total);
            return done => task.Value = done;
        }

        public override T During<T>(string name, Func<T> work)
        {
            ProgressTask task = context.AddTask(Markup.Escape(name)).IsIndeterminate();
            T? result = work();
            task.IsIndeterminate(false).Value = task.MaxValue;
            return result;
        }
    }

    private sealed class Lines(IAnsiConsole console) : Monitor
    {
        public override IProgress<TrainingProgress> Begin(string name)
        {
            int written = 0;
            return new Direct(progress =>
            {
                // Reports within an epoch would make the output depend on the machine's speed.
                int due = progress.Epoch * LinesPerModel / progress.Epochs;
                bool isOver = progress.Step * progress.Epochs == progress.Steps * progress.Epoch;
                if (isOver && due > written)
                {
                    written = due;
                    console.WriteLine(State(name, progress));
                }
            });
        }

        public override Action<long> Count(string name, long total, string unit)
        {
            int written = 0;
            return done =>
            {
                int due = (int)(done * LinesPerModel / total);
                if (due > written)
                {
                    written = due;
                    console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {done:N0} of {total:N0} {unit}"));
                }
            };
        }

        public override T During<T>(string name, Func<T> work)
        {
            console.WriteLine(name);
            return work();
        }
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, reports on the caller's thread and in order.</summary>
    private sealed class Direct(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
