using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>Numbers with a name and a shape.</summary>
/// <param name="Name">The name.</param>
/// <param name="Shape">The dimensions, the slowest first.</param>
/// <param name="Values">The numbers, row-major.</param>
/// <param name="Type">The type in which they are written: <see cref="TensorTypes.Single"/> or <see cref="TensorTypes.Count"/>.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values, string Type = TensorTypes.Single);
