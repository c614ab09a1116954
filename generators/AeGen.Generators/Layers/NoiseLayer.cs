using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>Noise in training.</summary>
/// <remarks>
/// What is added drops out of the gradient; what is a factor of a number, zero or a constant, is one of its gradient as well.
/// </remarks>
/// <param name="spec">What is declared.</param>
/// <param name="stream">The first of two streams of random numbers that are its own.</param>
internal sealed class NoiseLayer(NoiseSpec spec, int stream) : LayerPlan
{
    public override BatchBuffer Train(BatchBuffer input, List<Operation> program)
    {
        // Noise on noise takes its place.
        BatchBuffer result = input.Name.StartsWith("noisy", StringComparison.Ordinal) ? input : Noisy(input);
        Expression value = spec.Kind == NoiseKind.Gaussian
            ? input + (new RandomNumber(stream, IsNormal: true) * (Expression)(double)(float)spec.Amount)
            : Dropped(input);
        program.Add(new Map(result, new Assignment(result, value)) { Title = $"Draw{spec.Kind}For" });
        return result;
    }

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        if (spec.Kind != NoiseKind.Gaussian)
        {
            program.Add(new Map(signal, new Assignment(signal, Dropped(signal))) { Title = $"Draw{spec.Kind}For" });
        }

        return signal;
    }

    private static BatchBuffer Noisy(BatchBuffer input)
    {
        string name = $"noisy{char.ToUpperInvariant(input.Name[0])}{input.Name.Substring(1)}";
        return new BatchBuffer(name, input.Shape);
    }

    private IfGreater Dropped(Expression number) => new IfGreater(
        (double)(float)spec.Amount,
        new RandomNumber(stream, IsNormal: false),
        0,
        spec.Kind == NoiseKind.Dropout ? number * (double)(1 / (1 - (float)spec.Amount)) : number);
}
