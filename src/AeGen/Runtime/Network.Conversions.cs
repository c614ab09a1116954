namespace AeGen.Runtime;

/// <content>The network's parameters in models of other classes, and as plain matrices.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>The tied model that computes the same reconstructions as this right-inverse one.</summary>
    /// <typeparam name="TTarget">The tied model's class.</typeparam>
    public TTarget ToTied<TTarget>()
        where TTarget : class, IAutoencoder<TTarget> =>
        Convert<TTarget>(Conversion.ToTied, TiedFromRightInverse.Check, TiedFromRightInverse.Set);

    /// <summary>The right-inverse model of this tied one's weights.</summary>
    /// <typeparam name="TTarget">The right-inverse model's class.</typeparam>
    public TTarget ToRightInverse<TTarget>()
        where TTarget : class, IAutoencoder<TTarget> => Convert<TTarget>(Conversion.ToRightInverse, null, Copy);

    /// <summary>The free model of this tied one's weights.</summary>
    /// <typeparam name="TTarget">The free model's class.</typeparam>
    public TTarget Untie<TTarget>()
        where TTarget : class, IAutoencoder<TTarget> => Convert<TTarget>(Conversion.Untie, null, Copy);

    /// <summary>The free model of the weights that this one works with.</summary>
    /// <typeparam name="TTarget">The free model's class.</typeparam>
    public TTarget ToDense<TTarget>()
        where TTarget : class, IAutoencoder<TTarget> => Convert<TTarget>(Conversion.ToDense, null, Copy);

    /// <summary>The encoder as one matrix.</summary>
    public LinearMap FoldEncoder() => Fold("encoder", plan.Architecture.Encoder, 0);

    /// <summary>The decoder as one matrix.</summary>
    public LinearMap FoldDecoder() => Fold("decoder", plan.Architecture.Decoder, plan.Architecture.Encoder.Count);

    private static void Copy(Architecture source, LayerCollection from, LayerCollection to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            if (to[i].Architecture.HasOwnWeights)
            {
                to[i].SetWeights(from[i].GetWeights());
            }

            if (to[i].Architecture.HasBias)
            {
                to[i].SetBiases(from[i].GetBiases());
            }

            if (to[i].Architecture.Normalization is not null)
            {
                to[i].SetNormalization(from[i].GetNormalization());
            }
        }
    }

    private TTarget Convert<TTarget>(Conversion conversion, Action<Architecture>? check, Action<Architecture, LayerCollection, LayerCollection> set)
        where TTarget : class, IAutoencoder<TTarget>
    {
        conversion.Check(plan.Architecture, TTarget.Architecture);
        check?.Invoke(plan.Architecture);

        // Inside the gate the parameters of all layers are those of the same moment.
        gate.EnterRead();
        try
        {
            TTarget target = TTarget.Create();
            try
            {
                set(plan.Architecture, Layers, target.Layers);
                return target;
            }
            catch
            {
                target.Dispose();
                throw;
            }
        }
        finally
        {
            gate.ExitRead();
        }
    }

    private LinearMap Fold(string half, IReadOnlyList<LayerArchitecture> layers, int first)
    {
        foreach (LayerArchitecture layer in layers)
        {
            if (layer.Normalization is { Kind: NormalizationKind.Layer })
            {
                throw new InvalidOperationException(
                    $"The {half} of '{plan.Architecture.Name}' is no linear map: '{layer.Name}' is normalised sample by sample.");
            }

            if (layer.Activation != Activation.Identity)
            {
                throw new InvalidOperationException(
                    $"The {half} of '{plan.Architecture.Name}' is no linear map: '{layer.Name}' has the activation {layer.Activation}.");
            }
        }

        gate.EnterRead();
        try
        {
            return LinearMap.Of([.. Layers.Skip(first).Take(layers.Count)]);
        }
        finally
        {
            gate.ExitRead();
        }
    }
}
