using System.ComponentModel;
using AeGen.Functions;
using System.Runtime.CompilerServices;

namespace AeGen.Runtime;

/// <summary>What generated kernels work on. Made by the runtime alone.</summary>
/// <remarks>
/// Matrices lie in panels of <see cref="Panels.Width"/> columns: element (r, c) of a matrix with R rows is at
/// (c / 32) * 32 R + 32 r + c % 32. A matrix of the batch has <see cref="Capacity"/> rows and starts at its first column times that number.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct KernelArguments
{
    private readonly float* parameters;
    private readonly float* state;
    private readonly float* workspace;
    private readonly float* scratch;
    private readonly double* doubles;
    private readonly double* losses;

    internal KernelArguments(
        float* parameters, float* state, float* workspace, float* scratch, double* doubles, double* losses, int batch, int capacity, int vectorBits, UpdateSettings settings)
    {
        this.parameters = parameters;
        this.state = state;
        this.workspace = workspace;
        this.scratch = scratch;
        this.doubles = doubles;
        this.losses = losses;
        Batch = batch;
        Samples = batch;
        Capacity = capacity;
        VectorBits = vectorBits;
        Settings = settings;
    }

    /// <summary>Some of the batch's rows, as if they were a batch of their own, but for their share in the mean loss.</summary>
    /// <param name="first">The first row, a multiple of <see cref="Panels.BlockRows"/>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="lossesABlock">Number of sums of losses that a block of rows has.</param>
    internal KernelArguments Rows(int first, int count, int lossesABlock) =>
        new(
            parameters, state, workspace + ((nint)first * Panels.Width), scratch, doubles, losses + ((nint)first / Panels.BlockRows * lossesABlock),
            count, (int)Capacity, VectorBits, Settings)
        {
            Samples = Samples,
            FirstRow = FirstRow + first,
        };

    /// <summary>The same arguments for a part of an update that needs the whole gradient before its step.</summary>
    /// <param name="pass">The part.</param>
    /// <param name="gradients">Memory for the gradient, in the layout of the trained parameters.</param>
    /// <param name="squares">Memory for the sum of squares of each piece's gradient.</param>
    /// <param name="scale">What the gradient is multiplied by before its step.</param>
    internal KernelArguments For(UpdatePass pass, float* gradients, double* squares, float scale) =>
        this with { Pass = pass, GradientMemory = gradients, SquareMemory = squares, GradientScale = scale };

    /// <summary>Weights, biases, transposes and constants.</summary>
    public ref float Parameters => ref *parameters;

    /// <summary>The parameters from one on.</summary>
    /// <param name="at">Floats before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float ParameterAt(nint at) => ref parameters[at];

    /// <summary>The batch's matrices from a column of one on.</summary>
    /// <param name="column">The column, counted through all matrices: the first of a panel.</param>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float BatchAt(nint column, nint row = 0) => ref workspace[(Capacity * column) + (row * Panels.Width)];

    /// <summary>The optimizer's moments, each in the layout of the trained parameters.</summary>
    public ref float State => ref *state;

    /// <summary>The batch's matrices.</summary>
    public ref float Workspace => ref *workspace;

    /// <summary>Memory of the calling thread's own.</summary>
    public ref float Scratch => ref *scratch;

    /// <summary>What is kept in double precision: the right inverses' small matrices.</summary>
    public ref double Doubles => ref *doubles;

    /// <summary>Sums of losses: for each block of rows one a panel of the output.</summary>
    public ref double Losses => ref *losses;

    /// <summary>Number of rows: samples of the batch that the kernels work on.</summary>
    public int Batch { get; }

    /// <summary>The number of rows, or one more where it is odd: sums over rows take two at a time, and the row after the last is then zero.</summary>
    public int PairedRows => (Batch + 1) & ~1;

    /// <summary>Number of samples in the whole batch, of whose losses the mean is taken.</summary>
    public int Samples { get; private init; }

    /// <summary>Position in the whole batch of the first of the rows that the kernels work on.</summary>
    public int FirstRow { get; private init; }

    /// <summary>Number of rows of each matrix of the batch, at least <see cref="Batch"/>.</summary>
    public nint Capacity { get; }

    /// <summary>Widest vectors that the kernels may use, in bits.</summary>
    public int VectorBits { get; }

    /// <summary>The numbers for this step's update.</summary>
    public UpdateSettings Settings { get; }

    /// <summary>Which part of an update runs.</summary>
    public UpdatePass Pass { get; private init; }

    /// <summary>The whole gradient, in the layout of the trained parameters; there only where <see cref="Pass"/> needs it.</summary>
    public ref float Gradients => ref *GradientMemory;

    /// <summary>The sum of squares of each piece's gradient; there only where <see cref="Pass"/> needs it.</summary>
    public ref double Squares => ref *SquareMemory;

    /// <summary>What a stored gradient is multiplied by before its step.</summary>
    public float GradientScale { get; private init; }

    private float* GradientMemory { get; init; }

    private double* SquareMemory { get; init; }
}

/// <summary>Which part of an update runs: a step that needs the whole gradient first, to shorten or to measure it, is taken in two.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum UpdatePass
{
    /// <summary>The gradient and the step on it, square by square.</summary>
    Whole = 0,

    /// <summary>Only the gradient, to memory.</summary>
    Gradient = 1,

    /// <summary>Only the step, on the gradient in memory.</summary>
    Step = 2,
}

/// <summary>What an update takes besides its arguments' memory.</summary>
/// <param name="Step">The optimizer's numbers.</param>
/// <param name="ClipValue">The largest size of an element of the gradient; infinite where none is cut.</param>
/// <param name="LongestNorm">
/// The norm that a longer gradient is shortened to; infinite where the norm is only measured, 0 where nobody asks for it. For the runtime alone.
/// </param>
/// <param name="NoiseKey">What the step's random numbers follow from.</param>
/// <param name="DivergenceWeight">The factor of the divergence of drawn codes' distributions.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct UpdateSettings(
    StepSettings Step,
    float ClipValue,
    float LongestNorm,
    ulong NoiseKey,
    float DivergenceWeight);
