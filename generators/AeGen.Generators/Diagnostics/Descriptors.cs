using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Diagnostics;

/// <summary>
/// Everything that can be wrong with a declaration or a conversion, what will make a legal one train badly, and what it costs. Each
/// message names what was found and the limit, and says what to write instead; each id has a page in generators/docs.
/// </summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NoEncoder = Error(
        "AEG0001",
        "An autoencoder has an encoder",
        "'{0}' has no encoder: write at least one [Dense(size)] below [Autoencoder]; the last one's output is the code");

    public static readonly DiagnosticDescriptor NoDecoder = Error(
        "AEG0002",
        "An autoencoder has a decoder",
        "'{0}' has no decoder: write one of [TiedDecoder], [RightInverseDecoder] and [DenseDecoder]");

    public static readonly DiagnosticDescriptor SeveralDecoders = Error(
        "AEG0003",
        "An autoencoder has one kind of decoder",
        "'{0}' already has a [{1}]: remove it or this [{2}]");

    public static readonly DiagnosticDescriptor MirrorNotAlone = Error(
        "AEG0004",
        "[DenseDecoder] without a size stands alone",
        "[DenseDecoder] without a size is the whole decoder of '{0}', the mirror of its encoder, and stands once and alone: give it a "
        + "size or remove it");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "AEG0005",
        "A size is 1 to 16777216",
        "The size {0} is out of range: write a size from 1 to {1}");

    public static readonly DiagnosticDescriptor RightInverseOfWidening = Error(
        "AEG0006",
        "A layer that widens has no right inverse",
        "A layer from {0} inputs to {1} outputs has no right inverse, for its {1} rows of {0} numbers cannot be independent: write a "
        + "size of at most {0}, or [TiedDecoder] or [DenseDecoder] instead of [RightInverseDecoder]");

    public static readonly DiagnosticDescriptor DecoderEndsElsewhere = Error(
        "AEG0007",
        "The decoder ends with the input's size",
        "The decoder ends with {0} outputs and the input has {1}: write {1} here, or one more [DenseDecoder({1})] below");

    public static readonly DiagnosticDescriptor OutputContradicted = Error(
        "AEG0008",
        "The output's activation is declared once",
        "The activation of the output is {0} here and {1} in [Autoencoder]: write one of the two only");

    public static readonly DiagnosticDescriptor NameOfMirror = Error(
        "AEG0009",
        "A mirror has no name",
        "[DenseDecoder] without a size stands for several layers, which cannot share a name: remove Name, or write each layer with "
        + "its size and name");

    public static readonly DiagnosticDescriptor HiddenActivationOfLayer = Error(
        "AEG0010",
        "A single layer has no hidden activation",
        "[DenseDecoder] with a size is one layer: write its activation after the size instead of HiddenActivation");

    public static readonly DiagnosticDescriptor DuplicateLayerName = Error(
        "AEG0011",
        "A layer's name stands once",
        "Another layer is already named '{0}': write a different Name, or none for the default");

    public static readonly DiagnosticDescriptor IllegalLayerName = Error(
        "AEG0012",
        "A layer's name is readable text",
        "'{0}' cannot be a layer's name: write at least one visible character and no control characters");

    public static readonly DiagnosticDescriptor UndefinedValue = Error(
        "AEG0013",
        "A value of an enumeration is one of its names",
        "{0} is no value of {1}: write one of {2}");

    public static readonly DiagnosticDescriptor DampingOutOfRange = Error(
        "AEG0014",
        "Damping is a number of at least 0",
        "The damping {0} is out of range: write a finite number of at least 0, or none for 0");

    public static readonly DiagnosticDescriptor SpreadOverDeclarations = Error(
        "AEG0015",
        "The layers stand on one partial declaration",
        "[{1}] of '{0}' stands on another partial declaration than [Autoencoder], and C# gives these no order: write all of them on "
        + "one declaration");

    public static readonly DiagnosticDescriptor StrayAttribute = Error(
        "AEG0016",
        "Layers belong to an autoencoder",
        "'{0}' has [{1}] but no [Autoencoder(inputSize)]: write that above it");

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "AEG0017",
        "An autoencoder is a partial class",
        "'{0}' is not partial, so nothing can be generated into it: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor ContainingNotPartial = Error(
        "AEG0018",
        "A type around an autoencoder is partial",
        "'{0}' is not partial, so nothing can be generated into its nested class '{1}': add 'partial' to its declaration, or move "
        + "'{1}' out of it");

    public static readonly DiagnosticDescriptor StaticClass = Error(
        "AEG0019",
        "An autoencoder is no static class",
        "'{0}' is static, but each model has weights of its own: remove 'static'");

    public static readonly DiagnosticDescriptor AbstractClass = Error(
        "AEG0020",
        "An autoencoder is no abstract class",
        "'{0}' is abstract, so Create could not make one: write 'sealed' instead of 'abstract'");

    public static readonly DiagnosticDescriptor GenericClass = Error(
        "AEG0021",
        "An autoencoder is not generic",
        "'{0}' cannot be an autoencoder, because '{1}' is generic: remove the type parameters, or move '{0}' out of it");

    public static readonly DiagnosticDescriptor RecordClass = Error(
        "AEG0022",
        "An autoencoder is no record",
        "'{0}' is a record, whose copies would share their weights: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor FileLocalClass = Error(
        "AEG0023",
        "An autoencoder is not local to a file",
        "'{0}' is local to its file, and generated code is in other files: remove 'file'; 'internal' is the narrowest that can be");

    public static readonly DiagnosticDescriptor ExplicitConstructor = Error(
        "AEG0024",
        "An autoencoder's constructor is generated",
        "'{0}' declares a constructor, but the only one is generated and private: remove it, and make models with {0}.Create(seed)");

    public static readonly DiagnosticDescriptor BaseConstructor = Error(
        "AEG0025",
        "A base class has a constructor without arguments",
        "The generated constructor of '{0}' cannot call one of its base class '{1}': give that a constructor without arguments that "
        + "is at least protected, or derive from another class");

    public static readonly DiagnosticDescriptor RequiredMember = Error(
        "AEG0026",
        "An autoencoder has no required members",
        "'{0}' of '{1}' is required, but the generated Create cannot set it: remove 'required' and give it a value");

    public static readonly DiagnosticDescriptor MemberClash = Error(
        "AEG0027",
        "The generated members' names are free",
        "The name '{0}' is that of a generated member of '{1}', and {2}: rename it");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "AEG0028",
        "Generated code needs C# 11",
        "This project is compiled as C# {0} and the generated code needs {1}: remove LangVersion from the project file or raise it");

    public static readonly DiagnosticDescriptor ConversionOfOtherDecoder = Error(
        "AEG0029",
        "A conversion's classes have the decoders that it converts",
        "{0} converts {1} into {2}, but '{3}' has {4} and '{5}' {6}: {7}");

    public static readonly DiagnosticDescriptor ConversionOfOtherShape = Error(
        "AEG0030",
        "A conversion's classes have the same shape",
        "'{0}' cannot become '{1}': {2} has {3} in the first and {4} in the second; declare the same sizes, activations, biases and "
        + "normalisations");

    public static readonly DiagnosticDescriptor ToTiedOfActivation = Error(
        "AEG0031",
        "Only linear layers have a tied counterpart",
        "No transpose can compute the same function as '{0}', because layer '{1}' has {2}, behind which no code can be recoded: write "
        + "ToDense instead, to a class with [DenseDecoder]");

    public static readonly DiagnosticDescriptor ToTiedOfChain = Error(
        "AEG0032",
        "Only a chain that keeps its width has a tied counterpart",
        "No transposes can compute the same function as '{0}', because {1}: write ToDense instead, to a class with [DenseDecoder]");

    public static readonly DiagnosticDescriptor DeviationOutOfRange = Error(
        "AEG0033",
        "A standard deviation is a number of at least 0",
        "The standard deviation {0} is out of range: write a finite number of at least 0");

    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        "AEG0034",
        "A rate is at least 0 and below 1",
        "The rate {0} is out of range: write the share of zeros, at least 0 and below 1");

    public static readonly DiagnosticDescriptor NoiseOnReconstruction = Error(
        "AEG0035",
        "Noise stands before the last layer",
        "[{0}] after the last layer would disturb the reconstruction itself: write it above the decoder, or between two layers");

    public static readonly DiagnosticDescriptor StrengthOutOfRange = Error(
        "AEG0036",
        "A strength is a number of at least 0",
        "The strength {0} is out of range: write a finite number of at least 0");

    public static readonly DiagnosticDescriptor TargetOutOfRange = Error(
        "AEG0037",
        "A target activation is above 0 and below 1",
        "The target {0} is out of range: write the mean activation of a unit, above 0 and below 1");

    public static readonly DiagnosticDescriptor DivergenceWithoutSigmoid = Error(
        "AEG0038",
        "A divergence needs a code of sigmoids",
        "SparsityMeasure.KullbackLeibler takes a unit's mean activation for a probability, and the code's activation is {0}: write "
        + "Activation.Sigmoid in the last [Dense], or SparsityMeasure.L1 here");

    public static readonly DiagnosticDescriptor OrthogonalityOfWidening = Error(
        "AEG0039",
        "A layer that widens has no orthonormal rows",
        "A layer from {0} inputs to {1} outputs never has orthonormal rows, for its {1} rows of {0} numbers cannot be independent: "
        + "give it a size of at most {0} or remove [Orthogonality]");

    public static readonly DiagnosticDescriptor NothingToNormalize = Error(
        "AEG0040",
        "A normalisation stands below a layer",
        "[{0}] normalises the outputs of the layer above it, and {1}");

    public static readonly DiagnosticDescriptor NormalizedTwice = Error(
        "AEG0041",
        "A layer is normalised once",
        "Layer '{1}' is normalised already: remove this [{0}] or the one above it");

    public static readonly DiagnosticDescriptor NormalizationOutOfRange = Error(
        "AEG0042",
        "A normalisation's numbers are within their ranges",
        "The {0} {1} is out of range: write a number {2}");

    public static readonly DiagnosticDescriptor KlWeightOutOfRange = Error(
        "AEG0043",
        "A divergence's weight is a number of at least 0",
        "The weight {0} of the divergence is out of range: write a finite number of at least 0");

    public static readonly DiagnosticDescriptor WarmUpOutOfRange = Error(
        "AEG0044",
        "A warm-up is a number of steps",
        "A warm-up of {0} steps is out of range: write the number of steps, at least 0, or none for the whole weight at once");

    public static readonly DiagnosticDescriptor VariationalCodeOfActivation = Error(
        "AEG0045",
        "A variational code has no activation",
        "[Variational] takes the code layer's outputs for the means of normal distributions, which may be any numbers, and the code's "
        + "activation is {0}: write Activation.Identity in the last [Dense], and another [Dense] above it for {0}");

    public static readonly DiagnosticDescriptor ToTiedOfVariational = Error(
        "AEG0046",
        "A variational code has no tied counterpart",
        "No transpose keeps the distributions of the codes of '{0}', because recoding would make covariances of their variances: "
        + "write ToDense instead, to a class with [DenseDecoder] and [Variational]");

    public static readonly DiagnosticDescriptor ContractionOfDeepEncoder = Error(
        "AEG0047",
        "A contracted encoder has one layer",
        "[Contractive] sums the squares of an encoder's Jacobian by a formula for one layer that is not normalised, and this encoder "
        + "has {0}: keep one [Dense] alone, or write [GaussianNoise] above the first one instead, which contracts encoders of any depth");

    public static readonly DiagnosticDescriptor PrincipalAxesOfActivation = Error(
        "AEG0048",
        "Principal axes are those of a linear code",
        "[PrincipalAxes] turns the codes by turning the code layer's weight, and behind {0} the codes do not turn with it: {1}");

    public static readonly DiagnosticDescriptor PrincipalAxesOfVariational = Error(
        "AEG0049",
        "A variational code has no principal axes",
        "[PrincipalAxes] orders the codes by their variances, which the prior of [Variational] makes alike, and would leave the layer "
        + "of the log-variances where it is: remove one of the two");

    public static readonly DiagnosticDescriptor NestedDropoutOfOther = Error(
        "AEG0050",
        "Nested dropout is that of one linear layer",
        "AxisMethod.NestedDropout is a sum that is known for the mean squared error of a decoder of one linear layer, and {0}: write "
        + "{1}AxisMethod.RotationAugmentedGradient, which takes every decoder, loss and noise");

    public static readonly DiagnosticDescriptor CodeCutOff = Warning(
        "AEG0051",
        "A code is not cut off",
        "The code layer's activation {0} gives no codes {1}, so that data around 0 lose what lies there: write Dense({2}) without an "
        + "activation here, and another [Dense] above it for {0}");

    public static readonly DiagnosticDescriptor NothingNarrower = Warning(
        "AEG0052",
        "Something keeps a code from copying its input",
        "No layer is narrower than the {0} inputs, and there is neither noise nor a penalty, so that training can copy the input and "
        + "learns nothing of it: write a size below {0}, or [GaussianNoise], [MaskingNoise], [Dropout] or [Sparsity]");

    public static readonly DiagnosticDescriptor RightInverseOfSaturation = Warning(
        "AEG0053",
        "A right inverse follows no saturation",
        "The right inverse undoes the weights and not {0}, which brings large numbers down to 1, so that no decoder of these weights "
        + "gives them back: write an activation that does not saturate, or [TiedDecoder] or [DenseDecoder] instead of "
        + "[RightInverseDecoder]");

    public static readonly DiagnosticDescriptor CrossEntropyOfOther = Warning(
        "AEG0054",
        "A cross-entropy has sigmoids",
        "Loss.BinaryCrossEntropy is of outputs between 0 and 1, and those of Activation.{0} that are not are clamped there and have "
        + "no gradient: write Output = Activation.Sigmoid");

    public static readonly DiagnosticDescriptor ModelCost = Information(
        "AEG0055",
        "What a model costs",
        "{0} has {1} parameters and takes {2}; on the CPU {3}");

    public static readonly DiagnosticDescriptor BeyondOneLaunch = Information(
        "AEG0056",
        "A layer is more than one launch of a GPU holds",
        "With the {0} weights of {1} the network does not fit the 48 KB of memory that a group of a GPU's threads has, so that its "
        + "layers run one by one and not in one launch; nothing needs to be done");

    public static readonly DiagnosticDescriptor HiddenName = Error(
        "AEG0057",
        "The names in generated code mean what they say",
        "The generated code of '{0}' names '{1}', which '{2}' in '{3}' hides, and C# has no other spelling for it: rename '{2}' or move "
        + "it to another namespace");

    public static readonly DiagnosticDescriptor ExplicitImplementation = Error(
        "AEG0058",
        "The generated members implement their interfaces",
        "'{0}' of '{1}' would be called instead of the generated {2}, which then never runs: remove it, and write what it does as a "
        + "method of another name");

    public static readonly DiagnosticDescriptor AliasedLibrary = Error(
        "AEG0059",
        "The library is in the global namespace",
        "The generated code of '{0}' looks for the library in the global namespace, from which an alias of the reference takes it: add "
        + "'global' to the reference's aliases");

    public static readonly DiagnosticDescriptor MatrixTooLarge = Error(
        "AEG0060",
        "A matrix has at most 2147483591 numbers",
        "{0} is a matrix of {1} x {2} numbers, {3} bytes, and one has at most {4} numbers, {5} bytes: write a smaller size{6}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Described(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Described(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Information(string id, string title, string message) =>
        Described(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Described(string id, string title, string message, DiagnosticSeverity severity) => new(
        id,
        title,
        message,
        category: "AeGen",
        severity,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/aegen/aegen/blob/main/generators/docs/{id}.md");
}
