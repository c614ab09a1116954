using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>The loss of f(z), a mean over the batch's numbers, whose gradient in the pre-activations z takes their place.</summary>
internal sealed class LossLayer(string loss, ActivationSpec activation, BatchBuffer target) : LayerPlan
{
    public override BatchBuffer Train(BatchBuffer input, List<Operation> program)
    {
        var value = new Call(loss.LossFunction(activation), input, target);
        var gradient = new Local("gradient");
        program.Add(new Map(input, new Assignment(input, gradient * (Expression)new PerSample(1, input.Columns)))
        {
            Lines = [new Line("losses", value, gradient.Name)],
            Loss = new Local("losses"),
        });
        return input;
    }
}
