using System.CommandLine;
using AeGen.Bench.Generator;
using AeGen.Bench.Kernels;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AeGen.Bench;

/// <summary>The suites of BenchmarkDotNet, which takes the rest of the command line.</summary>
internal static class SuitesCommand
{
    public static IEnumerable<Command> Create() =>
    [
        Create("kernels", "The emitted CPU kernels one by one, by BenchmarkDotNet.", typeof(KernelBenchmarks)),
        Create("generator", "The generator inside the compiler, by BenchmarkDotNet.", typeof(GeneratorBenchmarks)),
    ];

    private static Command Create(string name, string description, Type suite)
    {
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "What BenchmarkDotNet takes, after --: --filter '*fashion 128 step*', --list flat, --job short, and so on.",
            DefaultValueFactory = _ => ["--filter", "*"],
        };
        var command = new Command(name, description) { arguments };
        command.SetAction(parsed => Run(suite, parsed.GetValue(arguments) ?? []));
        return command;
    }

    private static int Run(Type suite, string[] arguments)
    {
        // In this process: a project that BenchmarkDotNet writes would have neither the generator nor the central package versions.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsDefault())
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80))
            .WithArtifactsPath(Path.Combine("artifacts", "bench"));
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromTypes([suite]).Run(arguments, config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? ExitCodes.Failure : ExitCodes.Success;
    }
}
