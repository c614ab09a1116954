using AeGen.Runtime;

namespace AeGen.Bench.Models;

/// <summary>One of the networks that suites measure.</summary>
/// <param name="Name">Its name on the command line and in the results, the same in the peers' scripts.</param>
/// <param name="Shape">Its layers.</param>
internal abstract record BenchNetwork(string Name, string Shape)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<BenchNetwork> All { get; } =
    [
        new BenchNetwork<Circle>("circle", "2-64-64-1-64-64-2 tanh"),
        new BenchNetwork<Small>("small", "64-16-64 relu"),
        new BenchNetwork<Digits>("digits", "64-32-8-32-64 relu"),
        new BenchNetwork<Fashion>("fashion", "784-128-32-128-784 relu"),
        new BenchNetwork<Deep>("deep", "784-1000-500-250-30-250-500-1000-784 relu"),
        new BenchNetwork<LinearTied>("linear-tied", "784-32-784 linear, tied"),
        new BenchNetwork<LinearRightInverse>("linear-inverse", "784-32-784 linear, right inverse"),
    ];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(network => network.Name)];

    /// <summary>A network by its name.</summary>
    public static BenchNetwork Named(string name) => All.First(network => network.Name == name);

    /// <summary>Calls a suite with the network's class.</summary>
    public abstract TResult Accept<TResult>(INetworkVisitor<TResult> visitor);
}

/// <summary>What a suite does with a network, whichever its class.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface INetworkVisitor<out TResult>
{
    /// <summary>Does it.</summary>
    TResult Visit<TModel>(BenchNetwork network)
        where TModel : class, ICompiledAutoencoder<TModel>;
}

/// <summary>A network and its class.</summary>
internal sealed record BenchNetwork<TModel>(string Name, string Shape) : BenchNetwork(Name, Shape)
    where TModel : class, ICompiledAutoencoder<TModel>
{
    public override TResult Accept<TResult>(INetworkVisitor<TResult> visitor) => visitor.Visit<TModel>(this);
}
