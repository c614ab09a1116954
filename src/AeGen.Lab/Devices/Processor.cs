using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace AeGen.Lab.Devices;

/// <summary>The CPU that the program runs on.</summary>
internal static class Processor
{
    /// <summary>Where CPUID has the processor's name: three leaves of 16 characters each.</summary>
    private const int FirstNameLeaf = unchecked((int)0x80000002);
    private const int LastNameLeaf = unchecked((int)0x80000004);
    private const int ExtendedLeaf = unchecked((int)0x80000000);

    /// <summary>The width of the kernels that run; those of 512 bits also do where the framework itself keeps to 256.</summary>
    public static int VectorBits { get; } =
        Vector512.IsHardwareAccelerated || Avx512F.IsSupported ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;

    /// <param name="threads">Number of threads, or 0 for one a processor.</param>
    public static DeviceFacts Describe(int threads)
    {
        int count = threads == 0 ? Environment.ProcessorCount : threads;
        return new DeviceFacts(
            new DeviceRequest(DeviceKind.Cpu),
            Name(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "thread" : "threads")}, {VectorBits}-bit vectors"));
    }

    private static string Name()
    {
        // Both numbers have their highest bit set, so that they compare as unsigned ones do.
        if (!X86Base.IsSupported || X86Base.CpuId(ExtendedLeaf, 0).Eax < LastNameLeaf)
        {
            return $"{RuntimeInformation.ProcessArchitecture} processor";
        }

        Span<byte> letters = stackalloc byte[48];
        for (int leaf = FirstNameLeaf; leaf <= LastNameLeaf; leaf++)
        {
            (int a, int b, int c, int d) = X86Base.CpuId(leaf, 0);
            Span<byte> part = letters.Slice((leaf - FirstNameLeaf) * 16, 16);
            BinaryPrimitives.WriteInt32LittleEndian(part, a);
            BinaryPrimitives.WriteInt32LittleEndian(part[4..], b);
            BinaryPrimitives.WriteInt32LittleEndian(part[8..], c);
            BinaryPrimitives.WriteInt32LittleEndian(part[12..], d);
        }

        // The name is padded with zeros at its end, and some have spaces in front and in between.
        string[] words = Encoding.ASCII.GetString(letters).Split([' ', '\0'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }
}
