using System.CommandLine;
using AeGen.Bench.Models;
using Spectre.Console;

namespace AeGen.Bench.Gpu;

/// <summary>The suite for GPUs: its command line.</summary>
internal static class GpuCommand
{
    private const int FirstPower = 7;
    private const int LastPower = 17;

    /// <summary>A data set of four such batches of the widest network is the longest array that there can be.</summary>
    private const int MostBatch = 1 << 19;

    public static Command Create(IAnsiConsole console)
    {
        Option<string> device = new Option<string>("--device")
        {
            Description = "The device: CUDA's first, OpenCL's first, ILGPU's threads on the CPU, or the first of these that there is.",
            DefaultValueFactory = _ => "auto",
        }.AcceptOnlyFromAmong("auto", "cuda", "opencl", "ilgpu-cpu");
        Option<IReadOnlyList<string>> networks = Options.Networks();
        Option<IReadOnlyList<int>> batches = Options.WholeList(1, MostBatch, new Option<IReadOnlyList<int>>("--batches")
        {
            Description = "The batch sizes. Default: the powers of two from 128 to 131072.",
            HelpName = "B,...",
        });
        string[] kindNames = [.. Enum.GetNames<GpuKind>().Select(name => name.ToLowerInvariant())];
        Option<IReadOnlyList<string>> kinds = Options.NameList(kindNames, new Option<IReadOnlyList<string>>("--kinds")
        {
            Description = $"The kinds of AeGen's kernels, of {string.Join(", ", kindNames)}. Default: automatic.",
        });
        Option<int> samples = Options.Whole(1, 1 << 21, new Option<int>("--samples")
        {
            Description = "The least number of samples of the data set that stays on the device; it has four batches at least, and whole ones.",
            HelpName = "N",
            DefaultValueFactory = _ => 1 << 16,
        });
        Option<double> seconds = Options.Seconds();
        Option<int> rounds = Options.Rounds();
        Option<string> output = Options.Output("gpu");
        var peer = new Option<string?>("--peer")
        {
            Description = "The Python with PyTorch that runs the same beside it, or none. Default: python3, where it has PyTorch and the device is CUDA's.",
            HelpName = "PYTHON|none",
        };
        Option<IReadOnlyList<string>> peerModes = Options.NameList(TorchPeer.Modes, new Option<IReadOnlyList<string>>("--peer-modes")
        {
            Description = $"How PyTorch runs, of {string.Join(", ", TorchPeer.Modes)}; each without TF32 and with it. Default: all.",
        });

        var command = new Command("gpu", "Samples a second in training and inference on a GPU, beside PyTorch on the same device.");
        foreach (Option option in new Option[] { device, networks, batches, kinds, samples, seconds, rounds, output, peer, peerModes })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () => Run(
            console,
            new GpuSettings
            {
                Device = parsed.GetRequiredValue(device),
                Networks = parsed.GetValue(networks) ?? BenchNetwork.Names,
                Batches = parsed.GetValue(batches) ?? [.. Enumerable.Range(FirstPower, LastPower - FirstPower + 1).Select(power => 1 << power)],
                Kinds = [.. parsed.GetValue(kinds)?.Select(name => Enum.Parse<GpuKind>(name, ignoreCase: true)) ?? [GpuKind.Automatic]],
                Samples = parsed.GetRequiredValue(samples),
                Seconds = parsed.GetValue(seconds),
                Rounds = parsed.GetValue(rounds),
                PeerModes = parsed.GetValue(peerModes) ?? TorchPeer.Modes,
                Peer = parsed.GetValue(peer),
                Output = parsed.GetRequiredValue(output),
            },
            cancellationToken)));
        return command;
    }

    private static int Run(IAnsiConsole console, GpuSettings settings, CancellationToken cancellationToken) =>
        new GpuSuite(console, settings, cancellationToken).Run();
}
