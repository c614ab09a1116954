using System.Runtime.InteropServices;
using AeGen.Bench.OnnxRuntime;
using AeGen.Bench.Peers.Loop;
using AeGen.Bench.Peers.Protocol;
using Microsoft.ML.OnnxRuntime;

int threads = PeerLoop.Threads(args);
var record = new PeerRecord(
    "ONNX Runtime",
    OrtEnv.Instance().GetVersionString(),
    RuntimeInformation.FrameworkDescription,
    threads,
    "MLAS",
    new Dictionary<Work, IReadOnlyList<string>> { [Work.Inference] = ["optimised"] });
PeerLoop.Run(record, order => new OnnxWork(order, threads));
