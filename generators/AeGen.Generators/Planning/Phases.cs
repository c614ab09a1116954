using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>A part of a step whose pieces do not depend on one another; the next phase may need all of them.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes, for the method's comment.</param>
internal abstract record Phase(string Name, string Formula);

/// <summary>Result = epilogue(Left Right + Bias).</summary>
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
    : Phase(Name, Formula);

/// <summary>Result = the source with noise on it, or the source times the same factors as another matrix had.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Source">What the noise is put on.</param>
/// <param name="Result">Where the result goes; may be the source.</param>
/// <param name="Noise">The noise.</param>
/// <param name="Stream">The first of two streams of random numbers that are its own.</param>
internal sealed record NoisePhase(string Name, string Formula, BatchMatrix Source, BatchMatrix Result, NoiseSpec Noise, int Stream) : Phase(Name, Formula);

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
