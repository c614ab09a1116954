namespace AeGen.Files;

/// <summary>Numbers with a name and a shape.</summary>
/// <param name="Name">The name.</param>
/// <param name="Shape">The dimensions, the slowest first.</param>
/// <param name="Values">The numbers, row-major.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values);
