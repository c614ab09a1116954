namespace AeGen.Runtime;

/// <summary>Lets many readers or one writer in, turns the others away with an exception, and closes for good.</summary>
/// <param name="name">The model's name, for the messages.</param>
internal sealed class UseGate(string name)
{
    private const int Writing = -1;
    private const int Closed = int.MinValue;
    private int state;

    /// <summary>Enters to read parameters.</summary>
    public void EnterRead()
    {
        while (true)
        {
            int seen = Volatile.Read(ref state);
            if (seen < 0)
            {
                Refuse(seen);
            }

            if (Interlocked.CompareExchange(ref state, seen + 1, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>Leaves after reading.</summary>
    public void ExitRead() => Interlocked.Decrement(ref state);

    /// <summary>Enters to change parameters.</summary>
    public void EnterWrite()
    {
        int seen = Interlocked.CompareExchange(ref state, Writing, 0);
        if (seen != 0)
        {
            Refuse(seen);
        }
    }

    /// <summary>Leaves after a change.</summary>
    public void ExitWrite() => Volatile.Write(ref state, 0);

    /// <summary>Lets readers in for a while in which the writer that is inside changes nothing. Other writers stay out.</summary>
    public void LendToReaders() => Volatile.Write(ref state, 1);

    /// <summary>Waits for the readers to leave, and shuts them out again.</summary>
    public void TakeBack()
    {
        var wait = new SpinWait();
        while (Interlocked.CompareExchange(ref state, Writing, 1) != 1)
        {
            wait.SpinOnce();
        }
    }

    /// <summary>Closes; false if that was done before.</summary>
    public bool TryClose()
    {
        int seen = Interlocked.CompareExchange(ref state, Closed, 0);
        if (seen is not (0 or Closed))
        {
            Refuse(seen);
        }

        return seen == 0;
    }

    private void Refuse(int seen)
    {
        ObjectDisposedException.ThrowIf(seen == Closed, name);
        throw new InvalidOperationException(
            seen == Writing
                ? $"This {name} is being trained or changed by another call; wait until that returns."
                : $"This {name} is in use by {seen} other call(s); it can only be trained, changed or disposed when they have returned.");
    }
}
