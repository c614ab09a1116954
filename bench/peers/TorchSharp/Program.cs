using System.Runtime.InteropServices;
using AeGen.Bench.Peers.Loop;
using AeGen.Bench.Peers.Protocol;
using AeGen.Bench.Torch;
using TorchSharp;

int threads = PeerLoop.Threads(args);
if (Libtorch.Missing() is { } missing)
{
    Console.Error.WriteLine(missing);
    return 1;
}

torch.set_num_threads(threads);
var record = new PeerRecord(
    "TorchSharp",
    Libtorch.Versions(),
    RuntimeInformation.FrameworkDescription,
    torch.get_num_threads(),
    Libtorch.Blas(),
    new Dictionary<Work, IReadOnlyList<string>> { [Work.Training] = ["Adam"], [Work.Inference] = ["eager"] });
PeerLoop.Run(record, order => new TorchWork(order));
return 0;
