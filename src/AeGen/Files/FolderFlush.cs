using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AeGen.Files;

/// <summary>Flushes a folder to the disk, so that a renaming in it outlasts a loss of power. Windows has no such call, and needs none.</summary>
internal static partial class FolderFlush
{
    /// <summary>What Linux calls O_CLOEXEC: processes that are started meanwhile do not inherit the folder.</summary>
    private const int CloseOnStart = 0x80000;

    /// <summary>Flushes a folder, where the system can.</summary>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            int descriptor = Open(folder, OperatingSystem.IsLinux() ? CloseOnStart : 0);
            if (descriptor >= 0)
            {
                using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
                RandomAccess.FlushToDisk(handle);
            }

            // Else the folder may be written to and not read: a renaming in it cannot be hurried.
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without that library flushes folders in its own time.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
