using System.Runtime.InteropServices;

namespace AeGen.Runtime;

/// <summary>Zeroed memory outside the garbage collector's heap, aligned to 64 bytes, for more elements than an array can hold.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed unsafe class NativeBuffer<T> : SafeHandle
    where T : unmanaged
{
    private const nuint Alignment = 64;

    /// <summary>Allocates.</summary>
    /// <param name="length">Number of elements, at least 0.</param>
    /// <param name="purpose">What the memory is for, for the message where there is not enough.</param>
    /// <exception cref="InsufficientMemoryException">There is not that much memory.</exception>
    public NativeBuffer(long length, string purpose)
        : base(0, ownsHandle: true)
    {
        Length = length;
        nuint bytes = checked((nuint)Math.Max(1, length) * (nuint)sizeof(T));

        // A system that lends more memory than it has would only notice while the memory is being zeroed, and end the process.
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (available > 0 && bytes > (nuint)available)
        {
            throw new InsufficientMemoryException($"There is no room for {purpose}: {bytes:N0} bytes are needed and {available:N0} available.");
        }

        try
        {
            handle = (nint)NativeMemory.AlignedAlloc(bytes, LargePages.Alignment(bytes, Alignment));
        }
        catch (OutOfMemoryException exception)
        {
            throw new InsufficientMemoryException($"There is no room for {purpose}: {bytes:N0} bytes could not be allocated.", exception);
        }

        LargePages.Ask((void*)handle, bytes);
        NativeMemory.Clear((void*)handle, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>The first element's address.</summary>
    public T* Pointer => (T*)handle;

    /// <summary>A part of the memory.</summary>
    public Span<T> Slice(long offset, int length) => new(Pointer + offset, length);

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(Math.Max(1, Length) * sizeof(T));
        return true;
    }
}
