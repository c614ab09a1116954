namespace AeGen;

/// <summary>What a training does after a callback.</summary>
public enum FitControl
{
    /// <summary>It goes on.</summary>
    Continue = 0,

    /// <summary>It ends.</summary>
    Stop = 1,
}
