using System.CommandLine;
using AeGen.Bench.Models;
using AeGen.Bench.Peers.Protocol;
using Spectre.Console;

namespace AeGen.Bench.Peers;

/// <summary>The suite that measures the CPU's kernels beside their peers: its command line.</summary>
internal static class PeersCommand
{
    /// <summary>The name for no peer at all.</summary>
    private const string Nobody = "none";

    public static Command Create(IAnsiConsole console)
    {
        Option<IReadOnlyList<string>> networks = Options.Networks();
        string[] workNames = [.. Enum.GetNames<Work>().Select(name => name.ToLowerInvariant())];
        Option<IReadOnlyList<string>> work = Options.NameList(workNames, new Option<IReadOnlyList<string>>("--work")
        {
            Description = $"What is measured, of {string.Join(", ", workNames)}. Default: all.",
        });
        Option<IReadOnlyList<int>> batches = Options.WholeList(1, 1 << 19, new Option<IReadOnlyList<int>>("--batches")
        {
            Description = "The batch sizes. Default: for training each network's own, for inference 1, 64 and 4096.",
            HelpName = "B,...",
        });
        Option<double> seconds = Options.Seconds(0.2);
        Option<int> rounds = Options.Rounds(7);
        Option<string> output = Options.Output("peers");
        Option<IReadOnlyList<string>> peers = Options.NameList([.. PeerProgram.Names, Nobody], new Option<IReadOnlyList<string>>("--peers")
        {
            Description = $"The peers, of {string.Join(", ", PeerProgram.Names)}, or {Nobody}. "
                + $"Default: {PeerProgram.TorchSharp}, or {PeerProgram.Python} where that does not start, and {PeerProgram.OnnxRuntime}.",
        });
        var python = new Option<string?>("--python")
        {
            Description = "The Python that has PyTorch. Default: the first of python3 and /usr/bin/python3 that has it.",
            HelpName = "PYTHON",
        };
        var launcher = new Option<string?>("--torch-launcher")
        {
            Description = "A command that PyTorch is started with, for a container or another root: words separated by spaces. "
                + "This checkout, .NET or Python, and the folder for temporary files must have the same paths there.",
            HelpName = "COMMAND",
        };
        var vectors = new Option<int?>("--vectors")
        {
            Description = "Bits of the widest vectors that the processor is to have: 512 (AVX-512), 256 (AVX2) or 128 (SSE). "
                + $"Default: its own. {PeerProgram.OnnxRuntime} cannot be limited; below 512 it runs only if --peers names it.",
            HelpName = "BITS",
            CustomParser = result => Options.OneOf(result, NarrowerProcessor.Widths),
        };

        var command = new Command(
            "peers", "Training steps and inference on the CPU, beside PyTorch, ONNX Runtime, a plain C# loop and the peak of multiply-adds.");
        foreach (Option option in new Option[] { networks, work, batches, seconds, rounds, output, peers, python, launcher, vectors })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            int? elsewhere = parsed.GetValue(vectors) is { } bits ? NarrowerProcessor.Run(bits) : null;
            return elsewhere ?? new PeersSuite(console, Settings(parsed), cancellationToken).Run();
        }));
        return command;

        PeersSettings Settings(ParseResult parsed) => new()
        {
            Networks = parsed.GetValue(networks) ?? BenchNetwork.Names,
            Work = [.. parsed.GetValue(work)?.Select(name => Enum.Parse<Work>(name, ignoreCase: true)) ?? Enum.GetValues<Work>()],
            Batches = parsed.GetValue(batches),
            Seconds = parsed.GetValue(seconds),
            Rounds = parsed.GetValue(rounds),
            Peers = parsed.GetValue(peers)?.Except([Nobody]).ToArray(),
            Vectors = parsed.GetValue(vectors),
            Python = parsed.GetValue(python),
            TorchLauncher = parsed.GetValue(launcher)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Output = parsed.GetRequiredValue(output),
        };
    }
}
