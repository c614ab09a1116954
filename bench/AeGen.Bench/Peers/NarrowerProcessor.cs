using System.Collections.Frozen;
using System.Diagnostics;

namespace AeGen.Bench.Peers;

/// <summary>
/// This program and its peers as they run on a processor with narrower vectors. Each library reads its limit when its process
/// starts, so the program starts itself anew. ONNX Runtime has no such limit.
/// </summary>
internal static class NarrowerProcessor
{
    /// <summary>
    /// What tells .NET, PyTorch and the libraries under it of the instructions that they may use, by the widest
    /// vectors' bits.
    /// </summary>
    private static readonly FrozenDictionary<int, (string Name, string Value)[]> Limits = new Dictionary<int, (string, string)[]>
    {
        [256] =
        [
            ("DOTNET_EnableAVX512", "0"), ("ATEN_CPU_CAPABILITY", "avx2"), ("ONEDNN_MAX_CPU_ISA", "AVX2"),
            ("MKL_ENABLE_INSTRUCTIONS", "AVX2"), ("OPENBLAS_CORETYPE", "HASWELL"),
        ],
        [128] =
        [
            ("DOTNET_EnableAVX2", "0"), ("ATEN_CPU_CAPABILITY", "default"), ("ONEDNN_MAX_CPU_ISA", "SSE41"),
            ("MKL_ENABLE_INSTRUCTIONS", "SSE4_2"), ("OPENBLAS_CORETYPE", "NEHALEM"),
        ],
    }.ToFrozenDictionary();

    /// <summary>The widths that can be asked for.</summary>
    public static IReadOnlyList<int> Widths { get; } = [512, .. Limits.Keys.OrderDescending()];

    /// <summary>Starts this program again with the same arguments, on a processor with vectors of so many bits.</summary>
    /// <returns>Its exit code, or null where the processor is that already.</returns>
    /// <exception cref="UsageException">The processor has no such vectors.</exception>
    public static int? Run(int bits)
    {
        if (bits == FmaPeak.VectorBits)
        {
            return null;
        }

        if (bits > FmaPeak.VectorBits)
        {
            throw new UsageException($"--vectors is {bits}, and the widest vectors of this processor have {FmaPeak.VectorBits} bits.");
        }

        string[] arguments = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath!;
        bool byHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, byHost ? arguments : arguments[1..]) { UseShellExecute = false };
        foreach ((string name, string value) in Limits[bits])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
