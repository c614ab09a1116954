using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>A decoder layer whose weight is the right inverse V = Wᵀ(WWᵀ)⁻¹ of an encoder layer's W, [k, n]: Y = f(X Vᵀ + b).</summary>
/// <remarks>
/// It goes through the coordinates in the rows of Q, where W = LQ: C = X L⁻ᵀ and Y = f(C Q + b). With E, the loss's gradient in C Q, P = E
/// Qᵀ is that in the coordinates and P L⁻¹ that in X. The runtime's RightInverse derives the gradient in W, whose terms are products of E,
/// P, C and the dual C L⁻¹. Inference works with the matrix Vᵀ = L⁻ᵀ Q instead, which saves it a product.
/// </remarks>
internal sealed class RightInverseLayer(LayerSpec spec, int index, BatchBuffer output, DenseLayer encoder, double damping)
    : AffineLayer(spec, index, output)
{
    private readonly BatchBuffer coordinates = BatchBuffer.Flat($"{output.Name}Coordinates", spec.Inputs);
    private readonly BatchBuffer coordinateSignal = BatchBuffer.Flat($"{output.Name}CoordinatesSignal", spec.Inputs);
    private readonly BatchBuffer dual = BatchBuffer.Flat($"{output.Name}Dual", spec.Inputs);

    /// <summary>The right inverse.</summary>
    public Inverse Inverse { get; } = InverseOf(encoder, damping);

    public override Matrix Factor => Inverse.Inverted;

    /// <summary>Losses go through the coordinates in evaluations as in training.</summary>
    public override BatchBuffer Evaluate(BatchBuffer input, List<Operation> program)
    {
        AddCoordinates(input, program);
        program.Add(new Contract(coordinates, Inverse.Orthogonal, Bias, Output));
        return Output;
    }

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        BatchBuffer below = base.Back(signal, program);
        encoder.Share(LinearSignal, dual);
        encoder.Share(Inverse.Orthogonal, Inverse.Correction);
        return below;
    }

    public override void PrepareUpdate(List<Operation> program)
    {
        program.Add(new OuterSum(coordinates, coordinateSignal, Inverse.Product));
        program.Add(new Solve(SolveKind.Correct, Inverse));
    }

    protected override void TrainLinear(BatchBuffer input, Vector? bias, BatchBuffer result, List<Operation> program)
    {
        AddCoordinates(input, program);
        program.Add(new Contract(coordinates, Inverse.Triangle, null, dual));
        program.Add(new Contract(coordinates, Inverse.Orthogonal, bias, result));
    }

    protected override void BackLinear(BatchBuffer linear, BatchBuffer result, List<Operation> program)
    {
        program.Add(new Contract(linear, Inverse.OrthogonalTransposed, null, coordinateSignal));
        program.Add(new Contract(coordinateSignal, Inverse.Triangle, null, result));
    }

    /// <summary>The coordinates amplify rounding errors in X by up to the weight's condition number, so their sums are careful.</summary>
    private void AddCoordinates(BatchBuffer input, List<Operation> program) =>
        program.Add(new Contract(input, Inverse.TriangleTransposed, null, coordinates, Careful: true));

    private static Inverse InverseOf(DenseLayer encoder, double damping)
    {
        int k = encoder.Spec.Outputs, n = encoder.Spec.Inputs, of = encoder.Index;
        return new Inverse(
            encoder.Spec.Name,
            damping,
            encoder.Mirror,
            new Matrix($"Q{of}", $"Q{of}", k, n),
            new Matrix($"Q{of}Transposed", $"Q{of}ᵀ", n, k),
            new Matrix($"L{of}Inverse", $"L{of}⁻¹", k, k),
            new Matrix($"L{of}InverseTransposed", $"L{of}⁻ᵀ", k, k),
            new Matrix($"V{of}Transposed", $"V{of}ᵀ", k, n),
            new Matrix($"X{of}", $"X{of}", k, k),
            new Matrix($"C{of}", $"C{of}", k, k));
    }
}
