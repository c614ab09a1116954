using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Trains a model in which something is drawn: equal seeds come to equal bits, and others to others.</summary>
internal static class SeedCheck
{
    public static void Run(TestTarget target, ModelLibrary library, string name)
    {
        int size = library.Declaration(name).InputSize;
        var data = new DataSet(new Random(4).NextSingles(40 * size, -1, 1), size);
        int[] Train(ulong seed)
        {
            using ModelHandle model = target.Create(library, name, 6);
            model.OptimizerSettings = new() { LearningRate = 0.01f, NoiseSeed = seed };
            model.Fit(data, new() { Epochs = 2, BatchSize = 16 });
            return ModelParameters.Of(model).Bits();
        }

        int[] first = Train(1);

        Assert.Equal(first, Train(1));
        Assert.NotEqual(first, Train(2));
    }
}
