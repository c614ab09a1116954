using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>A decoder layer that shares an encoder layer's weight W, [k, n], turned round: Y = f(X W + b).</summary>
/// <remarks>Its own gradient is one in W, whose transpose Eᵀ X it adds to the encoder's.</remarks>
internal sealed class TiedLayer(LayerSpec spec, int index, BatchBuffer output, DenseLayer encoder) : AffineLayer(spec, index, output)
{
    public override Matrix Factor => encoder.Mirror;

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        BatchBuffer below = base.Back(signal, program);
        encoder.Share(LinearSignal, TrainingInput);
        return below;
    }

    protected override void BackLinear(BatchBuffer linear, BatchBuffer result, List<Operation> program) =>
        program.Add(new Contract(linear, encoder.Factor, null, result));
}
