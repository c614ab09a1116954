using System.Runtime.InteropServices;
using TorchSharp;

namespace AeGen.Bench.Torch;

/// <summary>PyTorch's native library: whether it loads, and what it is.</summary>
internal static class Libtorch
{
    /// <summary>Why it does not load, or null where it does.</summary>
    public static string? Missing()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException exception)
        {
            // One line for each place that was looked at; of those where there is no file nobody learns anything.
            string[] lines = exception.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string line = Array.Find(lines, line => line.Contains("GLIBC", StringComparison.Ordinal)) ?? lines[0];
            return line.Split(" (required by ")[0];
        }
    }

    /// <summary>The versions of both.</summary>
    public static string Versions()
    {
        string sharp = typeof(torch).Assembly.GetName().Version!.ToString(3);
        return $"{sharp} with libtorch {Version.Parse(torch.__version__).ToString(3)}";
    }

    /// <summary>The name and version of the MKL that it is linked with, or null where it has none.</summary>
    public static unsafe string? Blas()
    {
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, searchPath: null, out nint library)
            || !NativeLibrary.TryGetExport(library, "MKL_Get_Version_String", out nint function))
        {
            return null;
        }

        Span<byte> text = stackalloc byte[200];
        fixed (byte* start = text)
        {
            ((delegate* unmanaged<byte*, int, void>)function)(start, text.Length);
            return Marshal.PtrToStringUTF8((nint)start)?.Split(" for ")[0].Trim();
        }
    }
}
