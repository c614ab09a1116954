using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace AeGen;

/// <summary>Numbers of single precision in a mapped file: more than an array can hold, and more than there is memory for.</summary>
/// <remarks>
/// Nothing but <see cref="IDisposable.Dispose"/> unmaps the file, no finalizer does: a span over it keeps nothing alive, and memory that vanishes under
/// a span ends the process. What is pinned stays mapped until it is unpinned.
/// </remarks>
internal sealed unsafe class MappedFloats : MemoryManager<float>
{
    private readonly FileStream file;
    private readonly SafeMemoryMappedViewHandle view;
    private readonly float* start;
    private int disposed;

    /// <summary>Maps a part of a file.</summary>
    /// <param name="file">The file, which belongs to this object from now on.</param>
    /// <param name="offset">The first number's place in bytes, a multiple of four.</param>
    /// <param name="length">How many numbers there are, at least 1.</param>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public MappedFloats(FileStream file, long offset, long length)
    {
        this.file = file;
        Length = length;
        try
        {
            using var mapping = MemoryMappedFile.CreateFromFile(
                file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            using MemoryMappedViewAccessor accessor = mapping.CreateViewAccessor(
                0, checked(offset + (length * sizeof(float))), MemoryMappedFileAccess.Read);
            view = accessor.SafeMemoryMappedViewHandle;
            byte* bytes = null;
            view.AcquirePointer(ref bytes);
            start = (float*)(bytes + accessor.PointerOffset + offset);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many numbers there are.</summary>
    public long Length { get; }

    /// <summary>A part of the numbers.</summary>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public ReadOnlySpan<float> Slice(long first, int length)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, typeof(DataSet));
        return first >= 0 && length >= 0 && first <= Length - length
            ? new ReadOnlySpan<float>(start + first, length)
            : throw new ArgumentOutOfRangeException(nameof(first), first, $"{length} numbers from {first} are not within {Length}.");
    }

    /// <inheritdoc/>
    public override Span<float> GetSpan()
    {
        ObjectDisposedException.ThrowIf(disposed != 0, typeof(DataSet));
        return new Span<float>(start, checked((int)Length));
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, typeof(DataSet));
        bool added = false;
        view.DangerousAddRef(ref added);
        return new MemoryHandle(start + elementIndex, default, this);
    }

    /// <inheritdoc/>
    public override void Unpin() => view.DangerousRelease();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref disposed, 1) == 0)
        {
            view.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
