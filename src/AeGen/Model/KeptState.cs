namespace AeGen;

/// <summary>A stretch of calls of one thread that see one state of a model: see <see cref="IAutoencoder{TSelf}.KeepState"/>.</summary>
public readonly ref struct KeptState
{
    private readonly UseGate? gate;

    internal KeptState(UseGate gate)
    {
        gate.EnterRead();
        this.gate = gate;
    }

    /// <summary>Ends the stretch, once, on the thread that began it.</summary>
    public void Dispose() => gate?.ExitRead();
}
