using System.Runtime.InteropServices;

namespace AeGen.Runtime;

/// <summary>
/// Pages of 2 MiB for large memory, where the system lends them on request (Linux's transparent huge pages). Kernels walk through matrices in panels,
/// a new page of 4 KiB every 32 rows: looking those up takes a third of a large gradient's time.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes of a large page.</summary>
    private const int Size = 2 << 20;

    /// <summary>What Linux calls MADV_HUGEPAGE.</summary>
    private const int Request = 14;

    /// <summary>How memory of so many bytes must be aligned to lie in large pages, or what it must be aligned to anyway.</summary>
    public static nuint Alignment(nuint bytes, nuint otherwise) => OperatingSystem.IsLinux() && bytes >= Size ? Size : otherwise;

    /// <summary>Asks for large pages for memory that nobody has touched yet. Without them everything works all the same.</summary>
    public static void Ask(void* memory, nuint bytes)
    {
        if (!OperatingSystem.IsLinux() || bytes < Size)
        {
            return;
        }

        try
        {
            _ = Advise(memory, bytes, Request);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without that library or that call has no such pages to lend.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
