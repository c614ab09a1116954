using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Memory on a device.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="buffer">ILGPU's buffer.</param>
/// <param name="freed">Is called when the memory has been freed.</param>
internal sealed class DeviceBuffer<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer, Action freed) : IDisposable
    where T : unmanaged
{
    private bool disposed;

    /// <summary>All of it.</summary>
    public ArrayView<T> View => buffer.View.AsContiguous();

    /// <summary>Number of elements.</summary>
    public long Length => buffer.Length;

    /// <summary>A part of it.</summary>
    public ArrayView<T> Slice(long offset, long length) => View.SubView(offset, length);

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            buffer.Dispose();
            freed();
        }
    }
}
