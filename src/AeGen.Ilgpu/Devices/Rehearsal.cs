namespace AeGen;

/// <summary>A device that need not be there, for which launches are counted instead of done.</summary>
/// <param name="multiprocessors">Its multiprocessors.</param>
/// <param name="groupThreads">Most threads of a group.</param>
internal sealed class Rehearsal(int multiprocessors, int groupThreads)
{
    public int Multiprocessors { get; } = multiprocessors;

    public int GroupThreads { get; } = groupThreads;

    /// <summary>Launches so far.</summary>
    public int Launches { get; set; }
}
