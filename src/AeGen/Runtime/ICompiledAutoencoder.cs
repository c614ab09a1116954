using System.ComponentModel;

namespace AeGen.Runtime;

/// <summary>What the generator adds to a declared class, explicitly, for the runtime to call.</summary>
/// <typeparam name="TSelf">The declared class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledAutoencoder<TSelf> : IAutoencoder<TSelf>
    where TSelf : class, ICompiledAutoencoder<TSelf>
{
    /// <summary>Where everything lies and which phases there are.</summary>
    static abstract CpuPlan CpuPlan { get; }

    /// <summary>Number of pieces that a phase's work falls into; any of them can run beside any other.</summary>
    /// <param name="phase">The phase's number.</param>
    /// <param name="batch">Number of samples.</param>
    static abstract int CountTiles(int phase, int batch);

    /// <summary>The kernels for other devices than the CPU, or null where the declaring project does not refer to a package that runs them.</summary>
    static virtual DeviceKernels? DeviceKernels => null;

    /// <summary>Does a range of a phase's pieces.</summary>
    /// <param name="phase">The phase's number.</param>
    /// <param name="arguments">What to work on.</param>
    /// <param name="first">The first piece.</param>
    /// <param name="end">The piece after the last.</param>
    static abstract void RunPhase(int phase, in KernelArguments arguments, int first, int end);
}

/// <summary>What generated classes ask of themselves through their interface.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompiledAutoencoder
{
    /// <summary>A generated class's architecture.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    public static Architecture ArchitectureOf<TModel>()
        where TModel : class, ICompiledAutoencoder<TModel> => TModel.CpuPlan.Architecture;

    /// <summary>A new model with the weights and biases of a file.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="path">The file.</param>
    public static TModel Load<TModel>(string path)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        TModel model = TModel.Create();
        try
        {
            model.LoadWeights(path);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Runs phases one after the other over all rows of their arguments, by the calling thread alone.</summary>
    internal static void RunPhases<TModel>(int[] phases, in KernelArguments arguments)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        foreach (int phase in phases)
        {
            TModel.RunPhase(phase, in arguments, 0, TModel.CountTiles(phase, arguments.Batch));
        }
    }
}
