using System.ComponentModel;

namespace AeGen.Runtime;

/// <summary>The kernels that the generator wrote for one kind of device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceKernels
{
    private protected DeviceKernels()
    {
    }
}
