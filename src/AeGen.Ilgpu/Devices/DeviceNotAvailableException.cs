namespace AeGen;

/// <summary>Thrown where a device is asked for that is not there or lacks what kernels need. The message says which and why.</summary>
public sealed class DeviceNotAvailableException : Exception
{
    /// <summary>Makes the exception with a message that names no device.</summary>
    public DeviceNotAvailableException()
        : base("The device is not available.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing.</param>
    public DeviceNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">What caused it.</param>
    public DeviceNotAvailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
