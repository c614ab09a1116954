using System.Numerics;

namespace AeGen;

/// <summary>
/// Who may use a network when. Readers see one state from entering to leaving. A change waits for the readers inside, and the readers
/// that come meanwhile wait for it. A training turns everybody else away. Closing lets those inside end and turns the others away.
/// </summary>
/// <remarks>
/// Readers count themselves in one of several places, each in a cache line of its own, and then look for a change; a change announces
/// itself and then looks for readers. One of the two sees the other, and threads that only read write to no common memory. A thread
/// that is inside may enter again: it would otherwise wait for a change that waits for it.
/// </remarks>
/// <param name="model">The model's type, for the messages.</param>
internal sealed class UseGate(Type model)
{
    private const int MostPlaces = 64;

    /// <summary>Counts from one place to the next: two cache lines, for processors fetch them in pairs.</summary>
    private const int Stride = 32;

    [ThreadStatic]
    private static Visits? visits;

    // The first place is none: an array's length lies there, which everybody reads.
    private readonly int[] readers = new int[(1 + Places) * Stride];
    private volatile GateState state;

    /// <summary>The thread that changes or trains; 0 for none.</summary>
    private int owner;

    private enum GateState
    {
        Open = 0,
        Changing = 1,
        Training = 2,

        /// <summary>A training in which nothing changes for a while.</summary>
        Lent = 3,

        Closing = 4,
        Closed = 5,
    }

