using AeGen.Runtime;

namespace AeGen;

/// <summary>
/// A device beside the CPU that runs models' kernels, such as a GPU. The package AeGen.Ilgpu makes them. A model's parameters stay on the device
/// between calls and come back when they are read.
/// </summary>
/// <remarks>
/// Calls on one device, of whatever models, run one after the other. A device that fails within training steps leaves the model with the parameters, moments
/// and number of steps that came back from it last, or that it had before: those of the last checkpoint, for one.
/// </remarks>
public abstract class ComputeDevice : IDisposable
{
    private readonly List<WeakReference<IDeviceUser>> users = [];
    private readonly object closing = new();
    private bool disposed;

    private protected ComputeDevice()
    {
    }

    /// <summary>The device's name, as its driver gives it.</summary>
    public abstract string Name { get; }

    /// <summary>The device's memory, in bytes.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Numbers that come back at a time for work on the host: 4 MiB, whose copies take much longer than a launch. Tests set it.</summary>
    internal int NumbersAtATime { get; set; } = 1 << 20;

    /// <summary>Held by whoever uses the device.</summary>
    internal object Turn { get; } = new();

    /// <summary>Lets the calls that read the models end, brings their parameters back and frees everything on the device.</summary>
    /// <exception cref="InvalidOperationException">
    /// A model is being trained, or used by a call or a scope of this thread; the device stays as it is.
    /// </exception>
    public void Dispose()
    {
        lock (closing)
        {
            if (disposed)
            {
                return;
            }

            SendUsersHome();
            lock (Turn)
            {
                Close();
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes room on the device for one network and loads its kernels.</summary>
    /// <param name="kernels">What the generator wrote for this kind of device.</param>
    /// <param name="architecture">The network's architecture.</param>
    internal abstract DeviceNetwork Open(DeviceKernels kernels, Architecture architecture);

    /// <summary>Frees what the device itself holds.</summary>
    private protected abstract void Close();

    /// <summary>Notes a network that has memory on the device.</summary>
    /// <exception cref="ObjectDisposedException">The device has been disposed.</exception>
    internal void Add(IDeviceUser user)
    {
        lock (users)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            users.RemoveAll(known => !known.TryGetTarget(out _));
            users.Add(new WeakReference<IDeviceUser>(user));
        }
    }

    /// <summary>Forgets a network that no longer has memory on the device.</summary>
    internal void Remove(IDeviceUser user)
    {
        lock (users)
        {
            users.RemoveAll(known => !known.TryGetTarget(out IDeviceUser? target) || target == user);
        }
    }

    /// <summary>
    /// Lets users leave until there is none at the very moment from which none is taken any more: others may come while
    /// some leave.
    /// </summary>
    private void SendUsersHome()
    {
        while (true)
        {
            IDeviceUser[] present;
            lock (users)
            {
                present = [.. Present()];
                users.Clear();
                if (present.Length == 0)
                {
                    disposed = true;
                    return;
                }
            }

            int left = 0;
            try
            {
                for (; left < present.Length; left++)
                {
                    present[left].Leave(this);
                }
            }
            finally
            {
                // One that is in use has refused: it and those behind it stay.
                lock (users)
                {
                    users.AddRange(present[left..].Select(user => new WeakReference<IDeviceUser>(user)));
                }
            }
        }
    }

    private IEnumerable<IDeviceUser> Present()
    {
        foreach (WeakReference<IDeviceUser> known in users)
        {
            if (known.TryGetTarget(out IDeviceUser? user))
            {
                yield return user;
            }
        }
    }
}
