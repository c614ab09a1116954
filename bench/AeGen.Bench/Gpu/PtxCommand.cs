using System.CommandLine;
using System.Globalization;
using AeGen.Bench.Models;
using AeGen.Bench.Ptx;
using AeGen.Bench.Reporting;
using AeGen.Runtime;
using AeGen.Runtime.Ilgpu;
using Spectre.Console;
using Table = AeGen.Bench.Reporting.Table;

namespace AeGen.Bench.Gpu;

/// <summary>What the networks' kernels are made of, which no GPU need be there for: their PTX, and NVIDIA's assembler where it is at hand.</summary>
internal static class PtxCommand
{
    private const string Suite = "ptx";

    private static readonly string[] Headings =
        ["kernel", "threads", "multiply-adds", "registers", "spilled", "shared memory", "groups an SM", "worst bank", "divisions in loops"];

    private static readonly int[] Batches = [128, 1024, 16384];

    public static Command Create(IAnsiConsole console)
    {
        Option<IReadOnlyList<string>> networks = Options.Networks();
        var output = new Option<string>("--output")
        {
            Description = $"The folder for {Suite}.md, and for the kernels' PTX.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => Path.Combine("artifacts", "bench"),
        };
        var command = new Command(Suite, "What the GPU's kernels are made of, on any machine: registers and spills where ptxas and cuobjdump are found.")
        {
            networks, output,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            string folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            IEnumerable<BenchNetwork> chosen = (parsed.GetValue(networks) ?? BenchNetwork.Names).Select(BenchNetwork.Named);
            Table[] tables = [.. chosen.Select(network => network.Accept(new Tables(Path.Combine(folder, Suite))))];
            TablePrinter.Print(console, tables);
            File.WriteAllText(Path.Combine(folder, Suite + ".md"), Table.Markdown("The GPU's kernels", Conditions(), tables, []));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static string[] Conditions() =>
    [
        "multiply-adds: their share of the instructions of a step of terms, by SASS where there is an assembler, else by PTX",
        "groups an SM: without an assembler, as many as it must leave registers for",
        "worst bank: the most words that one access of shared memory finds in a bank; 1 is no conflict",
    ];

    private sealed class Tables(string folder) : INetworkVisitor<Table>
    {
        public Table Visit<TModel>(BenchNetwork network)
            where TModel : class, ICompiledAutoencoder<TModel>
        {
            var plan = (IlgpuPlan)TModel.DeviceKernels!;
            string own = Directory.CreateDirectory(Path.Combine(folder, network.Name)).FullName;
            string launches = string.Join(", ", Batches.Select(batch => $"{CountLaunches<TModel>(batch)} at {batch:N0}"));
            return new Table($"{network.Name}: {network.Shape}; launches a step: {launches}", Headings, 1, [.. PtxCompiler.Compile(plan).Select(program => Row(own, program))]);
        }

        /// <summary>Launches of a training step on a device like an H100, which are counted and not done.</summary>
        private static int CountLaunches<TModel>(int batch)
            where TModel : class, ICompiledAutoencoder<TModel>
        {
            using IlgpuDevice device = IlgpuDevice.CreateCpu();
            device.Rehearsal = new Rehearsal(multiprocessors: 132, groupThreads: 1024);
            Architecture architecture = CompiledAutoencoder.ArchitectureOf<TModel>();
            using DeviceNetwork network = device.Open(TModel.DeviceKernels!, architecture);
            float[] samples = new float[batch * architecture.InputSize];

            // The first step makes the mirrors of what was uploaded.
            network.Step(samples, batch, default);
            device.Rehearsal.Launches = 0;
            network.Step(samples, batch, default);
            return device.Rehearsal.Launches;
        }

        private static string[] Row(string folder, PtxProgram program)
        {
            Assembly? assembly = Assembly.Of(program, folder);
            return
            [
                program.Name,
                Table.Whole(program.Threads),
                (assembly?.Share ?? PtxStep.Of(program)?.Share)?.ToString("P0", CultureInfo.InvariantCulture) ?? "-",
                assembly is null ? "-" : Table.Whole(assembly.Registers),
                assembly is null ? "-" : Table.Whole(assembly.SpilledBytes),
                Table.Whole(program.SharedBytes),
                Table.Whole(GroupsAMultiprocessor(program, assembly)),
                Table.Whole(new PtxBanks(program).Worst()),
                Table.Whole(program.Loops.SelectMany(loop => loop.Instructions).Distinct().Count(instruction => instruction.IsIntegerDivision)),
            ];
        }

        /// <summary>Groups that an H100's multiprocessor holds at a time.</summary>
        private static int GroupsAMultiprocessor(PtxProgram program, Assembly? assembly)
        {
            const int Shared = 227 * 1024, Threads = 2048, Registers = 65536;
            int byThreads = Threads / program.Threads, byMemory = Shared / (program.SharedBytes + 1024);
            int byRegisters = assembly is null ? program.Groups : Registers / (program.Threads * ((assembly.Registers + 7) / 8 * 8));
            return Math.Min(Math.Min(byThreads, 32), Math.Min(byMemory, byRegisters));
        }
    }
}
