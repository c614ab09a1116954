namespace AeGen.Runtime.Ilgpu;

/// <summary>Memory on a device that grows when more is asked for; what was in it is lost then.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="device">The device.</param>
/// <param name="purpose">What it is for, for the message where there is not enough.</param>
internal sealed class Grown<T>(IlgpuDevice device, string purpose) : IDisposable
    where T : unmanaged
{
    private DeviceBuffer<T>? buffer;

    /// <summary>All of it; one element at least, so that a kernel that does not use it gets a place.</summary>
    public ArrayView<T> View
    {
        get
        {
            Reserve(1);
            return buffer!.View;
        }
    }

    /// <summary>Makes room.</summary>
    public void Reserve(long length)
    {
        if (buffer is null || buffer.Length < length)
        {
            buffer?.Dispose();
            buffer = null;
            buffer = device.Allocate<T>(length, purpose);
        }
    }

    /// <summary>Frees it.</summary>
    public void Dispose() => buffer?.Dispose();
}
