using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>A part of a step whose pieces do not depend on one another; the next phase may need all of them.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes, for the method's comment.</param>
internal abstract record Phase(string Name, string Formula);

/// <summary>Result = epilogue(Left Right + Bias + Addend).</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Left">The left factor.</param>
/// <param name="Right">The right factor.</param>
/// <param name="Bias">What is added to each row, or null.</param>
/// <param name="Result">Where the result goes.</param>
/// <param name="Careful">
/// Whether rounding errors must not add up over the terms: a right inverse multiplies its layer's by up to the weight's condition number.
/// </param>
/// <param name="Epilogue">What happens to each tile.</param>
internal sealed record ProductPhase(
    string Name, string Formula, BatchMatrix Left, FixedMatrix Right, BiasVector? Bias, BatchMatrix Result, bool Careful, Epilogue Epilogue)
    : Phase(Name, Formula)
{
    /// <summary>A matrix of the result's shape that is added before the epilogue, or null; not the result itself.</summary>
    public BatchMatrix? Addend { get; init; }
}

/// <summary>Something over a matrix of the batch that is no product.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Over">The matrix.</param>
internal abstract record BatchPhase(string Name, string Formula, BatchMatrix Over) : Phase(Name, Formula);

/// <summary>Result = the source with noise on it, or the source times the same factors as another matrix had.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Source">What the noise is put on.</param>
/// <param name="Result">Where the result goes; may be the source.</param>
/// <param name="Noise">The noise.</param>
/// <param name="Stream">The first of two streams of random numbers that are its own.</param>
internal sealed record NoisePhase(string Name, string Formula, BatchMatrix Source, BatchMatrix Result, NoiseSpec Noise, int Stream)
    : BatchPhase(Name, Formula, Result);

/// <summary>Draws the code from normal distributions: result = means + deviations, deviations = exp(log-variances / 2) n with standard normal n.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Means">The distributions' means.</param>
/// <param name="LogVariances">The logarithms of their variances; kept within 20 of 0.</param>
/// <param name="Deviations">Receives what is added to the means, which the way back needs.</param>
/// <param name="Result">Receives what is drawn.</param>
/// <param name="Stream">The first of two streams of random numbers that are its own.</param>
internal sealed record SamplePhase(
    string Name, string Formula, BatchMatrix Means, BatchMatrix LogVariances, BatchMatrix Deviations, BatchMatrix Result, int Stream)
    : BatchPhase(Name, Formula, Result);

/// <summary>The way back through a <see cref="SamplePhase"/> and the gradient of its distributions' divergence from the standard normal one.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Means">The distributions' means.</param>
/// <param name="LogVariances">The logarithms of their variances.</param>
/// <param name="Deviations">What was added to the means.</param>
/// <param name="Signal">The gradient in what was drawn; becomes that in the means.</param>
/// <param name="VarianceSignal">Receives the gradient in the log-variances.</param>
internal sealed record DivergencePhase(
    string Name, string Formula, BatchMatrix Means, BatchMatrix LogVariances, BatchMatrix Deviations, BatchMatrix Signal, BatchMatrix VarianceSignal)
    : BatchPhase(Name, Formula, Signal);

/// <summary>The mean of each column over the batch. It needs all rows: phases before it have to be through with the whole batch.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Source">The matrix.</param>
/// <param name="Result">Receives the means, a row.</param>
internal sealed record MeansPhase(string Name, string Formula, BatchMatrix Source, FixedMatrix Result) : BatchPhase(Name, Formula, Source);

/// <summary>Adds the gradient of a penalty on the code to the code's signal.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Penalty">The penalty.</param>
/// <param name="Activation">The code's activation.</param>
/// <param name="Code">The codes.</param>
/// <param name="Slopes">The activation's slopes, where they do not follow from the codes.</param>
/// <param name="Means">The codes' means, where the penalty is one on them.</param>
/// <param name="Signal">The signal.</param>
internal sealed record SparsityPhase(
    string Name, string Formula, SparsitySpec Penalty, ActivationKind Activation, BatchMatrix Code, BatchMatrix? Slopes, FixedMatrix? Means, BatchMatrix Signal)
    : BatchPhase(Name, Formula, Signal);

/// <summary>The squared length of each column of a fixed matrix, for a phase over a matrix of the batch with the same columns.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Transpose">The fixed matrix.</param>
/// <param name="Result">Receives the squared lengths, a row.</param>
/// <param name="For">The matrix of the batch.</param>
internal sealed record SquaredLengthsPhase(string Name, string Formula, FixedMatrix Transpose, FixedMatrix Result, BatchMatrix For)
    : BatchPhase(Name, Formula, For);

/// <summary>Keeps the squares of the code's slopes, and adds the gradient of the penalty on the encoder's Jacobian to the code's signal.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Strength">The penalty's factor.</param>
/// <param name="Activation">The code's activation.</param>
/// <param name="Code">The codes.</param>
/// <param name="Slopes">The activation's slopes, where they do not follow from the codes.</param>
/// <param name="PreActivations">The pre-activations, where the second derivative does not follow from the codes.</param>
/// <param name="SquaredLengths">Squared lengths of the weight's rows; null where the second derivative is zero, and the signal stays.</param>
/// <param name="Signal">The signal.</param>
/// <param name="SquaredSlopes">Receives the slopes' squares.</param>
internal sealed record ContractionPhase(
    string Name,
    string Formula,
    double Strength,
    ActivationKind Activation,
    BatchMatrix Code,
    BatchMatrix? Slopes,
    BatchMatrix? PreActivations,
    FixedMatrix? SquaredLengths,
    BatchMatrix Signal,
    BatchMatrix SquaredSlopes)
    : BatchPhase(Name, Formula, Signal);