    /// <summary>Number of places that threads are spread over: a power of two.</summary>
    public static int Places { get; } = (int)Math.Min(MostPlaces, BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    /// <summary>The calling thread's place, from 0.</summary>
    public static int Place => (visits ??= new()).Place;

    /// <summary>Enters to read: waits for a change to end.</summary>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed, or waits for its last calls.</exception>
    public void EnterRead()
    {
        Visits own = visits ??= new();
        if (own.TryEnterAgain(this))
        {
            return;
        }

        ref int count = ref readers[(1 + own.Place) * Stride];
        var wait = new SpinWait();
        while (true)
        {
            Interlocked.Increment(ref count);
            GateState seen = state;
            if (seen is GateState.Open or GateState.Lent)
            {
                own.Enter(this);
                return;
            }

            Interlocked.Decrement(ref count);
            WaitOrRefuse(seen, ref wait);
        }
    }

    /// <summary>Leaves after reading.</summary>
    public void ExitRead()
    {
        Visits own = visits!;
        if (own.Leave(this))
        {
            Interlocked.Decrement(ref readers[(1 + own.Place) * Stride]);
        }
    }

    /// <summary>Enters for a short change: waits for other changes and for the readers.</summary>
    /// <exception cref="InvalidOperationException">The model is being trained, or read by this thread.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed, or waits for its last calls.</exception>
    public void EnterChange() => EnterAlone(GateState.Changing);

    /// <summary>Enters to train: waits for changes and for the readers, and turns away who comes later.</summary>
    /// <exception cref="InvalidOperationException">The model is being trained, or read by this thread.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed, or waits for its last calls.</exception>
    public void EnterTraining() => EnterAlone(GateState.Training);

    /// <summary>Leaves after a change or a training.</summary>
    public void ExitAlone()
    {
        owner = 0;
        state = GateState.Open;
    }

    /// <summary>Lets readers in for a while in which the training that is inside changes nothing.</summary>
    public void LendToReaders() => state = GateState.Lent;

    /// <summary>Waits for the readers to leave, and shuts them out again.</summary>
    public void TakeBack()
    {
        Interlocked.Exchange(ref state, GateState.Training);
        AwaitReaders();
    }

    /// <summary>
    /// Begins to close: turns away who comes from now on, and waits for those inside to leave. <see cref="Close"/> ends it.
    /// </summary>
    /// <returns>Whether it is up to the caller to close; false if another call has closed, which is then complete.</returns>
    /// <exception cref="InvalidOperationException">This thread is inside itself, so that its call cannot end.</exception>
    public bool TryBeginClosing()
    {
        var wait = new SpinWait();
        while (true)
        {
            RequireOutside("disposed");
            switch (Interlocked.CompareExchange(ref state, GateState.Closing, GateState.Open))
            {
                case GateState.Open:
                    AwaitReaders();
                    return true;
                case GateState.Closed:
                    return false;
                default:
                    wait.SpinOnce();
                    break;
            }
        }
    }

    /// <summary>Ends the closing.</summary>
    public void Close() => state = GateState.Closed;

    /// <summary>Enters for a change unless the model is closed, which it waits for while that is under way.</summary>
    /// <exception cref="InvalidOperationException">The model is being trained, or read by this thread.</exception>
    public bool TryEnterChange()
    {
        var wait = new SpinWait();
        while (state is GateState.Closing or GateState.Closed)
        {
            if (state == GateState.Closed)
            {
                return false;
            }

            wait.SpinOnce();
        }

        try
        {
            EnterChange();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return TryEnterChange();
        }
    }

    private void EnterAlone(GateState wanted)
    {
        var wait = new SpinWait();
        while (true)
        {
            RequireOutside("trained or changed");
            GateState seen = Interlocked.CompareExchange(ref state, wanted, GateState.Open);
            if (seen == GateState.Open)
            {
                owner = Environment.CurrentManagedThreadId;
                AwaitReaders();
                return;
            }

            WaitOrRefuse(seen, ref wait);
        }
    }

    private void AwaitReaders()
    {
        for (int place = 0; place < readers.Length; place += Stride)
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref readers[place]) != 0)
            {
                wait.SpinOnce();
            }
        }
    }

    private void WaitOrRefuse(GateState seen, ref SpinWait wait)
    {
        ObjectDisposedException.ThrowIf(seen is GateState.Closing or GateState.Closed, model);
        if (seen is GateState.Training or GateState.Lent)
        {
            throw new InvalidOperationException($"This {model.Name} is being trained by another call; wait until that returns.");
        }

        wait.SpinOnce();
    }

    /// <summary>Refuses a thread that would wait for itself.</summary>
    private void RequireOutside(string what)
    {
        if (owner == Environment.CurrentManagedThreadId || visits?.IsInside(this) == true)
        {
            throw new InvalidOperationException(
                $"This {model.Name} cannot be {what} from within a call or a scope of the same thread that uses it; wait until that "
                + $"returns.");
        }
    }

    /// <summary>Which gates a thread is inside to read, and how often. There is rarely more than one, which is the first.</summary>
    private sealed class Visits
    {
        private static int threads;

        private readonly List<(UseGate Gate, int Times)> others = [];
        private UseGate? first;
        private int firstTimes;

        /// <summary>The thread's place: threads take them in turn.</summary>
        public int Place { get; } = (Interlocked.Increment(ref threads) - 1) & (Places - 1);

        public bool IsInside(UseGate gate) => first == gate || IndexOf(gate) >= 0;

        public bool TryEnterAgain(UseGate gate)
        {
            if (first == gate)
            {
                firstTimes++;
                return true;
            }

            int index = IndexOf(gate);
            if (index >= 0)
            {
                others[index] = (gate, others[index].Times + 1);
            }

            return index >= 0;
        }

        public void Enter(UseGate gate)
        {
            if (first is null)
            {
                (first, firstTimes) = (gate, 1);
            }
            else
            {
                others.Add((gate, 1));
            }
        }

        /// <summary>Leaves once; true if that was the first time that it entered.</summary>
        public bool Leave(UseGate gate)
        {
            if (first == gate)
            {
                if (--firstTimes == 0)
                {
                    first = null;
                }

                return first is null;
            }

            int index = IndexOf(gate), times = others[index].Times - 1;
            if (times == 0)
            {
                others.RemoveAt(index);
                return true;
            }

            others[index] = (gate, times);
            return false;
        }

        private int IndexOf(UseGate gate)
        {
            for (int i = others.Count - 1; i >= 0; i--)
            {
                if (others[i].Gate == gate)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
