namespace AeGen.Bench.Peers;

/// <summary>A program that runs the networks in another library, and how it is started.</summary>
internal abstract class PeerProgram
{
    /// <summary>The name of ONNX Runtime's program on the command line.</summary>
    public const string OnnxRuntime = "onnx-runtime";

    /// <summary>The name of the program that runs PyTorch without Python.</summary>
    public const string TorchSharp = "torchsharp";

    /// <summary>The name of the script that runs PyTorch.</summary>
    public const string Python = "python";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [TorchSharp, Python, OnnxRuntime];

    /// <summary>Its library as a side of the comparison.</summary>
    public required Side Side { get; init; }

    /// <summary>What it is called in messages.</summary>
    public required string Title { get; init; }

    /// <summary>What to do where it does not start.</summary>
    public required string Remedy { get; init; }

    /// <summary>A command that it is started with, word by word.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>The program of a name.</summary>
    public static PeerProgram Named(string name, PeersSettings settings) => name switch
    {
        TorchSharp => new DotnetPeer
        {
            Folder = "TorchSharp",
            Side = Side.Torch,
            Title = "PyTorch by TorchSharp",
            Note = ", which is 0.5 GB the first time",
            Remedy = "On Linux it needs glibc and the C++ library of GCC 13 or later; "
                + "--torch-launcher names a command that starts it in a container or another root.",
            Launcher = settings.TorchLauncher,
        },
        Python => new PythonPeer(settings.Python)
        {
            Side = Side.Torch,
            Title = "PyTorch by Python",
            Remedy = "'python3 -m pip install torch numpy' or 'apt-get install python3-torch libopenblas0' (Debian) installs it; "
                + "--python names another Python.",
            Launcher = settings.TorchLauncher,
        },
        _ => new DotnetPeer
        {
            Folder = "OnnxRuntime",
            Side = Side.OnnxRuntime,
            Title = "ONNX Runtime",
            Remedy = "Its program is the package Microsoft.ML.OnnxRuntime.",
        },
    };

    /// <summary>Makes it ready to be started, which can take a while.</summary>
    /// <param name="say">Receives what takes a while.</param>
    /// <returns>The command that starts it, word by word; what is added is the number of threads.</returns>
    /// <exception cref="PeerMissingException">It cannot be made ready.</exception>
    public abstract IReadOnlyList<string> Prepare(Action<string> say);
}
