namespace AeGen.Generators.Passes;

/// <summary>Gives the batch's buffers places in memory: buffers that are never needed at the same time share one.</summary>
/// <remarks>
/// A buffer is needed from the phase that first writes it to the one that last reads it. Places are given in that order, each the first
/// free one of the same shape. A sum that only its own phase reads stays in a register and needs none.
/// </remarks>
/// <param name="phases">All phases.</param>
/// <param name="inPlace">Whether what a map computes of an element can take the element's place.</param>
internal sealed class Lifetimes(IReadOnlyList<Phase> phases, bool inPlace)
{
    private readonly List<Dictionary<BatchBuffer, (int From, int To)>> lives = [];

    /// <summary>
    /// The places for all programs. The update comes after the propagation and reads what that has left; inference and evaluations come
    /// first, and so do their places.
    /// </summary>
    public static Places Run(IReadOnlyList<Phase> phases, Programs programs, BatchBuffer input, BatchBuffer code, BatchBuffer output)
    {
        // The pieces of a phase run side by side, and a product is stored before what follows on it: what a phase writes takes the place
        // of nothing it reads.
        var lifetimes = new Lifetimes(phases, inPlace: false);
        lifetimes.Add(Operations([.. programs.Encode, .. programs.Decode]));
        lifetimes.Add(Operations(programs.Evaluate));
        lifetimes.Add(Operations([.. programs.Propagate, .. programs.Update]));
        lifetimes.Hold(input);
        lifetimes.Hold(code, 0);
        lifetimes.Hold(output, 0);
        return lifetimes.Assign();

        IReadOnlyList<IReadOnlyList<Operation>> Operations(IEnumerable<int> program) =>
            [.. program.Select(phase => phases[phase].Operations)];
    }

    /// <summary>
    /// The places for one program whose phases compute each element in registers, so that it can take the place of another one which is
    /// read for it alone.
    /// </summary>
    public static Places RunInPlace(
        IReadOnlyList<Phase> phases,
        IReadOnlyList<IReadOnlyList<Operation>> inference,
        IReadOnlyList<IReadOnlyList<Operation>> training,
        params BatchBuffer[] held)
    {
        var lifetimes = new Lifetimes(phases, inPlace: true);
        lifetimes.Add(inference);
        lifetimes.Add(training);
        foreach (BatchBuffer buffer in held)
        {
            lifetimes.Hold(buffer, 0);
        }

        return lifetimes.Assign();
    }

    private void Add(IReadOnlyList<IReadOnlyList<Operation>> program)
    {
        Dictionary<BatchBuffer, (int From, int To)> life = [];
        for (int at = 0; at < program.Count; at++)
        {
            foreach (Operation operation in program[at])
            {
                foreach (BatchBuffer read in operation.Reads().OfType<BatchBuffer>().Where(buffer => buffer.IsStored(phases)))
                {
                    bool isOfElement =
                        inPlace && !program[at].OfType<Contract>().Any(contract => contract.Left == read) && operation is Map;
                    Use(read, (2 * at) + (isOfElement ? 0 : 1));
                }

                foreach (BatchBuffer written in operation.Writes().OfType<BatchBuffer>().Where(buffer => buffer.IsStored(phases)))
                {
                    Use(written, (2 * at) + (inPlace ? 1 : 0));
                }
            }
        }

        lives.Add(life);

        void Use(BatchBuffer buffer, int time) =>
            life[buffer] = life.TryGetValue(buffer, out (int From, int To) known)
                ? (Math.Min(known.From, time), Math.Max(known.To, time))
                : (time, time);
    }

    /// <summary>A buffer is there from the beginning of all programs.</summary>
    private void Hold(BatchBuffer buffer)
    {
        foreach (Dictionary<BatchBuffer, (int From, int To)> life in lives)
        {
            life[buffer] = (-1, life.TryGetValue(buffer, out (int From, int To) known) ? known.To : 0);
        }
    }

    /// <summary>A buffer is there throughout a program: the runtime packs or unpacks it.</summary>
    private void Hold(BatchBuffer buffer, int program) => lives[program][buffer] = (-1, int.MaxValue);

    /// <summary>The places; those of the first two programs, inference and evaluations or training, come first.</summary>
    private Places Assign()
    {
        List<List<BatchBuffer>> places = [];
        int first = 0;
        for (int program = 0; program < lives.Count; program++)
        {
            foreach (BatchBuffer buffer in lives[program].OrderBy(life => life.Value.From).Select(life => life.Key))
            {
                if (!places.Any(place => place.Contains(buffer)))
                {
                    Place(buffer, places);
                }
            }

            first = program < 2 ? places.Count : first;
        }

        return new Places([.. places.Select(place => new Place(place))], first);
    }

    private void Place(BatchBuffer buffer, List<List<BatchBuffer>> places)
    {
        List<BatchBuffer>? free =
            places.FirstOrDefault(place => place[0].Shape == buffer.Shape && !place.Any(other => Meet(buffer, other)));
        if (free is null)
        {
            places.Add([buffer]);
        }
        else
        {
            free.Add(buffer);
        }
    }

    private bool Meet(BatchBuffer a, BatchBuffer b) => lives.Any(life =>
        life.TryGetValue(a, out (int From, int To) one) && life.TryGetValue(b, out (int From, int To) other)
        && one.From <= other.To && other.From <= one.To);
}
