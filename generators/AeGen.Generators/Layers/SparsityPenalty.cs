using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>
/// A penalty on the code's sizes, or on the divergence of their means from a target, which adds its gradient to the code's.
/// </summary>
internal sealed class SparsityPenalty(SparsitySpec spec, BatchBuffer code) : LayerPlan
{
    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        Expression slope;
        if (spec.Measure == SparsityMeasureKind.KullbackLeibler)
        {
            var means = new Vector($"{code.Name}Means", code.Columns);
            program.Add(new Reduce(code, Axis.Rows, code, means, IsMean: true));
            slope = new Call(Function.MeanDivergenceSlope, means, (double)(float)spec.Target);
        }
        else
        {
            slope = new Call(Function.SizesPenaltySlope, code);
        }

        Expression gradient = slope * (Expression)new PerSample((float)spec.Strength);
        program.Add(new Map(signal, new Assignment(signal, signal + gradient)) { Title = "AddSparsityTo" });
        return signal;
    }
}
