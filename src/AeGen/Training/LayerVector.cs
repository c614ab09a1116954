using System.ComponentModel;

namespace AeGen.Runtime;

/// <summary>Numbers of which a layer has one for each output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum LayerVector
{
    /// <summary>The biases b.</summary>
    Bias = 0,

    /// <summary>The gains g of a normalisation.</summary>
    Gain = 1,

    /// <summary>The running means of a normalisation over the batch.</summary>
    RunningMean = 2,

    /// <summary>The running variances of a normalisation over the batch.</summary>
    RunningVariance = 3,
}
