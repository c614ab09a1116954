namespace AeGen.Generators.Passes;

/// <summary>
/// What layers are made of, before operations are joined into phases: the sequences that <see cref="Programs"/> explains.
/// </summary>
internal sealed class Sequences
{
    public List<Operation> Prepare { get; } = [];

    public List<Operation> Materialise { get; } = [];

    public List<Operation> Encode { get; } = [];

    public List<Operation> Decode { get; } = [];

    public List<Operation> Evaluate { get; } = [];

    public List<Operation> Propagate { get; } = [];

    public List<Operation> Update { get; } = [];
}
