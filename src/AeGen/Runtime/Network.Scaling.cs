namespace AeGen.Runtime;

/// <content>The scaling of the samples that the network was trained on, and calls that belong together.</content>
public sealed unsafe partial class Network<TModel>
{
    private Scaling? scaling;

    /// <summary>Has the calling thread see one state until what it gets is disposed.</summary>
    public KeptState KeepState() => new(gate);

    /// <summary>The scaling that brings samples to what the network takes; nothing here applies it.</summary>
    public Scaling? Scaling
    {
        get => Volatile.Read(ref scaling);
        set
        {
            int size = plan.Architecture.InputSize;
            if (value is not null && value.SampleSize != size)
            {
                throw new ArgumentException(
                    $"The scaling has {value.SampleSize} features; {plan.Architecture.Name} takes {size}.", nameof(value));
            }

            Volatile.Write(ref scaling, value);
        }
    }
}
