using System.CommandLine;
using AeGen.Bench.Models;
using Spectre.Console;

namespace AeGen.Bench.Peers;

/// <summary>The suite that measures the CPU's kernels beside their peers: its command line.</summary>
internal static class PeersCommand
{
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
        var peer = new Option<string?>("--peer")
        {
            Description = "The Python with PyTorch, or none. Default: the first of python3 and /usr/bin/python3 that has PyTorch.",
            HelpName = "PYTHON|none",
        };

        var command = new Command("peers", "Training steps and inference on the CPU, beside PyTorch, a plain C# loop and the peak of the machine's multiply-adds.");
        foreach (Option option in new Option[] { networks, work, batches, seconds, rounds, output, peer })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () => new PeersSuite(
            console,
            new PeersSettings
            {
                Networks = parsed.GetValue(networks) ?? BenchNetwork.Names,
                Work = [.. parsed.GetValue(work)?.Select(name => Enum.Parse<Work>(name, ignoreCase: true)) ?? Enum.GetValues<Work>()],
                Batches = parsed.GetValue(batches),
                Seconds = parsed.GetValue(seconds),
                Rounds = parsed.GetValue(rounds),
                Peer = parsed.GetValue(peer),
                Output = parsed.GetRequiredValue(output),
            },
            cancellationToken).Run()));
        return command;
    }
}
