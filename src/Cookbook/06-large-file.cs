// Streaming: train on a file that need not fit into memory.
//
// Open maps the file instead of reading it. The operating system brings in the pages that a step looks at, and takes them back when
// memory is short; nothing is copied to .NET's heap.
using System.Runtime.InteropServices;
using AeGen;

const string Path = "log.f32";
const int Samples = 500_000;
WriteLog(Path, Samples);

long allocatedBefore = GC.GetTotalAllocatedBytes();
double before, after;
using (DataSet log = RawFile.Open(Path, LogModel.InputSize))
using (var model = LogModel.Create(seed: 1))
{
    // A part of the mapped samples, in place: spans of them go wherever arrays do.
    ReadOnlySpan<float> part = log.Rows(log.Count - 10_000, 10_000);
    before = model.Evaluate(part);
    model.Fit(log, new FitOptions { Epochs = 2, BatchSize = 256 });
    after = model.Evaluate(part);
    Console.WriteLine($"Samples: {log.Count} of {log.SampleSize} numbers");
}

// The file was in use until the data set was disposed.
Console.WriteLine($"File: {new FileInfo(Path).Length / 1e6:F1} MB");
Console.WriteLine($"Allocated by reading and training: {(GC.GetTotalAllocatedBytes() - allocatedBefore) / 1e6:F1} MB");
Console.WriteLine($"Error before: {before:F5}");
Console.WriteLine($"Error after: {after:F5}");
File.Delete(Path);

// Raw numbers of single precision, sample after sample, written a sample at a time. NPY, safetensors and CSV can be opened too:
// DataFile.Open takes any of them, and converts what cannot be mapped as it is into a temporary file, once.
static void WriteLog(string path, int samples)
{
    var random = new Random(1);
    float[] sample = new float[LogModel.InputSize];
    using FileStream file = File.Create(path);
    for (int i = 0; i < samples; i++)
    {
        // 32 counters of a machine that follow three things: how busy it is, with what, and the time of day.
        float load = random.NextSingle(), mix = random.NextSingle(), hour = MathF.Sin(i * 1e-3f);
        for (int counter = 0; counter < sample.Length; counter++)
        {
            float own = counter / (float)sample.Length;
            sample[counter] = (load * (1 - own)) + (mix * own) + (hour * MathF.Cos(6 * own)) + (0.02f * random.NextSingle());
        }

        file.Write(MemoryMarshal.AsBytes<float>(sample));
    }
}

/// <summary>32 counters and a code of three numbers, with half the weights of a free decoder.</summary>
[Autoencoder(32)]
[Dense(3)]
[TiedDecoder]
public sealed partial class LogModel;
