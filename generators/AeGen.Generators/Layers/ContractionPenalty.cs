using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>The penalty on the Jacobian of an encoder of one layer.</summary>
/// <remarks>
/// For each sample it is the sum of f'(z_j)² r_j over the code's units, with r_j the squared length of the weight's row j. Its gradient in
/// the code is 2 strength / batch f'' r, which the code layer multiplies by f'; the means m of f'², [k], times 2 strength give the rest of
/// the weight's gradient, F diag(m). f'' follows from the code where f' does, and for a sine; else the pre-activations are computed once
/// more.
/// </remarks>
/// <param name="strength">The penalty's factor.</param>
/// <param name="layer">The encoder's only layer.</param>
internal sealed class ContractionPenalty(double strength, DenseLayer layer) : LayerPlan
{
    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        ActivationSpec activation = layer.Spec.Activation;
        if (!activation.IsPiecewiseLinear)
        {
            var lengths = new Vector("weightSquaredLengths", signal.Columns);
            Expression weight = layer.Factor;
            program.Add(new Reduce(layer.Factor, Axis.Rows, weight * weight, lengths, IsMean: false));
            Expression curvature = new Call(activation.CurvatureFunction(), Point(program), layer.Slope);
            Expression gradient = curvature * lengths * new PerSample((float)(2 * strength));
            program.Add(new Map(signal, new Assignment(signal, signal + gradient)) { Title = "Contract" });
        }

        var means = new Vector("codeSquaredSlopesMeans", signal.Columns);
        program.Add(new Reduce(layer.Output, Axis.Rows, layer.Slope * layer.Slope, means, IsMean: true));
        layer.Penalize((Expression)layer.Factor * means * (double)(float)(2 * strength));
        return signal;
    }

    /// <summary>What f'' follows from.</summary>
    private BatchBuffer Point(List<Operation> program)
    {
        if (layer.Spec.Activation.CurvatureFollowsFromOutput)
        {
            return layer.Output;
        }

        BatchBuffer preActivation = BatchBuffer.Flat("codePreActivation", layer.Spec.Outputs);
        program.Add(new Contract(layer.TrainingInput, layer.Factor, layer.Bias, preActivation));
        return preActivation;
    }
}
