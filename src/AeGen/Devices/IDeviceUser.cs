namespace AeGen;

/// <summary>A network that keeps memory on devices.</summary>
internal interface IDeviceUser
{
    /// <summary>Brings back what only the device has, and frees the memory there.</summary>
    void Leave(ComputeDevice device);
}