/// <summary>Result = what a form makes of XᵀX, the Gram matrix of a matrix's columns. Of a matrix of the batch it needs all rows.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Of">X, with k columns.</param>
/// <param name="Result">The result, [k, k].</param>
/// <param name="Form">What becomes of the elements.</param>
/// <param name="Scale">The scale.</param>
internal sealed record GramianPhase(string Name, string Formula, Matrix Of, FixedMatrix Result, GramianForm Form, double Scale) : Phase(Name, Formula);

/// <summary>What becomes of a Gram matrix G.</summary>
internal enum GramianForm
{
    /// <summary>scale (G - I).</summary>
    BesideIdentity,

    /// <summary>scale / batch (U - Lo), with G's strict upper and lower triangles: a skew matrix.</summary>
    Skew,

    /// <summary>
    /// scale / batch G * K, element by element, with the covariances K of which columns are kept by nested dropout: from 0 on, column i is kept with the
    /// probability p_i = 1 - i/k, and K_ij = p_max(i, j) - p_i p_j = min(i, j) (k - max(i, j)) / k².
    /// </summary>
    Nested,
}

/// <summary>Copies a weight, for an update that changes it square by square must still read what it was.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Weight">The weight, or its transpose.</param>
/// <param name="Copy">Its copy.</param>
internal sealed record CopyPhase(string Name, string Formula, FixedMatrix Weight, FixedMatrix Copy) : Phase(Name, Formula);

/// <summary>Result = the source, each column i of k, from 0 on, times the share 1 - i/k in which nested dropout keeps it.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Source">The source.</param>
/// <param name="Result">Where the result goes; may be the source.</param>
internal sealed record KeepPhase(string Name, string Formula, BatchMatrix Source, BatchMatrix Result) : BatchPhase(Name, Formula, Result);

/// <summary>Result = the source less the means of its columns.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Source">The source.</param>
/// <param name="Means">The means, a row.</param>
/// <param name="Result">Where the result goes.</param>
internal sealed record CenterPhase(string Name, string Formula, BatchMatrix Source, FixedMatrix Means, BatchMatrix Result) : BatchPhase(Name, Formula, Result);

/// <summary>
/// y = f(g n + b) with the normalisation n = (z - m) / sqrt(v + epsilon) of z = W x. A layer's takes the mean m and the variance v over each sample's
/// outputs, a batch's over each output's samples.
/// </summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Normalization">The normalisation.</param>
/// <param name="Keeps">
/// Whether the way back follows: then z is read from the normalisation's own matrix, where n takes its place. Without it z is where the result will be.
/// </param>
/// <param name="Bias">The biases, or null.</param>
/// <param name="Result">Receives y.</param>
/// <param name="Epilogue">From g n + b to y.</param>
internal sealed record NormalizePhase(
    string Name, string Formula, NormalizationPlan Normalization, bool Keeps, BiasVector? Bias, BatchMatrix Result, Epilogue Epilogue)
    : BatchPhase(Name, Formula, Result)
{
    /// <summary>Where z is.</summary>
    public BatchMatrix Source => Keeps ? Normalization.Normalized : Result;
}

/// <summary>The way back through a normalisation: from D, the loss's gradient in g n + b, to those in g and in z.</summary>
/// <remarks>
/// Over the N numbers that share a mean and a variance, dn_i/dz_j = s (1[i = j] - 1/N - n_i n_j / N) with s = 1 / sqrt(v + epsilon): the mean takes 1/N off,
/// and dv/dz_j = 2 (z_j - m) / N makes -(z_i - m) s³ (z_j - m) / N = -s n_i n_j / N. With h = g * D, the gradient in n, the one in z_j is
/// s (h_j - mean(h) - n_j mean(h * n)); and the one in g sums D * n over the samples.
/// </remarks>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Normalization">The normalisation.</param>
/// <param name="Signal">D, [batch, outputs].</param>
internal sealed record NormalizeBackPhase(string Name, string Formula, NormalizationPlan Normalization, BatchMatrix Signal)
    : BatchPhase(Name, Formula, Signal);

/// <summary>The step of the right inverse that a phase does.</summary>
internal enum RightInverseStep
{
    /// <summary>WWᵀ.</summary>
    Gram,

    /// <summary>L and its inverse.</summary>
    Factor,

    /// <summary>Q and Qᵀ, and L⁻¹ and L⁻ᵀ in single precision.</summary>
    Solve,

    /// <summary>D, for inference.</summary>
    Materialise,

    /// <summary>X = YᵀP.</summary>
    Product,

    /// <summary>C.</summary>
    Combine,
}

/// <summary>One step of a right inverse or of the gradient through it.</summary>
internal sealed record RightInversePhase(string Name, string Formula, RightInverseStep Step, RightInversePlan Inverse) : Phase(Name, Formula);

/// <summary>Every parameter's gradient, and the optimizer's step right where it arises.</summary>
internal sealed record UpdatePhase(string Name, string Formula) : Phase(Name, Formula);

/// <summary>What happens to a product's tile while it is in the cache.</summary>
internal abstract record Epilogue;

/// <summary>The tile stays as it is.</summary>
internal sealed record NoEpilogue : Epilogue;

/// <summary>y = f(z), and the slopes f'(z) into a matrix of their own where the way back cannot get them from y.</summary>
internal sealed record ActivateEpilogue(ActivationKind Activation, BatchMatrix? Slopes) : Epilogue;

/// <summary>Multiplies by f'(z), got from y or read from the slopes.</summary>
internal sealed record DifferentiateEpilogue(ActivationKind Activation, BatchMatrix Source) : Epilogue;

/// <summary>From z to the loss's gradient in z, and the sum of the losses.</summary>
internal sealed record LossEpilogue(LossKind Loss, ActivationKind Activation, BatchMatrix Target) : Epilogue;
