using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers.Loop;

/// <summary>A peer's program: it waits for orders, a line each, and answers each with a line.</summary>
internal static class PeerLoop
{
    private const string Done = "{}";

    /// <summary>The number of threads that the command line asks for: <c>--threads N</c>.</summary>
    public static int Threads(string[] arguments) => arguments is ["--threads", { } number]
        ? int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture)
        : throw new ArgumentException("This program takes --threads N, and orders from the benchmarks that start it.");

    /// <summary>Runs until there are no more orders.</summary>
    /// <param name="record">What the peer says of itself.</param>
    /// <param name="open">Makes a network ready.</param>
    public static void Run(PeerRecord record, Func<OpenOrder, IPeerWork> open)
    {
        Console.WriteLine(Wire.Write(record));
        IPeerWork? work = null;
        while (Console.ReadLine() is { } line)
        {
            PeerOrder order = Wire.Read<PeerOrder>(line);
            if (order is OpenOrder opening)
            {
                work?.Dispose();
                work = open(opening);
            }

            Console.WriteLine(order switch
            {
                RepeatOrder repeat => Wire.Write(Repeat(work!, repeat.Times)),
                ReconstructOrder reconstruct => Write(work!.Reconstruct(), reconstruct.Outputs),
                _ => Done,
            });
        }

        work?.Dispose();
    }

    /// <summary>The numbers of a file.</summary>
    public static float[] Read(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    private static string Write(float[] numbers, string file)
    {
        File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(numbers));
        return Done;
    }

    private static Took Repeat(IPeerWork work, int times)
    {
        long start = Stopwatch.GetTimestamp();
        work.Repeat(times);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Rest.Await();
        return new Took(took.TotalSeconds);
    }
}
